/** Flow decide: the ruleset, decisions by the server, the snippet. Start at {@link dev.candor.api.decision.DecisionRoutes}. */
@NullMarked
package dev.candor.api.decision;

import org.jspecify.annotations.NullMarked;
