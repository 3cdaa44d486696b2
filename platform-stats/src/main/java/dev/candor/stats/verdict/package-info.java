/**
 * The last step: what to ship. {@link dev.candor.stats.verdict.DecisionRule} turns evidence, health and plan into a sealed
 * {@link dev.candor.stats.verdict.Verdict} whose reasons are data, to be worded elsewhere. Imports every package before it
 * in the library, and nothing of the platform. Start at {@code DecisionRule.decide}.
 */
@NullMarked
package dev.candor.stats.verdict;

import org.jspecify.annotations.NullMarked;
