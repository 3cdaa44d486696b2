package dev.candor.stats.sequential;

import dev.candor.stats.estimate.Sides;
import dev.candor.stats.numeric.GaussLegendre;
import dev.candor.stats.numeric.Normal;
import java.util.Arrays;

/**
 * Where an experiment that has not stopped yet may stand after a look: points of the score {@code B = Z √t} and the
 * probability, without any effect, that each of them stands for. The next look's density is the convolution of these with
 * a Normal step of variance {@code t' - t}. Panels are as wide as the smaller of the two neighbouring steps' standard
 * deviations, so that looks close together stay exact.
 *
 * <p>With an effect, the same points serve: the likelihood ratio {@code exp(drift B - drift² t / 2)} reweights them.
 *
 * @see <a href="https://doi.org/10.2307/2343787">Armitage, McPherson and Rowe (1969), Journal of the Royal Statistical
 *     Society A 132, 235-244</a>
 */
final class StoppingRecursion {
    /** In standard deviations: where a path that went down is no longer followed. */
    private static final double LOWEST = 9.5;

    /** In standard deviations: where the Normal density ends for a double. */
    private static final double HIGHEST = 38;

    private static final GaussLegendre RULE = GaussLegendre.EIGHT;

    private final double information;
    private final double[] scores;
    private final double[] masses;

    private StoppingRecursion(double information, double[] scores, double[] masses) {
        this.information = information;
        this.scores = scores;
        this.masses = masses;
    }

    /** Before the first look: certainly at zero. */
    static StoppingRecursion start() {
        return new StoppingRecursion(0, new double[] {0}, new double[] {1});
    }

    /** Information in at this look. */
    double information() {
        return information;
    }

    /** The probability of having gone on so far, and standing above {@code boundary} at the look with information {@code next}. */
    double upperExit(double boundary, double next) {
        return upperExit(boundary, next, 0);
    }

    /** The same when the expected z at information 1 is {@code drift}. */
    double upperExit(double boundary, double next, double drift) {
        double step = next - information;
        double spread = Math.sqrt(step);
        double limit = boundary * Math.sqrt(next) - drift * step;
        double total = 0;
        for (int i = 0; i < scores.length; i++) {
            total += weight(i, drift) * Normal.upperTail((limit - scores[i]) / spread);
        }
        return total;
    }

    /** The probability of having gone on so far, and standing below {@code -boundary} at the look with information {@code next}. */
    double lowerExit(double boundary, double next, double drift) {
        double step = next - information;
        double spread = Math.sqrt(step);
        double limit = -boundary * Math.sqrt(next) - drift * step;
        double total = 0;
        for (int i = 0; i < scores.length; i++) {
            total += weight(i, drift) * Normal.lowerTail((limit - scores[i]) / spread);
        }
        return total;
    }

    /**
     * The boundary that {@code exit} of the probability lies above, by Newton's method on the logarithm of the
     * probability, which is concave; bisection where the probability is too small for a double.
     */
    double boundaryFor(double exit, double next) {
        if (!(exit > 0)) {
            return Double.POSITIVE_INFINITY;
        }
        double low = -HIGHEST;
        double high = Normal.upperQuantile(exit);
        double boundary = high;
        for (int i = 0; i < 200; i++) {
            double probability = upperExit(boundary, next);
            if (probability > exit) {
                low = boundary;
            } else {
                high = boundary;
            }
            double slope = -Math.sqrt(next) * densityAt(boundary * Math.sqrt(next), next);
            double step = Math.log(probability / exit) * probability / slope;
            double newton = boundary - step;
            boolean usable = probability > 0 && slope < 0 && newton >= low && newton <= high;
            double following = usable ? newton : (low + high) / 2;
            if (Math.abs(following - boundary) <= 1e-13 * Math.max(1, Math.abs(boundary))) {
                return following;
            }
            boundary = following;
        }
        return boundary;
    }

    /** After the look with information {@code next}, for those who stayed inside the boundary. */
    StoppingRecursion survive(double boundary, Sides sides, double next, double afterNext) {
        double root = Math.sqrt(next);
        double from = -root * (sides == Sides.TWO ? Math.min(boundary, LOWEST) : LOWEST);
        double to = root * Math.min(boundary, HIGHEST);
        double widest = Math.sqrt(Math.min(next - information, afterNext - next));
        int panels = Math.max(1, (int) Math.ceil((to - from) / widest));
        double width = (to - from) / panels;
        double[] nextScores = new double[panels * RULE.size()];
        double[] nextMasses = new double[nextScores.length];
        int filled = 0;
        for (int panel = 0; panel < panels; panel++) {
            double start = from + width * panel;
            for (int i = 0; i < RULE.size(); i++, filled++) {
                double score = RULE.point(i, start, start + width);
                nextScores[filled] = score;
                nextMasses[filled] = RULE.weight(i, width) * densityAt(score, next);
            }
        }
        return new StoppingRecursion(next, nextScores, nextMasses);
    }

    /** The density of the score at the next look, for those who went on so far. */
    private double densityAt(double score, double next) {
        double step = next - information;
        double half = -0.5 / step;
        double reach = (HIGHEST + 1) * Math.sqrt(step);
        double total = 0;
        for (int i = firstAbove(score - reach); i < scores.length && scores[i] <= score + reach; i++) {
            double distance = score - scores[i];
            total += masses[i] * Math.exp(half * distance * distance);
        }
        return total / Math.sqrt(2 * Math.PI * step);
    }

    private int firstAbove(double score) {
        int found = Arrays.binarySearch(scores, score);
        return found < 0 ? -found - 1 : found;
    }

    private double weight(int i, double drift) {
        if (drift == 0) {
            return masses[i];
        }
        double root = Math.exp(drift * (scores[i] - drift * information / 2) / 2);
        return masses[i] * root * root;
    }
}
