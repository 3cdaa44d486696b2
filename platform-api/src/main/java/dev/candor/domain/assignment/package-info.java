/** Which variant a unit gets, or why none: a pure function. Start at {@link dev.candor.domain.assignment.Assigner}. */
@NullMarked
package dev.candor.domain.assignment;

import org.jspecify.annotations.NullMarked;
