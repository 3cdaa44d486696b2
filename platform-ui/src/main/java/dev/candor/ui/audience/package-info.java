/** Rules as people would say them. Start at {@link dev.candor.ui.audience.AudienceReading}. */
@NullMarked
package dev.candor.ui.audience;

import org.jspecify.annotations.NullMarked;
