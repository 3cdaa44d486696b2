/** Flow collect: events are checked, committed together, and only then answered. Start at {@code EventsRoute}. */
@NullMarked
package dev.candor.api.collecting;

import org.jspecify.annotations.NullMarked;
