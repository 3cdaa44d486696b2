package dev.candor.stats.vectors;

import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.ConfidenceSet;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.PValues;
import dev.candor.stats.frequentist.ChiSquareTable;
import dev.candor.stats.frequentist.FisherExact;
import dev.candor.stats.frequentist.ProportionComparison;
import dev.candor.stats.frequentist.ProportionLift;
import dev.candor.stats.health.SampleRatioCheck;
import dev.candor.stats.sample.ProportionSample;
import java.util.Map;
import java.util.OptionalDouble;

/** Rates, tables of counts and the sample ratio. */
final class ProportionVectors {
    static final Map<String, Method> METHODS = Map.of(
            "two_proportion", ProportionVectors::comparison,
            "relative_lift_proportion", ProportionVectors::lift,
            "fisher_exact", ProportionVectors::fisher,
            "chi_square_table", ProportionVectors::table,
            "srm_chi_square", ProportionVectors::sampleRatio);

    private ProportionVectors() {}

    static ProportionSample sample(Arguments in) {
        return new ProportionSample(in.count("n"), in.count("x"));
    }

    static Answer pValues(PValues pValues) {
        return new Answer()
                .put("p_two_sided", pValues.twoSided())
                .put("p_greater", pValues.greater())
                .put("p_less", pValues.less());
    }

    /** {@code prefix_kind}, {@code prefix_lower}, {@code prefix_upper}. */
    static Answer set(String prefix, ConfidenceSet set) {
        Answer answer = new Answer();
        return switch (set) {
            case ConfidenceSet.Bounded(Interval interval) ->
                answer.put(prefix + "_kind", "bounded").interval(prefix, interval);
            case ConfidenceSet.Exclusive(double lower, double upper) ->
                answer.put(prefix + "_kind", "exclusive")
                        .put(prefix + "_lower", lower)
                        .put(prefix + "_upper", upper);
            case ConfidenceSet.Everything() ->
                answer.put(prefix + "_kind", "all").interval(prefix, null);
        };
    }

    static Object orNull(OptionalDouble value) {
        return value.isPresent() ? value.getAsDouble() : null;
    }

    private static Answer comparison(Arguments in) {
        ProportionComparison comparison = new ProportionComparison(
                sample(in.object("control")), sample(in.object("treatment")), new Confidence(in.number("alpha")));
        return new Answer()
                .put("rate_control", comparison.control().rate())
                .put("rate_treatment", comparison.treatment().rate())
                .put("diff", comparison.difference())
                .put("se_pooled", comparison.pooledStandardError())
                .put("z", comparison.z())
                .putAll(pValues(comparison.pValues()))
                .put("se_unpooled", comparison.unpooledStandardError())
                .interval("wald", comparison.wald())
                .interval("newcombe", comparison.newcombe())
                .interval("agresti_caffo", comparison.agrestiCaffo());
    }

    private static Answer lift(Arguments in) {
        ProportionLift lift = ProportionLift.of(
                sample(in.object("control")), sample(in.object("treatment")), new Confidence(in.number("alpha")));
        return new Answer()
                .put("lift", lift.value())
                .put("se_delta", lift.standardError())
                .interval("delta", lift.delta())
                .interval("log", lift.log().orElse(null))
                .putAll(set("fieller", lift.fieller()));
    }

    private static Answer fisher(Arguments in) {
        FisherExact test = new FisherExact(sample(in.object("control")), sample(in.object("treatment")));
        return new Answer().put("odds_ratio", orNull(test.oddsRatio())).putAll(pValues(test.pValues()));
    }

    private static Answer table(Arguments in) {
        ChiSquareTable test = ChiSquareTable.of(in.countRows("table"));
        Answer answer = new Answer()
                .put("statistic", test.statistic())
                .put("df", test.degrees())
                .put("p_value", test.pValue())
                .put("min_expected", test.smallestExpected());
        test.yates()
                .ifPresent(yates ->
                        answer.put("yates_statistic", yates.statistic()).put("yates_p_value", yates.pValue()));
        return answer;
    }

    private static Answer sampleRatio(Arguments in) {
        SampleRatioCheck check = SampleRatioCheck.of(in.counts("counts"), in.numbers("weights"));
        return new Answer()
                .put("statistic", check.statistic())
                .put("df", check.degrees())
                .put("p_value", check.pValue())
                .put("expected_counts", check.expected());
    }
}
