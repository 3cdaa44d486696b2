package dev.candor.stats.numeric;

/**
 * The lower real branch of the Lambert function, in the form that confidence sequences need.
 *
 * @see <a href="https://dlmf.nist.gov/4.13">NIST Digital Library of Mathematical Functions, 4.13</a>
 */
public final class LambertW {
    private LambertW() {}

    /** {@code -W₋₁(-exp(-1 - s)) - 1} for {@code s > 0}: the positive w with {@code w - log(1 + w) = s}. */
    public static double lowerBranchBeyondOne(double s) {
        double w = s + Math.sqrt(2 * s);
        for (int newton = 0; newton < 100; newton++) {
            double step = (w - Math.log1p(w) - s) * (1 + w) / w;
            w -= step;
            if (Math.abs(step) <= 1e-15 * w) {
                break;
            }
        }
        return w;
    }
}
