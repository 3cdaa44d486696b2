package dev.candor.stats.multiplicity;

import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.ChiScale;
import dev.candor.stats.numeric.GaussLegendre;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.sample.MeanSample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several treatments against one control: p-values adjusted for there being several, exact for Normal data of one common
 * variance. Less is lost than with Bonferroni, because all comparisons share the control.
 *
 * <p>With {@code t_i = (m_i - m_0) / √(s² (1/n_i + 1/n_0))}, s² pooled over all groups, {@code l_j = √(n_j / (n_j + n_0))}
 * and {@code s = √(χ² / df)}, the adjusted p is
 * {@code 1 - E_s ∫ φ(x) Π_j [Φ((|t| s - l_j x) / √(1 - l_j²)) - Φ((-|t| s - l_j x) / √(1 - l_j²))] dx}.
 *
 * @param statistics t, one a treatment
 * @param degrees of freedom of the pooled variance; infinite when it is known
 * @param adjustedP two-sided, one a treatment, in the same order
 * @see <a href="https://doi.org/10.1080/01621459.1955.10501294">Dunnett (1955), Journal of the American Statistical
 *     Association 50, 1096-1121</a>
 */
public record Dunnett(List<Double> statistics, double degrees, List<Double> adjustedP) {
    /** Beyond so many standard deviations the integral over the control adds nothing. */
    private static final double WIDEST = 9;

    public Dunnett {
        statistics = List.copyOf(statistics);
        adjustedP = List.copyOf(adjustedP);
    }

    /**
     * All treatments against the control.
     *
     * @throws dev.candor.stats.StatisticsException {@code INVALID_INPUT} without a treatment, {@code INSUFFICIENT_DATA} if
     *     a group has fewer than two visitors, {@code INCONSISTENT_STATS} for impossible sums, {@code ZERO_VARIANCE} if no
     *     group varies
     */
    public static Dunnett of(MeanSample control, List<MeanSample> treatments) {
        Require.valid(!treatments.isEmpty(), "treatments", treatments, "must hold at least one");
        List<MeanSample> groups = new ArrayList<>(treatments);
        groups.add(control);
        groups.forEach(group -> Require.atLeast(2, "visitors", group.visitors()));
        long visitors = groups.stream().mapToLong(MeanSample::visitors).sum();
        long degrees = visitors - groups.size();
        double squares = groups.stream()
                .mapToDouble(g -> g.variance() * (g.visitors() - 1))
                .sum();
        double raw = groups.stream().mapToDouble(MeanSample::sumOfSquares).sum();
        Require.that(squares > 1e-12 * raw, ZERO_VARIANCE, "variance", squares, "no group varies");
        double variance = squares / degrees;
        List<Double> statistics = new ArrayList<>();
        List<Double> sizeRatios = new ArrayList<>();
        for (MeanSample treatment : treatments) {
            double perVisitor = 1.0 / treatment.visitors() + 1.0 / control.visitors();
            statistics.add((treatment.mean() - control.mean()) / Math.sqrt(variance * perVisitor));
            sizeRatios.add((double) treatment.visitors() / control.visitors());
        }
        return of(statistics, sizeRatios, (double) degrees);
    }

    /**
     * From statistics computed elsewhere.
     *
     * @param statistics finite
     * @param sizeRatios visitors of each treatment over visitors of the control, above 0; may name more treatments than
     *     there are statistics
     * @param degrees at least 1, or infinite
     */
    public static Dunnett of(List<Double> statistics, List<Double> sizeRatios, double degrees) {
        Require.valid(!statistics.isEmpty(), "statistics", statistics, "must hold at least one");
        boolean enough = sizeRatios.size() >= statistics.size();
        Require.valid(enough, "sizeRatios", sizeRatios, "must be one a treatment");
        statistics.forEach(t -> Require.finite("statistics", t));
        sizeRatios.forEach(ratio -> Require.positive("sizeRatios", ratio));
        Require.valid(degrees >= 1, "degrees", degrees, "must be at least 1");
        List<Double> adjusted = statistics.stream()
                .map(t -> Math.clamp(adjusted(Math.abs(t), sizeRatios, degrees), 0, 1))
                .toList();
        return new Dunnett(statistics, degrees, adjusted);
    }

    private static double adjusted(double t, List<Double> sizeRatios, double degrees) {
        double[] spreads = sizeRatios.stream()
                .mapToDouble(ratio -> 1 / Math.sqrt(1 + ratio))
                .toArray();
        double[] loadings = sizeRatios.stream()
                .mapToDouble(ratio -> Math.sqrt(ratio / (1 + ratio)))
                .toArray();
        if (Double.isInfinite(degrees)) {
            return someBeyond(t, loadings, spreads);
        }
        return ChiScale.mean(degrees, 1 / (1 + t), s -> someBeyond(t * s, loadings, spreads));
    }

    /** The chance that any of the correlated standard Normals is beyond the limit, formed without subtracting from one. */
    private static double someBeyond(double limit, double[] loadings, double[] spreads) {
        double narrowest = Arrays.stream(spreads).min().orElse(1);
        int panels = (int) Math.ceil(2 * WIDEST / Math.max(narrowest, 0.01));
        return GaussLegendre.EIGHT.integral(
                x -> Normal.density(x) * someBeyondGiven(x, limit, loadings, spreads), -WIDEST, WIDEST, panels);
    }

    private static double someBeyondGiven(double x, double limit, double[] loadings, double[] spreads) {
        double logNoneBeyond = 0;
        for (int i = 0; i < loadings.length; i++) {
            double above = Normal.upperTail((limit - loadings[i] * x) / spreads[i]);
            double below = Normal.lowerTail((-limit - loadings[i] * x) / spreads[i]);
            logNoneBeyond += Math.log1p(-Math.min(above + below, 1));
        }
        return -Math.expm1(logNoneBeyond);
    }
}
