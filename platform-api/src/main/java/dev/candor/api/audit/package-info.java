/** The append-only, hash-chained log of who changed what. Start at {@link dev.candor.api.audit.Audit}. */
@NullMarked
package dev.candor.api.audit;

import org.jspecify.annotations.NullMarked;
