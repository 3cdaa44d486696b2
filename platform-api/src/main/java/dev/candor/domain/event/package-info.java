/** What a unit met and did. Start at {@link dev.candor.domain.event.Event}. */
@NullMarked
package dev.candor.domain.event;

import org.jspecify.annotations.NullMarked;
