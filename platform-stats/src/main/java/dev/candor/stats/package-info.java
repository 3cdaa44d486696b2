/**
 * How the library says no: {@link dev.candor.stats.StatisticsException} with its codes, and {@link dev.candor.stats.Require},
 * the checks that raise it. Imports nothing but the JDK; every other package of the library may import it. Start reading
 * at {@code sample}, what goes in, then {@code frequentist.ProportionComparison}, then {@code verdict.DecisionRule}, what
 * comes out.
 */
@NullMarked
package dev.candor.stats;

import org.jspecify.annotations.NullMarked;
