/** Who does something and what they may do. Imports only the language; start at {@link dev.candor.domain.actor.Role}. */
@NullMarked
package dev.candor.domain.actor;

import org.jspecify.annotations.NullMarked;
