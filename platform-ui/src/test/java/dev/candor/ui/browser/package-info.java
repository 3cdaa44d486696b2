/** A real Chromium for the tests: the snippet, the demo shop and the dashboard as a visitor meets them. */
@NullMarked
package dev.candor.ui.browser;

import org.jspecify.annotations.NullMarked;
