/** OpenFeature's own providers from npm, in Node and in a browser, against the running program. */
@NullMarked
package dev.candor.ui.ofrep;

import org.jspecify.annotations.NullMarked;
