/** Signed links that show one variant of an experiment to whoever has them. Start at {@link dev.candor.api.decision.preview.Previews}. */
@NullMarked
package dev.candor.api.decision.preview;

import org.jspecify.annotations.NullMarked;
