/** Flow conclude: the worker that turns dirty units into statistics. Start at {@link dev.candor.api.folding.Folder}. */
@NullMarked
package dev.candor.api.folding;

import org.jspecify.annotations.NullMarked;
