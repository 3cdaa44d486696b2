/** Events as they are kept, and the marks that say whose changed. Start at {@link dev.candor.api.eventstore.EventStore}. */
@NullMarked
package dev.candor.api.eventstore;

import org.jspecify.annotations.NullMarked;
