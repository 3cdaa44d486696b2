/** Rules over the request and over declared attributes. Start at {@link dev.candor.domain.audience.Condition}. */
@NullMarked
package dev.candor.domain.audience;

import org.jspecify.annotations.NullMarked;
