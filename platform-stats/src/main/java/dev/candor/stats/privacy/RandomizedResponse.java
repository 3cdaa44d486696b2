package dev.candor.stats.privacy;

import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.sample.ProportionSample;

/**
 * A yes or no that the visitor's device turns around now and then before it is sent, so that no single report proves
 * anything. With p and q the chances that a true yes and a true no are reported as yes, and l the share of reported yes, the
 * rate is {@code (l - q) / (p - q)}, its standard error {@code √(l (1 - l) / n) / (p - q)}.
 *
 * @param yesGivenYes p, from 0 to 1
 * @param yesGivenNo q, from 0 to 1, other than p
 * @see <a href="https://doi.org/10.1080/01621459.1965.10480775">Warner (1965), Journal of the American Statistical
 *     Association 60, 63-69</a>
 */
public record RandomizedResponse(double yesGivenYes, double yesGivenNo) {

    public RandomizedResponse {
        Require.closedUnit("yesGivenYes", yesGivenYes);
        Require.closedUnit("yesGivenNo", yesGivenNo);
        Require.valid(yesGivenYes != yesGivenNo, "yesGivenNo", yesGivenNo, "must differ from yesGivenYes");
    }

    /**
     * The mechanism with the least noise among those that keep one visitor's answer {@code epsilon}-differentially private:
     * {@code p = 1 / (1 + e^-epsilon)}, {@code q = 1 - p}.
     *
     * @param epsilon above 0; smaller is more private
     */
    public static RandomizedResponse ofEpsilon(double epsilon) {
        Require.positive("epsilon", epsilon);
        double truth = 1 / (1 + Math.exp(-epsilon));
        double lie = 1 / (1 + Math.exp(epsilon));
        Require.valid(truth != lie, "epsilon", epsilon, "too small for a double: reports would carry nothing");
        return new RandomizedResponse(truth, lie);
    }

    /** The privacy loss, {@code log max(p / q, (1 - q) / (1 - p))}; infinite if a report can prove an answer. */
    public double epsilon() {
        double high = Math.max(yesGivenYes, yesGivenNo);
        double low = Math.min(yesGivenYes, yesGivenNo);
        return Math.log(Math.max(high / low, (1 - low) / (1 - high)));
    }

    /**
     * The rate behind the reports of one variant.
     *
     * @param rate unclipped; sampling may put it below 0 or above 1
     * @param standardError of the rate
     * @param interval of the rate, unclipped
     */
    public record Rate(double rate, double standardError, Interval interval) {
        /** The rate, moved into [0, 1] for display. */
        public double clipped() {
            return Math.clamp(rate, 0, 1);
        }
    }

    /**
     * Two variants compared.
     *
     * @param difference treatment minus control, as a rate
     * @param z the difference over its standard error
     */
    public record Comparison(
            Rate control,
            Rate treatment,
            double difference,
            double standardError,
            double z,
            Probability pTwoSided,
            Interval interval) {}

    /**
     * The rate behind the reports.
     *
     * @param reports visitors, and how many of them were reported as yes
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} without visitors
     */
    public Rate rate(ProportionSample reports, Confidence level) {
        double separation = yesGivenYes - yesGivenNo;
        double rate = (reports.rate() - yesGivenNo) / separation;
        double standardError = Math.sqrt(reports.varianceOfRate()) / Math.abs(separation);
        return new Rate(rate, standardError, Interval.around(rate, level.normalQuantile() * standardError));
    }

    /**
     * Treatment against control, from the reports of each.
     *
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} if a variant has no visitors,
     *     {@code ZERO_VARIANCE} if the reports of neither variant vary
     */
    public Comparison compare(ProportionSample control, ProportionSample treatment, Confidence level) {
        Rate before = rate(control, level);
        Rate after = rate(treatment, level);
        double difference = (treatment.rate() - control.rate()) / (yesGivenYes - yesGivenNo);
        double standardError = Math.hypot(before.standardError(), after.standardError());
        Require.that(standardError > 0, ZERO_VARIANCE, "standardError", standardError, "no report differs");
        double z = difference / standardError;
        return new Comparison(
                before,
                after,
                difference,
                standardError,
                z,
                new Probability(Normal.bothTails(z)),
                Interval.around(difference, level.normalQuantile() * standardError));
    }
}
