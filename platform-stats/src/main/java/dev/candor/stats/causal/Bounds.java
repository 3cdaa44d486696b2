package dev.candor.stats.causal;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.sample.ProportionSample;

/**
 * What the effect on everyone assigned can be when some were never measured, because they did not consent to it: from "all of
 * them converted in control and none in treatment" to the opposite. No assumption is made about who they are.
 *
 * @param identified the differences of rates that the measured visitors leave possible, sampling error aside
 * @param interval covers each of those differences with the wanted confidence
 * @see <a href="https://doi.org/10.1080/01621459.2000.10473902">Horowitz & Manski (2000), JASA 95, 77-84</a>
 * @see <a href="https://doi.org/10.1111/j.1468-0262.2004.00555.x">Imbens & Manski (2004), Econometrica 72, 1845-1857</a>
 */
public record Bounds(Interval identified, Interval interval) {

    /** One variant: everyone assigned, and those of them who were measured. */
    public record Measured(long assigned, ProportionSample measured) {
        public Measured {
            Require.count("assigned", assigned);
            Require.valid(
                    measured.visitors() <= assigned,
                    "measured.visitors",
                    measured.visitors(),
                    "must not exceed " + assigned);
        }

        private double lowestRate() {
            return (double) measured.conversions() / assigned;
        }

        private double highestRate() {
            long unmeasured = assigned - measured.visitors();
            return (double) (measured.conversions() + unmeasured) / assigned;
        }
    }

    /**
     * The bounds on treatment's rate minus control's.
     *
     * @param control at least one visitor assigned
     * @param treatment at least one visitor assigned
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} if nobody was assigned
     */
    public static Bounds of(Measured control, Measured treatment, Confidence confidence) {
        Require.atLeast(1, "control.assigned", control.assigned);
        Require.atLeast(1, "treatment.assigned", treatment.assigned);
        double lower = treatment.lowestRate() - control.highestRate();
        double upper = treatment.highestRate() - control.lowestRate();
        double lowerError = error(treatment.lowestRate(), treatment.assigned, control.highestRate(), control.assigned);
        double upperError = error(treatment.highestRate(), treatment.assigned, control.lowestRate(), control.assigned);
        double reach = reach(upper - lower, Math.max(lowerError, upperError), confidence.alpha());
        return new Bounds(
                new Interval(lower, upper), new Interval(lower - reach * lowerError, upper + reach * upperError));
    }

    private static double error(double rate1, long n1, double rate2, long n2) {
        return Math.sqrt(rate1 * (1 - rate1) / n1 + rate2 * (1 - rate2) / n2);
    }

    /**
     * Between the one-sided and the two-sided quantile: the value c with {@code Phi(c + width / error) - Phi(-c) = 1 - alpha},
     * for the truth can lie near one end only when the ends are far apart.
     */
    private static double reach(double width, double error, double alpha) {
        double low = Normal.upperQuantile(alpha);
        double high = Normal.upperQuantile(alpha / 2);
        double apart = error == 0 ? Double.POSITIVE_INFINITY : width / error;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            double missed = Normal.upperTail(middle + apart) + Normal.upperTail(middle);
            if (missed > alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
