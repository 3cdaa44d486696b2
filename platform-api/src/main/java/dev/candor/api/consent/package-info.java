/**
 * What visitors were told, what they answered, and what follows from it at once. Start at
 * {@link dev.candor.api.consent.PanelDocument}.
 */
@NullMarked
package dev.candor.api.consent;

import org.jspecify.annotations.NullMarked;
