package dev.candor.stats.adjust;

import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.numeric.ExactSums;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.sample.MeanSample;
import java.util.List;

/**
 * A difference of means formed within strata (device, country) and averaged by their size, {@code sum w_h d_h} with
 * {@code w_h = n_h / N}, so that an accidental imbalance of the strata does not count as an effect.
 *
 * @param controlMean weighted over strata
 * @param treatmentMean weighted over strata
 * @param difference {@code sum w_h d_h}
 * @param conditionalStandardError for the strata sizes as they are: {@code sqrt(sum w_h² (V_1h + V_2h))}
 * @param standardError for strata sizes drawn with the visitors: adds {@code sum w_h (d_h - difference)² / N}
 * @param interval from {@code standardError}
 * @param twoSided p-value from {@code standardError}
 * @see <a href="https://doi.org/10.1111/j.1467-9868.2012.01048.x">Miratrix, Sekhon & Yu (2013), JRSS B 75, 369-396</a>
 */
public record PostStratification(
        double controlMean,
        double treatmentMean,
        double difference,
        double conditionalStandardError,
        double standardError,
        Interval interval,
        Probability twoSided) {

    /** One stratum in both variants, at least two visitors in each: merge thin ones before, dropping changes the question. */
    public record Stratum(MeanSample control, MeanSample treatment) {
        private double visitors() {
            return (double) control.visitors() + treatment.visitors();
        }

        private double difference() {
            return ExactSums.differenceOfMeans(
                    control.visitors(), control.sum(), treatment.visitors(), treatment.sum());
        }

        private double variance() {
            return control.variance() / control.visitors() + treatment.variance() / treatment.visitors();
        }
    }

    /**
     * The stratified comparison.
     *
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} without strata or below two visitors in one,
     *     {@code INCONSISTENT_STATS} for sums no data can have, {@code ZERO_VARIANCE} if nothing varies
     */
    public static PostStratification of(List<Stratum> strata, Confidence confidence) {
        Require.atLeast(1, "strata.size", strata.size());
        for (Stratum stratum : strata) {
            Require.atLeast(2, "strata.control.visitors", stratum.control.visitors());
            Require.atLeast(2, "strata.treatment.visitors", stratum.treatment.visitors());
        }
        double total = strata.stream().mapToDouble(Stratum::visitors).sum();
        double controlMean = 0;
        double treatmentMean = 0;
        double difference = 0;
        double conditional = 0;
        for (Stratum stratum : strata) {
            double weight = stratum.visitors() / total;
            controlMean += weight * stratum.control().mean();
            treatmentMean += weight * stratum.treatment().mean();
            difference += weight * stratum.difference();
            conditional += weight * weight * stratum.variance();
        }
        double between = 0;
        for (Stratum stratum : strata) {
            double gap = stratum.difference() - difference;
            between += stratum.visitors() / total * gap * gap / total;
        }
        double error = Math.sqrt(conditional + between);
        Require.that(error > 0, ZERO_VARIANCE, "standardError", error, "nothing to compare the difference with");
        return new PostStratification(
                controlMean,
                treatmentMean,
                difference,
                Math.sqrt(conditional),
                error,
                Interval.around(difference, confidence.normalQuantile() * error),
                new Probability(Normal.bothTails(difference / error)));
    }

    /** {@code difference / standardError}. */
    public double z() {
        return difference / standardError;
    }
}
