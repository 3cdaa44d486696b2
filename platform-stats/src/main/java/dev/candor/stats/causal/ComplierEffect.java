package dev.candor.stats.causal;

import static dev.candor.stats.StatisticsException.Code.NOT_IDENTIFIED;
import static dev.candor.stats.StatisticsException.Code.ZERO_VARIANCE;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.ConfidenceSet;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.numeric.ExactSums;
import dev.candor.stats.numeric.Normal;
import java.util.OptionalDouble;

/**
 * The effect on compliers, those who accept when offered and not otherwise: the effect of the offer over the difference in
 * uptake. It assumes that the offer is random, that it acts only through acceptance (a consent banner by itself may break
 * this), and that nobody does the opposite. It says nothing of those who refuse.
 *
 * @param intention the effect of the offer on the outcome
 * @param uptake the effect of the offer on acceptance, {@code ITT_D}
 * @param uptakeStandardError of it
 * @param effect {@code ITT_Y / ITT_D}
 * @param standardError by the delta method
 * @param wald {@code effect ± z standardError}; not to be shown when the instrument is weak
 * @param twoSided p-value that belongs to {@code wald}
 * @param andersonRubin the set that keeps its coverage however weak the instrument is
 * @param firstStageF {@code ITT_D² / V_D}; infinite if uptake does not vary within variants
 * @param compliers who they are and what they do
 * @see <a href="https://doi.org/10.1080/01621459.1996.10476902">Angrist, Imbens & Rubin (1996), JASA 91, 444-455</a>
 */
public record ComplierEffect(
        IntentionToTreat intention,
        double uptake,
        double uptakeStandardError,
        double effect,
        double standardError,
        Interval wald,
        Probability twoSided,
        ConfidenceSet andersonRubin,
        double firstStageF,
        Compliers compliers) {
    /** A first-stage F below this hides the effect. */
    public static final double WEAK = 10;

    private static final double ROUNDING = 1e-12;

    /**
     * Kinds of visitors and the compliers' means.
     *
     * @param alwaysTakers share who accept without the offer
     * @param neverTakers share who refuse in spite of it
     * @param share of compliers, {@code ITT_D}
     * @param treatedMean what compliers do when offered
     * @param untreatedMean what compliers do when not
     */
    public record Compliers(
            double alwaysTakers, double neverTakers, double share, double treatedMean, double untreatedMean) {

        /** {@code treatedMean / untreatedMean - 1}; empty when the latter is zero. */
        public OptionalDouble lift() {
            return untreatedMean == 0
                    ? OptionalDouble.empty()
                    : OptionalDouble.of((treatedMean - untreatedMean) / untreatedMean);
        }
    }

    /**
     * The effect on compliers.
     *
     * @param notOffered everyone assigned to the variant without the offer, at least two
     * @param offered everyone assigned to the variant with it, at least two
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA}, {@code INCONSISTENT_STATS},
     *     {@code NOT_IDENTIFIED} if uptake is equal, {@code ZERO_VARIANCE} if nothing varies
     */
    public static ComplierEffect of(OfferSample notOffered, OfferSample offered, Confidence confidence) {
        Require.atLeast(2, "notOffered.visitors", notOffered.visitors());
        Require.atLeast(2, "offered.visitors", offered.visitors());
        notOffered.requireConsistent();
        offered.requireConsistent();
        double uptake = ExactSums.differenceOfMeans(
                notOffered.visitors(), (double) notOffered.accepted(),
                offered.visitors(), (double) offered.accepted());
        Require.that(uptake != 0, NOT_IDENTIFIED, "uptake", uptake, "the offer did not change who accepts");
        IntentionToTreat intention = IntentionToTreat.of(notOffered.outcome(), offered.outcome(), confidence);
        Stages stages = new Stages(
                intention.difference(),
                uptake,
                intention.standardError() * intention.standardError(),
                notOffered.varianceOfUptake() / notOffered.visitors() + offered.varianceOfUptake() / offered.visitors(),
                notOffered.covariance() / notOffered.visitors() + offered.covariance() / offered.visitors());
        double effect = stages.effect();
        double error = stages.standardError();
        Require.that(error > 0, ZERO_VARIANCE, "standardError", error, "uptake explains the whole outcome");
        return new ComplierEffect(
                intention,
                uptake,
                Math.sqrt(stages.varianceD),
                effect,
                error,
                Interval.around(effect, confidence.normalQuantile() * error),
                new Probability(Normal.bothTails(effect / error)),
                stages.andersonRubin(confidence.normalQuantile()),
                stages.varianceD == 0 ? Double.POSITIVE_INFINITY : uptake * uptake / stages.varianceD,
                compliers(notOffered, offered, uptake));
    }

    /** Whether uptake differs too little for {@code wald} to be trusted: show {@code andersonRubin} or nothing. */
    public boolean weakInstrument() {
        return firstStageF < WEAK;
    }

    private static Compliers compliers(OfferSample notOffered, OfferSample offered, double uptake) {
        return new Compliers(
                notOffered.uptake(),
                1 - offered.uptake(),
                uptake,
                (offered.acceptedPerVisitor() - notOffered.acceptedPerVisitor()) / uptake,
                (notOffered.refusedPerVisitor() - offered.refusedPerVisitor()) / uptake);
    }

    /** The effects of the offer on outcome and uptake, with their variances and covariance. */
    private record Stages(double y, double d, double varianceY, double varianceD, double covariance) {
        double effect() {
            return y / d;
        }

        double standardError() {
            double crossed = 2 * effect() * covariance;
            double scaled = effect() * effect() * varianceD;
            double residual = varianceY - crossed + scaled;
            double terms = varianceY + Math.abs(crossed) + scaled;
            return residual < ROUNDING * terms ? 0 : Math.sqrt(residual) / Math.abs(d);
        }

        /** The effects b for which {@code y - b d} is within z standard errors of zero. */
        ConfidenceSet andersonRubin(double z) {
            double z2 = z * z;
            double a = d * d - z2 * varianceD;
            double h = y * d - z2 * covariance;
            double expanded = d * d * varianceY - 2 * y * d * covariance + y * y * varianceD;
            double discriminant = z2 * (expanded - z2 * (varianceY * varianceD - covariance * covariance));
            if (a == 0 || (a < 0 && discriminant <= 0)) {
                return new ConfidenceSet.Everything();
            }
            double spread = Math.sqrt(Math.max(0, discriminant));
            return ConfidenceSet.of(a > 0, (h - spread) / a, (h + spread) / a);
        }
    }
}
