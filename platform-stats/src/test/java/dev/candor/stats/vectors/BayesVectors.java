package dev.candor.stats.vectors;

import dev.candor.stats.Require;
import dev.candor.stats.bayes.BestArm;
import dev.candor.stats.bayes.BetaBinomialComparison;
import dev.candor.stats.bayes.BetaPrior;
import dev.candor.stats.bayes.NormalComparison;
import dev.candor.stats.bayes.NormalPrior;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.sample.ProportionSample;
import java.util.List;
import java.util.Map;

/** Beliefs. */
final class BayesVectors {
    static final Map<String, Method> METHODS = Map.of(
            "beta_binomial", BayesVectors::betaBinomial,
            "normal_normal_effect", BayesVectors::normal,
            "thompson_best_arm", BayesVectors::bestArm);

    private BayesVectors() {}

    private enum Model {
        BETA,
        NORMAL
    }

    private static Answer betaBinomial(Arguments in) {
        BetaPrior prior = new BetaPrior(in.number("prior_alpha"), in.number("prior_beta"));
        Confidence level = new Confidence(in.number("alpha"));
        var comparison =
                BetaBinomialComparison.of(sample(in.object("control")), sample(in.object("treatment")), prior, level);
        return new Answer()
                .put("prob_treatment_better", comparison.treatmentBetter())
                .put("posterior_mean_control", comparison.controlMean())
                .put("posterior_mean_treatment", comparison.treatmentMean())
                .put("expected_loss_choose_control", comparison.lossOfControl())
                .put("expected_loss_choose_treatment", comparison.lossOfTreatment())
                .interval("lift", comparison.lift())
                .put("lift_median", comparison.medianLift())
                .interval("diff", comparison.difference());
    }

    private static Answer normal(Arguments in) {
        Confidence level = new Confidence(in.number("alpha"));
        double estimate = in.number("estimate");
        double standardError = in.number("standard_error");
        double priorMean = Require.finite("prior_mean", in.number("prior_mean"));
        NormalComparison comparison = in.has("prior_sd")
                ? NormalComparison.of(estimate, standardError, new NormalPrior(priorMean, in.number("prior_sd")), level)
                : NormalComparison.withoutPrior(estimate, standardError, level);
        return new Answer()
                .put("posterior_mean", comparison.posteriorMean())
                .put("posterior_sd", comparison.posteriorDeviation())
                .put("prob_greater_zero", comparison.treatmentBetter())
                .put("lower", comparison.interval().lower())
                .put("upper", comparison.interval().upper())
                .put("risk_choose_control", comparison.riskOfControl())
                .put("risk_choose_treatment", comparison.riskOfTreatment());
    }

    private static Answer bestArm(Arguments in) {
        BestArm.Goal goal = in.choice("goal", BestArm.Goal.class);
        List<Arguments> arms = in.objects("arms");
        BestArm best = switch (in.choice("model", Model.class)) {
            case BETA ->
                BestArm.ofRates(
                        arms.stream().map(BayesVectors::sample).toList(),
                        new BetaPrior(in.number("prior_alpha"), in.number("prior_beta")),
                        goal);
            case NORMAL ->
                BestArm.ofMeans(
                        arms.stream()
                                .map(arm -> new BestArm.NormalBelief(arm.number("mean"), arm.number("sd")))
                                .toList(),
                        goal);
        };
        return new Answer().put("best_arm_probabilities", best.probabilities());
    }

    private static ProportionSample sample(Arguments variant) {
        return new ProportionSample(variant.count("n"), variant.count("x"));
    }
}
