package dev.candor.stats.bayes;

import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.sample.ProportionSample;

/**
 * Two rates compared as beliefs: how likely the treatment is better, what each choice would lose on average, and where the
 * lift lies. A and B are the rates of control and treatment, each with its Beta distribution, independent of each other.
 *
 * @param treatmentBetter P(B > A)
 * @param controlMean the expected rate of the control
 * @param treatmentMean the expected rate of the treatment
 * @param lossOfControl what choosing the control loses on average, E max(B - A, 0), as a rate
 * @param lossOfTreatment what choosing the treatment loses on average, E max(A - B, 0), as a rate
 * @param lift equal-tailed interval of B / A - 1
 * @param medianLift the middle of the belief about B / A - 1
 * @param difference equal-tailed interval of B - A
 * @see <a href="https://www.evanmiller.org/bayesian-ab-testing.html">Miller (2015), Formulas for Bayesian A/B testing</a>
 */
public record BetaBinomialComparison(
        Probability treatmentBetter,
        double controlMean,
        double treatmentMean,
        double lossOfControl,
        double lossOfTreatment,
        Interval lift,
        double medianLift,
        Interval difference) {

    /** From the visitors of both variants and one prior for both; a variant without visitors is believed to be as the prior. */
    public static BetaBinomialComparison of(
            ProportionSample control, ProportionSample treatment, BetaPrior prior, Confidence level) {
        return of(BetaPosterior.of(control, prior), BetaPosterior.of(treatment, prior), level);
    }

    /** From two beliefs. */
    public static BetaBinomialComparison of(BetaPosterior control, BetaPosterior treatment, Confidence level) {
        BetaPair pair = new BetaPair(control, treatment);
        double tail = level.alpha() / 2;
        return new BetaBinomialComparison(
                new Probability(pair.secondBetter()),
                control.mean(),
                treatment.mean(),
                pair.excessOfSecond(),
                pair.excessOfFirst(),
                new Interval(Math.expm1(pair.logRatioQuantile(tail)), Math.expm1(pair.logRatioQuantile(1 - tail))),
                Math.expm1(pair.logRatioQuantile(0.5)),
                new Interval(pair.differenceQuantile(tail), pair.differenceQuantile(1 - tail)));
    }
}
