/**
 * The demo shop: a stranger's website that carries the snippet, so that a newcomer can be its visitor. It knows of Candor
 * only what any website knows: the tag and the public site key.
 */
@NullMarked
package dev.candor.ui.demo;

import org.jspecify.annotations.NullMarked;
