/** Every error response, and the reading of request bodies that makes most of them. Start at {@link dev.candor.api.problem.ProblemType}. */
@NullMarked
package dev.candor.api.problem;

import org.jspecify.annotations.NullMarked;
