package dev.candor.stats.vectors;

import dev.candor.stats.Require;
import dev.candor.stats.adjust.Cuped;
import dev.candor.stats.adjust.PostStratification;
import dev.candor.stats.adjust.QuantileComparison;
import dev.candor.stats.adjust.QuantileSummary;
import dev.candor.stats.adjust.RegressionAdjustment;
import dev.candor.stats.adjust.Winsorizing;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Lift;
import dev.candor.stats.frequentist.WelchComparison;
import dev.candor.stats.sample.CovariateSample;
import dev.candor.stats.sample.MeanSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Covariates, strata, caps and quantiles. */
final class AdjustmentVectors {
    static final Map<String, Method> METHODS = Map.of(
            "cuped", AdjustmentVectors::cuped,
            "regression_adjustment_lin", AdjustmentVectors::regression,
            "post_stratification", AdjustmentVectors::strata,
            "winsorized_mean", AdjustmentVectors::winsorized,
            "quantile_metric", AdjustmentVectors::quantile,
            "quantile_metric_summary", AdjustmentVectors::quantileSummary);

    private AdjustmentVectors() {}

    private static Answer cuped(Arguments in) {
        Cuped cuped = Cuped.of(
                covariateSample(in.object("control")),
                covariateSample(in.object("treatment")),
                new Confidence(in.number("alpha")));
        WelchComparison adjusted = cuped.adjusted();
        Answer answer = new Answer()
                .put("theta", cuped.theta())
                .put("theta_within", cuped.thetaWithin())
                .put("adjusted_mean_control", adjusted.control().mean())
                .put("adjusted_mean_treatment", adjusted.treatment().mean())
                .put("adjusted_var_control", adjusted.control().variance())
                .put("adjusted_var_treatment", adjusted.treatment().variance())
                .putAll(MeanVectors.test(adjusted))
                .put("se_unadjusted", cuped.unadjustedStandardError())
                .put("variance_reduction", cuped.varianceReduction());
        Optional<Lift> lift = cuped.lift();
        return answer.putAll(lift.map(MeanVectors::lift)
                .orElseGet(() -> new Answer()
                        .put("lift", null)
                        .put("lift_se", null)
                        .interval("lift", null)
                        .put("p_lift", null)));
    }

    private static CovariateSample covariateSample(Arguments in) {
        long visitors = in.count("n");
        return CovariateSample.of(
                new MeanSample(visitors, in.number("sum_y"), in.number("sum_sq_y")),
                new MeanSample(visitors, in.number("sum_x"), in.number("sum_sq_x")),
                in.number("sum_xy"));
    }

    private static Answer regression(Arguments in) {
        double[] flags = in.numbers("treatment");
        boolean[] treated = new boolean[flags.length];
        for (int i = 0; i < flags.length; i++) {
            Require.valid(flags[i] == 0 || flags[i] == 1, "treatment", flags[i], "must be 0 or 1");
            treated[i] = flags[i] == 1;
        }
        RegressionAdjustment fit = RegressionAdjustment.of(
                in.numbers("y"), treated, in.rows("covariates"), new Confidence(in.number("alpha")));
        return new Answer()
                .put("ate", fit.effect())
                .put("se", fit.standardError())
                .put("t", fit.t())
                .put("df", fit.degrees())
                .put("p_two_sided", fit.twoSided())
                .interval("ci", fit.interval())
                .put("adjusted_mean_control", fit.controlMean())
                .put("adjusted_mean_treatment", fit.treatmentMean());
    }

    private static Answer strata(Arguments in) {
        List<PostStratification.Stratum> strata = new ArrayList<>();
        for (Arguments stratum : in.objects("strata")) {
            strata.add(new PostStratification.Stratum(
                    MeanVectors.sample(stratum.object("control")), MeanVectors.sample(stratum.object("treatment"))));
        }
        PostStratification result = PostStratification.of(strata, new Confidence(in.number("alpha")));
        return new Answer()
                .put("adjusted_mean_control", result.controlMean())
                .put("adjusted_mean_treatment", result.treatmentMean())
                .put("diff", result.difference())
                .put("se_conditional", result.conditionalStandardError())
                .put("se_superpopulation", result.standardError())
                .put("z", result.z())
                .put("p_two_sided", result.twoSided())
                .interval("ci", result.interval());
    }

    private static Answer winsorized(Arguments in) {
        Winsorizing result = Winsorizing.of(
                in.numbers("control"),
                in.numbers("treatment"),
                in.number("lower_quantile"),
                in.number("upper_quantile"),
                new Confidence(in.number("alpha")));
        return new Answer()
                .put("cap_lower", result.lowerCap())
                .put("cap_upper", result.upperCap())
                .put("capped_control", result.cappedInControl())
                .put("capped_treatment", result.cappedInTreatment())
                .putAll(MeanVectors.means(result.comparison()));
    }

    private static Answer quantile(Arguments in) {
        QuantileComparison result = QuantileComparison.of(
                in.rows("control"), in.rows("treatment"), in.number("quantile"), new Confidence(in.number("alpha")));
        return new Answer()
                .put("control", estimate(result.control()))
                .put("treatment", estimate(result.treatment()))
                .put("diff", result.difference())
                .put("se", result.standardError())
                .put("z", result.z())
                .put("p_two_sided", result.twoSided())
                .interval("ci", result.interval());
    }

    private static Answer estimate(QuantileComparison.Estimate estimate) {
        return new Answer()
                .put("events", estimate.events())
                .put("clusters", estimate.visitors())
                .put("quantile", estimate.quantile())
                .put("sigma_f", estimate.shareError())
                .put("lower", estimate.interval().lower())
                .put("upper", estimate.interval().upper())
                .put("se", estimate.standardError());
    }

    private static Answer quantileSummary(Arguments in) {
        WelchComparison result = QuantileSummary.compare(
                summary(in.object("control")),
                summary(in.object("treatment")),
                in.number("quantile"),
                new Confidence(in.number("alpha")));
        return MeanVectors.means(result);
    }

    private static QuantileSummary summary(Arguments in) {
        Optional<QuantileSummary.Clusters> clusters = in.has("clusters")
                ? Optional.of(new QuantileSummary.Clusters(
                        in.count("clusters"),
                        in.number("sum_below"),
                        in.number("sum_sq_below"),
                        in.number("sum_sq_events"),
                        in.number("sum_below_events")))
                : Optional.empty();
        return new QuantileSummary(
                in.count("n"),
                in.count("n_star"),
                in.number("quantile"),
                in.number("lower"),
                in.number("upper"),
                clusters);
    }
}
