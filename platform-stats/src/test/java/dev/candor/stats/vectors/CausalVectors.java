package dev.candor.stats.vectors;

import dev.candor.stats.causal.ComplierEffect;
import dev.candor.stats.causal.OfferSample;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.sample.MeanSample;
import java.util.Map;

/** The effect of an offer that not everyone accepts. */
final class CausalVectors {
    static final Map<String, Method> METHODS = Map.of("cace_late", CausalVectors::complierEffect);

    private CausalVectors() {}

    private static Answer complierEffect(Arguments in) {
        OfferSample control = offer(in.object("control"));
        ComplierEffect result =
                ComplierEffect.of(control, offer(in.object("treatment")), new Confidence(in.number("alpha")));
        ComplierEffect.Compliers compliers = result.compliers();
        return new Answer()
                .put("itt_y", result.intention().difference())
                .put("itt_y_se", result.intention().standardError())
                .interval("itt_y", result.intention().interval())
                .put("p_itt", result.intention().twoSided())
                .put("itt_d", result.uptake())
                .put("itt_d_se", result.uptakeStandardError())
                .put("first_stage_f", result.firstStageF())
                .put("late", result.effect())
                .put("late_se", result.standardError())
                .interval("wald", result.wald())
                .put("p_wald", result.twoSided())
                .putAll(ProportionVectors.set("ar", result.andersonRubin()))
                .put("weak_instrument", result.weakInstrument())
                .put("always_taker_share", compliers.alwaysTakers())
                .put("never_taker_share", compliers.neverTakers())
                .put("complier_share", compliers.share())
                .put("complier_mean_treated", compliers.treatedMean())
                .put("complier_mean_untreated", compliers.untreatedMean())
                .put("complier_lift", ProportionVectors.orNull(compliers.lift()))
                .put("one_sided_noncompliance", control.accepted() == 0);
    }

    private static OfferSample offer(Arguments in) {
        return new OfferSample(
                in.count("sum_d"),
                new MeanSample(in.count("n"), in.number("sum_y"), in.number("sum_sq_y")),
                in.number("sum_yd"));
    }
}
