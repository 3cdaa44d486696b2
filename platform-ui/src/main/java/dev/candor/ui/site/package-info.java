/** One site: its tag, its keys, its vocabulary. Start at {@link dev.candor.ui.site.SitePages}. */
@NullMarked
package dev.candor.ui.site;

import org.jspecify.annotations.NullMarked;
