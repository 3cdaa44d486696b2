/** What a visitor allowed, and what each kind of unit needs. Start at {@link dev.candor.domain.consent.Consents}. */
@NullMarked
package dev.candor.domain.consent;

import org.jspecify.annotations.NullMarked;
