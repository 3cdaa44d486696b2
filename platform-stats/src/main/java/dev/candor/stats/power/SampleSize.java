package dev.candor.stats.power;

import static dev.candor.stats.StatisticsException.Code.NOT_IDENTIFIED;

import dev.candor.stats.Require;

/**
 * How many visitors each variant needs, before rounding.
 *
 * @param control finite, at least 0
 * @param treatment finite, at least 0; each treatment, if there are several
 */
public record SampleSize(double control, double treatment) {
    /** A size this close to a whole number is that number: the excess is rounding error. */
    private static final double ROUNDING = 1e-9;

    /** More visitors than will ever be. */
    private static final double MOST = 1e15;

    public SampleSize {
        Require.notNegative("control", control);
        Require.notNegative("treatment", treatment);
    }

    /** Whole visitors of the control. */
    public long controlVisitors() {
        return roundedUp(control);
    }

    /** Whole visitors of the treatment, or of each treatment. */
    public long treatmentVisitors() {
        return roundedUp(treatment);
    }

    /** Whole visitors of the control and so many treatments together. */
    public long total(int treatments) {
        return Math.addExact(controlVisitors(), Math.multiplyExact(treatmentVisitors(), treatments));
    }

    /** Both sizes times a factor of at least 0, as when looking early or privacy costs visitors. */
    public SampleSize times(double factor) {
        return new SampleSize(control * factor, treatment * factor);
    }

    /** In each variant, the larger of the two sizes. */
    public SampleSize orLarger(SampleSize other) {
        return new SampleSize(Math.max(control, other.control), Math.max(treatment, other.treatment));
    }

    private static long roundedUp(double size) {
        Require.that(size <= MOST, NOT_IDENTIFIED, "visitors", size, "more than can be counted");
        double nearest = Math.rint(size);
        return (long) (Math.abs(size - nearest) < ROUNDING ? nearest : Math.ceil(size));
    }
}
