package dev.candor.stats.vectors;

import dev.candor.stats.estimate.Alternative;
import dev.candor.stats.estimate.Sides;
import dev.candor.stats.sequential.ClassicalDesign;
import dev.candor.stats.sequential.ConfidenceSequence;
import dev.candor.stats.sequential.GroupSequentialDesign;
import dev.candor.stats.sequential.GroupSequentialPower;
import dev.candor.stats.sequential.SequentialProbabilityRatio;
import dev.candor.stats.sequential.SequentialProbabilityRatio.Look;
import dev.candor.stats.sequential.SequentialSampleRatio;
import dev.candor.stats.sequential.SpendingFunction;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Looking early. */
final class SequentialVectors {
    static final Map<String, Method> METHODS = Map.of(
            "group_sequential_boundaries", SequentialVectors::boundaries,
            "group_sequential_power", SequentialVectors::power,
            "group_sequential_classical", SequentialVectors::classical,
            "msprt_always_valid", SequentialVectors::mixtureRatio,
            "asymptotic_confidence_sequence", SequentialVectors::confidenceSequence,
            "sequential_srm", SequentialVectors::sampleRatio);

    private SequentialVectors() {}

    private enum Spending {
        OBRIEN_FLEMING,
        POCOCK,
        POWER,
        HWANG_SHIH_DECANI
    }

    private enum Shape {
        POCOCK,
        OBRIEN_FLEMING,
        WANG_TSIATIS,
        NAIVE
    }

    static GroupSequentialDesign design(Arguments in) {
        double alpha = in.number("alpha");
        Sides sides = Sides.of(in.integer("sides"));
        SpendingFunction spending = switch (in.choice("spending", Spending.class)) {
            case OBRIEN_FLEMING -> new SpendingFunction.ObrienFlemingLike();
            case POCOCK -> new SpendingFunction.PocockLike();
            case POWER -> new SpendingFunction.PowerFamily(in.number("parameter"));
            case HWANG_SHIH_DECANI -> new SpendingFunction.HwangShihDecani(in.number("parameter"));
        };
        return GroupSequentialDesign.spending(boxed(in.numbers("information_fractions")), alpha, sides, spending);
    }

    private static Answer boundaries(Arguments in) {
        GroupSequentialDesign design = design(in);
        return new Answer()
                .put("boundaries", design.boundaries())
                .put("cumulative_alpha", design.cumulativeAlpha())
                .put("nominal_p", design.nominalP());
    }

    private static Answer power(Arguments in) {
        GroupSequentialDesign design = design(in);
        GroupSequentialPower power = GroupSequentialPower.of(design, in.number("power"));
        return new Answer()
                .put("boundaries", design.boundaries())
                .put("drift", power.drift())
                .put("inflation_factor", power.inflationFactor())
                .put("cumulative_power", power.cumulativePower())
                .put("expected_information_h1", power.expectedInformationWithEffect())
                .put("expected_information_h0", power.expectedInformationWithoutEffect());
    }

    private static Answer classical(Arguments in) {
        int looks = in.integer("looks");
        double alpha = in.number("alpha");
        Shape shape = in.choice("design", Shape.class);
        if (shape == Shape.NAIVE) {
            double error = ClassicalDesign.chanceOfFalseAlarmWithoutCorrection(looks, alpha);
            return new Answer().put("type_i_error", error);
        }
        ClassicalDesign design = switch (shape) {
            case POCOCK -> ClassicalDesign.pocock(looks, alpha);
            case OBRIEN_FLEMING -> ClassicalDesign.obrienFleming(looks, alpha);
            default -> ClassicalDesign.wangTsiatis(looks, alpha, in.number("delta"));
        };
        return new Answer()
                .put("constant", design.constant())
                .put("boundaries", design.boundaries())
                .put("nominal_p", design.nominalP());
    }

    private static Answer mixtureRatio(Arguments in) {
        var test = new SequentialProbabilityRatio(in.number("tau2"), in.number("theta0"), in.number("alpha"));
        var path = test.after(in.objects("looks").stream()
                .map(look -> new Look(look.number("estimate"), look.number("variance")))
                .toList());
        return new Answer()
                .put("log_lambda", path.logLikelihoodRatios())
                .put("p_values", path.pValues())
                .put("p_value", path.pValue())
                .put("ci_lower", path.lower())
                .put("ci_upper", path.upper());
    }

    private static Answer confidenceSequence(Arguments in) {
        var sequence = new ConfidenceSequence(
                in.number("alpha"),
                in.count("tuning_n"),
                in.choice("alternative", Alternative.class),
                in.choice("rho", ConfidenceSequence.Tuning.class));
        var reading = sequence.at(in.number("estimate"), in.number("standard_error"), in.count("n"));
        return new Answer()
                .put("rho", sequence.rho())
                .put("half_width", reading.halfWidth())
                .put("lower", reading.interval().lower())
                .put("upper", reading.interval().upper())
                .put("p_value", reading.pValue());
    }

    private static Answer sampleRatio(Arguments in) {
        double concentration =
                in.has("concentration") ? in.number("concentration") : SequentialSampleRatio.USUAL_CONCENTRATION;
        var ratio = new SequentialSampleRatio(boxed(in.numbers("weights")), concentration);
        var path = ratio.after(Arrays.asList(in.countRows("batches")));
        return new Answer()
                .put("log_bayes_factor", path.logBayesFactors())
                .put("p_values", path.pValues())
                .put("p_value", path.pValue());
    }

    static List<Double> boxed(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
