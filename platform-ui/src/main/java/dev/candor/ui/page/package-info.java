/** What all pages share: layout, one-time messages, problem pages, and what protects them. Start at {@link dev.candor.ui.page.Layout}. */
@NullMarked
package dev.candor.ui.page;

import org.jspecify.annotations.NullMarked;
