/** Every text and every number on a page, in the reader's language. Imports no other room of the dashboard; start at {@link dev.candor.ui.words.Words}. */
@NullMarked
package dev.candor.ui.words;

import org.jspecify.annotations.NullMarked;
