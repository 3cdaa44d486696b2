/** What a visitor may declare about themselves. Start at {@link dev.candor.domain.attribute.Attribute}. */
@NullMarked
package dev.candor.domain.attribute;

import org.jspecify.annotations.NullMarked;
