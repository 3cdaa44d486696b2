package dev.candor.stats.vectors;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Alternative;
import dev.candor.stats.estimate.Sides;
import dev.candor.stats.power.DetectableLift;
import dev.candor.stats.power.EquivalencePower;
import dev.candor.stats.power.ExpectedMean;
import dev.candor.stats.power.MeanPower;
import dev.candor.stats.power.NonInferiorityPower;
import dev.candor.stats.power.ProportionPower;
import dev.candor.stats.power.SampleSize;
import dev.candor.stats.power.SequentialPower;
import dev.candor.stats.power.StudentPower;
import dev.candor.stats.power.TestPlan;
import dev.candor.stats.power.VariantsPower;
import dev.candor.stats.sequential.ConfidenceSequence;
import java.util.Map;

/** Before the start. */
final class PowerVectors {
    static final Map<String, Method> METHODS = Map.of(
            "power_two_proportions", PowerVectors::twoProportions,
            "power_means", PowerVectors::means,
            "power_noninferiority", PowerVectors::margins,
            "power_multi_arm", PowerVectors::variants,
            "power_sequential", PowerVectors::sequential);

    private PowerVectors() {}

    private enum Solve {
        N,
        POWER,
        MDE
    }

    private enum Distribution {
        Z,
        T
    }

    private enum Test {
        NONINFERIORITY,
        EQUIVALENCE
    }

    private enum Kind {
        PROPORTION,
        MEAN
    }

    private enum MarginType {
        ABSOLUTE,
        RELATIVE
    }

    private enum Design {
        GROUP_SEQUENTIAL,
        CONFIDENCE_SEQUENCE
    }

    private static TestPlan plan(Arguments in) {
        return new TestPlan(in.number("alpha"), Sides.of(in.integer("sides")), in.number("ratio"));
    }

    private static Answer twoProportions(Arguments in) {
        ProportionPower test = new ProportionPower(plan(in), in.choice("method", ProportionPower.Method.class));
        double control = in.number("p_control");
        return switch (in.choice("solve", Solve.class)) {
            case N -> size(test.sampleSize(control, in.number("p_treatment"), in.number("power")));
            case POWER ->
                new Answer()
                        .put("power", test.power(control, in.number("p_treatment"), (double) in.count("n_control")));
            case MDE ->
                lift(test.detectableLift(
                        control,
                        (double) in.count("n_control"),
                        in.number("power"),
                        in.choice("direction", DetectableLift.Direction.class)));
        };
    }

    private static Answer lift(DetectableLift lift) {
        return new Answer()
                .put("mde_absolute", lift.absolute())
                .put("mde_relative", lift.control() == 0 ? null : lift.relative())
                .put("p_treatment", lift.treatment());
    }

    private static Answer means(Arguments in) {
        double control = in.number("sd_control");
        double treatment = in.number("sd_treatment");
        TestPlan plan = plan(in);
        Solve solve = in.choice("solve", Solve.class);
        MeanPower normal = new MeanPower(plan, control, treatment);
        if (in.choice("method", Distribution.class) == Distribution.Z) {
            return switch (solve) {
                case N -> size(normal.sampleSize(in.number("delta"), in.number("power")));
                case POWER ->
                    new Answer().put("power", normal.power(in.number("delta"), (double) in.count("n_control")));
                case MDE ->
                    new Answer()
                            .put(
                                    "mde_absolute",
                                    normal.detectableDifference((double) in.count("n_control"), in.number("power")));
            };
        }
        Require.valid(control == treatment, "sd_treatment", treatment, "must equal sd_control");
        StudentPower student = new StudentPower(plan, control);
        return switch (solve) {
            case N -> size(student.sampleSize(in.number("delta"), in.number("power")));
            case POWER -> new Answer().put("power", student.power(in.number("delta"), (double) in.count("n_control")));
            case MDE ->
                new Answer()
                        .put(
                                "mde_absolute",
                                student.detectableDifference((double) in.count("n_control"), in.number("power")));
        };
    }

    private static Answer margins(Arguments in) {
        TestPlan plan = new TestPlan(in.number("alpha"), Sides.ONE, in.number("ratio"));
        boolean proportion = in.choice("kind", Kind.class) == Kind.PROPORTION;
        ExpectedMean control = proportion
                ? ExpectedMean.ofRate(in.number("p_control"))
                : new ExpectedMean(in.number("mean_control"), in.number("sd_control"));
        ExpectedMean treatment = proportion
                ? ExpectedMean.ofRate(in.number("p_treatment"))
                : new ExpectedMean(in.number("mean_treatment"), in.number("sd_treatment"));
        boolean relative = in.choice("margin_type", MarginType.class) == MarginType.RELATIVE;
        double margin = in.number("margin");
        if (in.choice("test", Test.class) == Test.NONINFERIORITY) {
            var test = new NonInferiorityPower(plan, control, treatment, margin, relative);
            return in.has("power")
                    ? size(test.sampleSize(in.number("power")))
                    : new Answer().put("power", test.power((double) in.count("n_control")));
        }
        Require.valid(!relative, "margin_type", "relative", "equivalence is planned with an absolute margin");
        var test = new EquivalencePower(plan, control, treatment, margin);
        return in.has("power")
                ? size(test.sampleSize(in.number("power")))
                : new Answer().put("power", test.power((double) in.count("n_control")));
    }

    private static Answer variants(Arguments in) {
        VariantsPower test = new VariantsPower(
                in.number("alpha"),
                in.integer("treatments"),
                in.integer("metrics"),
                in.choice("allocation", VariantsPower.Allocation.class));
        double power = in.number("power");
        SampleSize size = in.choice("kind", Kind.class) == Kind.PROPORTION
                ? test.sampleSize(in.number("p_control"), in.number("p_treatment"), power)
                : test.sampleSize(
                        new ExpectedMean(0, in.number("sd_control")),
                        new ExpectedMean(0, in.number("sd_treatment")),
                        in.number("delta"),
                        power);
        return new Answer()
                .put("alpha_adjusted", test.alphaEach())
                .put("n_control", size.control())
                .put("n_treatment_each", size.treatment())
                .put("n_control_ceil", size.controlVisitors())
                .put("n_treatment_each_ceil", size.treatmentVisitors())
                .put("total_ceil", size.total(test.treatments()));
    }

    private static Answer sequential(Arguments in) {
        SequentialPower plan = new SequentialPower(in.number("delta"), in.number("sd"), in.number("power"));
        if (in.choice("design", Design.class) == Design.GROUP_SEQUENTIAL) {
            var looks = plan.with(SequentialVectors.design(in));
            return new Answer()
                    .put("n_fixed_per_arm", looks.fixedPerVariant())
                    .put("inflation_factor", looks.inflationFactor())
                    .put("n_max_per_arm", looks.largestPerVariant())
                    .put("expected_n_per_arm_h1", looks.expectedPerVariant());
        }
        var sequence = new ConfidenceSequence(
                in.number("alpha"), in.count("tuning_n"), Alternative.TWO_SIDED, ConfidenceSequence.Tuning.APPROXIMATE);
        var anyTime = plan.with(sequence);
        return new Answer()
                .put("n_fixed_per_arm", anyTime.fixedPerVariant())
                .put("n_per_arm", anyTime.perVariant())
                .put("inflation_factor", anyTime.inflationFactor())
                .put("power_at_fixed_n", anyTime.powerAtFixed());
    }

    private static Answer size(SampleSize size) {
        return new Answer()
                .put("n_control", size.control())
                .put("n_treatment", size.treatment())
                .put("n_control_ceil", size.controlVisitors())
                .put("n_treatment_ceil", size.treatmentVisitors());
    }
}
