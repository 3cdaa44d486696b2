/**
 * What visitors may know and do about their data: what they are asked, their own copy, erasure, the public trust document.
 * Start at {@link dev.candor.api.privacy.PanelRoute}.
 */
@NullMarked
package dev.candor.api.privacy;

import org.jspecify.annotations.NullMarked;
