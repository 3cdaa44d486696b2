package dev.candor.stats.vectors;

import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Lift;
import dev.candor.stats.frequentist.MeanLift;
import dev.candor.stats.frequentist.RatioComparison;
import dev.candor.stats.frequentist.WelchComparison;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.RatioSample;
import java.util.Map;

/** Means and ratios of means. */
final class MeanVectors {
    static final Map<String, Method> METHODS = Map.of(
            "welch_t", MeanVectors::welch,
            "relative_lift_mean", MeanVectors::lift,
            "ratio_metric", MeanVectors::ratio);

    private MeanVectors() {}

    static MeanSample sample(Arguments in) {
        return new MeanSample(in.count("n"), in.number("sum"), in.number("sum_sq"));
    }

    /** From {@code diff} to the interval. */
    static Answer test(WelchComparison comparison) {
        return new Answer()
                .put("diff", comparison.difference())
                .put("se", comparison.standardError())
                .put("t", comparison.t())
                .put("df", comparison.degrees())
                .putAll(ProportionVectors.pValues(comparison.pValues()))
                .interval("ci", comparison.interval());
    }

    static Answer means(WelchComparison comparison) {
        return new Answer()
                .put("mean_control", comparison.control().mean())
                .put("mean_treatment", comparison.treatment().mean())
                .put("var_control", comparison.control().variance())
                .put("var_treatment", comparison.treatment().variance())
                .putAll(test(comparison));
    }

    static Answer lift(Lift lift) {
        return new Answer()
                .put("lift", lift.value())
                .put("lift_se", lift.standardError())
                .interval("lift", lift.interval())
                .put("p_lift", lift.twoSided());
    }

    private static Answer welch(Arguments in) {
        return means(WelchComparison.of(
                sample(in.object("control")), sample(in.object("treatment")), new Confidence(in.number("alpha"))));
    }

    private static Answer lift(Arguments in) {
        MeanLift lift = MeanLift.of(
                sample(in.object("control")), sample(in.object("treatment")), new Confidence(in.number("alpha")));
        MeanLift.LogInterval log = lift.log().orElse(null);
        return new Answer()
                .put("lift", lift.delta().value())
                .put("se_delta", lift.delta().standardError())
                .put("df", lift.degrees())
                .interval("delta", lift.delta().interval())
                .put("p_delta", lift.delta().twoSided())
                .put("log_df", log == null ? null : log.degrees())
                .interval("log", log == null ? null : log.interval())
                .putAll(ProportionVectors.set("fieller", lift.fieller()));
    }

    private static Answer ratio(Arguments in) {
        RatioComparison comparison = RatioComparison.of(
                ratioSample(in.object("control")),
                ratioSample(in.object("treatment")),
                new Confidence(in.number("alpha")));
        return new Answer()
                .put("ratio_control", comparison.welch().control().mean())
                .put("ratio_treatment", comparison.welch().treatment().mean())
                .putAll(means(comparison.welch()))
                .putAll(lift(comparison.lift()));
    }

    private static RatioSample ratioSample(Arguments in) {
        long visitors = in.count("n");
        return RatioSample.of(
                new MeanSample(visitors, in.number("sum_num"), in.number("sum_sq_num")),
                new MeanSample(visitors, in.number("sum_den"), in.number("sum_sq_den")),
                in.number("sum_num_den"));
    }
}
