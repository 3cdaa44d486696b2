package dev.candor.stats.vectors;

import dev.candor.stats.Require;
import dev.candor.stats.frequentist.Equivalence;
import dev.candor.stats.frequentist.Margin;
import dev.candor.stats.frequentist.NonInferiority;
import java.util.Map;

/** Tests against a margin. */
final class MarginVectors {
    static final Map<String, Method> METHODS = Map.of(
            "noninferiority", MarginVectors::nonInferiority,
            "tost_equivalence", MarginVectors::equivalence);

    private MarginVectors() {}

    private static boolean ofProportions(Arguments in) {
        String kind = in.text("kind");
        Require.valid(kind.equals("proportion") || kind.equals("mean"), "kind", kind, "not one of the known words");
        return kind.equals("proportion");
    }

    private static NonInferiority test(Arguments in) {
        boolean proportions = ofProportions(in);
        Arguments control = in.object("control");
        Arguments treatment = in.object("treatment");
        Margin margin = new Margin(in.number("margin"), in.choice("margin_type", Margin.Scale.class));
        NonInferiority.Better better = in.choice("direction", NonInferiority.Better.class);
        double alpha = in.number("alpha");
        return proportions
                ? NonInferiority.of(
                        ProportionVectors.sample(control), ProportionVectors.sample(treatment), margin, better, alpha)
                : NonInferiority.of(MeanVectors.sample(control), MeanVectors.sample(treatment), margin, better, alpha);
    }

    private static Answer nonInferiority(Arguments in) {
        NonInferiority test = test(in);
        Answer answer = new Answer()
                .put("estimate", test.estimate())
                .put("statistic", test.statistic())
                .put("df", ProportionVectors.orNull(test.degrees()))
                .put("p_value", test.pValue())
                .put("contrast_bound", test.bound())
                .put("noninferior", test.nonInferior());
        test.newcombe()
                .ifPresent(newcombe -> answer.put("newcombe_bound", newcombe.bound())
                        .put("noninferior_newcombe", newcombe.nonInferior()));
        return answer;
    }

    private static Answer equivalence(Arguments in) {
        boolean proportions = ofProportions(in);
        Arguments control = in.object("control");
        Arguments treatment = in.object("treatment");
        Margin.Scale scale = in.choice("margin_type", Margin.Scale.class);
        Margin lower = new Margin(in.number("lower_margin"), scale);
        Margin upper = new Margin(in.number("upper_margin"), scale);
        double alpha = in.number("alpha");
        Equivalence test = proportions
                ? Equivalence.of(
                        ProportionVectors.sample(control), ProportionVectors.sample(treatment), lower, upper, alpha)
                : Equivalence.of(MeanVectors.sample(control), MeanVectors.sample(treatment), lower, upper, alpha);
        Answer answer = new Answer()
                .put("estimate", test.estimate())
                .put("statistic_lower", test.lower().statistic())
                .put("statistic_upper", test.upper().statistic())
                .put("df_lower", ProportionVectors.orNull(test.lower().degrees()))
                .put("df_upper", ProportionVectors.orNull(test.upper().degrees()))
                .put("p_lower", test.lower().pValue())
                .put("p_upper", test.upper().pValue())
                .put("p_value", test.pValue())
                .put("equivalent", test.equivalent());
        test.interval().ifPresent(interval -> answer.interval("ci", interval));
        return answer;
    }
}
