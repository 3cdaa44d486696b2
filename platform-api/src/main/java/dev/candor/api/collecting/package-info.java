/** Flow collect: events are checked, committed together, and only then answered. Start at {@link dev.candor.api.collecting.Collector}. */
@NullMarked
package dev.candor.api.collecting;

import org.jspecify.annotations.NullMarked;
