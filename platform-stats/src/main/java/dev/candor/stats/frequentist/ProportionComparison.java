package dev.candor.stats.frequentist;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.PValues;
import dev.candor.stats.sample.ProportionSample;

/**
 * Two conversion rates side by side, for one look at the data. Rates and their difference are shares: 0.01 is one percentage
 * point. When nobody, or everybody, converts in both samples, z is 0 and the p-values are 1; {@link #newcombe} stays
 * informative then and {@link #wald} does not.
 *
 * @param control at least one visitor
 * @param treatment at least one visitor
 * @param confidence of every interval
 */
public record ProportionComparison(ProportionSample control, ProportionSample treatment, Confidence confidence) {
    /** Fewer conversions, or fewer visitors who did not convert, and the Normal approximation is not offered first. */
    public static final long SMALL_COUNT = 10;

    public ProportionComparison {
        Require.atLeast(1, "control.visitors", control.visitors());
        Require.atLeast(1, "treatment.visitors", treatment.visitors());
    }

    /** Which test stands behind {@link Evidence}. */
    public enum Basis {
        /** The pooled z-test; every count is large enough for the Normal approximation. */
        NORMAL,
        /** Fisher's exact test, because a count is below {@link #SMALL_COUNT}. */
        EXACT
    }

    /**
     * What to show of the comparison, and on which basis: the p-values of Fisher's exact test when a count is small, of the
     * pooled z-test otherwise; Newcombe's interval in both cases.
     */
    public record Evidence(Basis basis, PValues pValues, Interval interval) {}

    /** {@code p2 - p1}. */
    public double difference() {
        return NewcombeInterval.difference(control, treatment);
    }

    /** {@code sqrt(p (1 - p) (1/n1 + 1/n2))} with the rate of both samples together; zero if all or none convert. */
    public double pooledStandardError() {
        ProportionSample both = control.merge(treatment);
        return Math.sqrt(both.rate() * both.complement() * (1.0 / control.visitors() + 1.0 / treatment.visitors()));
    }

    /** {@code sqrt(p1 (1 - p1) / n1 + p2 (1 - p2) / n2)}. */
    public double unpooledStandardError() {
        return Math.sqrt(control.varianceOfRate() + treatment.varianceOfRate());
    }

    /** The pooled z statistic; zero if all or none convert. */
    public double z() {
        double standardError = pooledStandardError();
        return standardError == 0 ? 0 : difference() / standardError;
    }

    /** The p-values of the pooled z-test; the two-sided one is that of the chi-square test of the 2x2 table. */
    public PValues pValues() {
        return pooledStandardError() == 0 ? PValues.of(1, 1, 1) : PValues.normal(z());
    }

    /** {@code difference ± z unpooledStandardError}: for large counts only. */
    public Interval wald() {
        return Interval.around(difference(), confidence.normalQuantile() * unpooledStandardError());
    }

    /** Newcombe's interval, from the Wilson limits of each rate: for counts of any size. */
    public Interval newcombe() {
        return NewcombeInterval.of(control, treatment, confidence.normalQuantile());
    }

    /**
     * Wald's interval after one conversion and one non-conversion were added to each sample.
     *
     * @see <a href="https://doi.org/10.1080/00031305.2000.10474560">Agresti & Caffo (2000), The American Statistician 54,
     *     280-288</a>
     */
    public Interval agrestiCaffo() {
        ProportionSample first = padded(control);
        ProportionSample second = padded(treatment);
        double halfWidth = confidence.normalQuantile() * Math.sqrt(first.varianceOfRate() + second.varianceOfRate());
        return Interval.around(NewcombeInterval.difference(first, second), halfWidth);
    }

    /** The relative difference {@code p2 / p1 - 1}; throws {@code ZERO_BASELINE} if nobody converts in control. */
    public ProportionLift lift() {
        return ProportionLift.of(control, treatment, confidence);
    }

    /** Whether a count is so small that {@link #evidence} turns to the exact test. */
    public boolean hasSmallCounts() {
        return smallest(control) < SMALL_COUNT || smallest(treatment) < SMALL_COUNT;
    }

    /** The test and interval to show first. */
    public Evidence evidence() {
        return hasSmallCounts()
                ? new Evidence(Basis.EXACT, new FisherExact(control, treatment).pValues(), newcombe())
                : new Evidence(Basis.NORMAL, pValues(), newcombe());
    }

    private static long smallest(ProportionSample sample) {
        return Math.min(sample.conversions(), sample.visitors() - sample.conversions());
    }

    private static ProportionSample padded(ProportionSample sample) {
        return new ProportionSample(sample.visitors() + 2, sample.conversions() + 1);
    }
}
