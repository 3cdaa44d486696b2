/** Contributions and sufficient statistics as they are kept. Start at {@link dev.candor.api.ledger.Ledger}. */
@NullMarked
package dev.candor.api.ledger;

import org.jspecify.annotations.NullMarked;
