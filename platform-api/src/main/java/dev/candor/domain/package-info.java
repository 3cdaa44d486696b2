/** The nouns of the platform: plain Java, no framework. Each package imports only those that stand before it in docs/architecture.md. */
@NullMarked
package dev.candor.domain;

import org.jspecify.annotations.NullMarked;
