package dev.candor.stats.sequential;

import static dev.candor.stats.StatisticsException.Code.NOT_IDENTIFIED;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.Normal;
import dev.candor.stats.numeric.Root;
import java.util.ArrayList;
import java.util.List;

/**
 * What looking early costs at most, and saves on average.
 *
 * @param drift the expected z at full information that reaches the power through the upper boundary
 * @param inflationFactor the largest sample over that of a test with one look:
 *     {@code (drift / (z(alpha / sides) + z(1 - power)))²}
 * @param cumulativePower the chance of having crossed the upper boundary by each look, with that drift
 * @param expectedInformationWithEffect the share of the full information used on average, with that drift
 * @param expectedInformationWithoutEffect the same when nothing differs
 */
public record GroupSequentialPower(
        double drift,
        double inflationFactor,
        List<Double> cumulativePower,
        double expectedInformationWithEffect,
        double expectedInformationWithoutEffect) {

    private static final double LARGEST_DRIFT = 60;

    public GroupSequentialPower {
        cumulativePower = List.copyOf(cumulativePower);
    }

    /**
     * The power of a design whose last look has all the information.
     *
     * @param power of crossing the upper boundary at any look: below 1 and above the design's alpha
     * @throws dev.candor.stats.StatisticsException {@code INVALID_INPUT} if the last fraction is not 1, or the power is
     *     not between alpha and 1
     */
    public static GroupSequentialPower of(GroupSequentialDesign design, double power) {
        double last = design.informationFractions().getLast();
        Require.valid(Math.abs(last - 1) <= 1e-9, "informationFractions", last, "must end at 1");
        double alpha = design.cumulativeAlpha().getLast();
        Require.openUnit("power", power);
        Require.valid(power > alpha, "power", power, "must exceed alpha, " + alpha);
        List<StoppingRecursion> path = path(design);
        double most = exits(design, path, LARGEST_DRIFT).upperTotal();
        Require.that(most > power, NOT_IDENTIFIED, "power", power, "cannot be reached with so small an alpha");
        double drift = Root.between(d -> exits(design, path, d).upperTotal() - power, 0, LARGEST_DRIFT);
        double fixed = Normal.upperQuantile(design.sides().share(alpha)) + Normal.upperQuantile(1 - power);
        Exits reached = exits(design, path, drift);
        return new GroupSequentialPower(
                drift,
                (drift / fixed) * (drift / fixed),
                reached.cumulativeUpper(),
                reached.expectedInformation(),
                exits(design, path, 0).expectedInformation());
    }

    /** The state before each look. */
    private static List<StoppingRecursion> path(GroupSequentialDesign design) {
        List<StoppingRecursion> path = new ArrayList<>();
        StoppingRecursion running = StoppingRecursion.start();
        path.add(running);
        for (int look = 0; look + 1 < design.boundaries().size(); look++) {
            running = running.survive(
                    design.boundaries().get(look),
                    design.sides(),
                    design.informationFractions().get(look),
                    design.informationFractions().get(look + 1));
            path.add(running);
        }
        return path;
    }

    private static Exits exits(GroupSequentialDesign design, List<StoppingRecursion> path, double drift) {
        List<Double> cumulativeUpper = new ArrayList<>();
        double upper = 0;
        double lower = 0;
        double expectedInformation = 0;
        for (int look = 0; look < path.size(); look++) {
            StoppingRecursion before = path.get(look);
            double information = design.informationFractions().get(look);
            double boundary = design.boundaries().get(look);
            expectedInformation += (1 - upper - lower) * (information - before.information());
            upper += before.upperExit(boundary, information, drift);
            lower += switch (design.sides()) {
                case ONE -> 0;
                case TWO -> before.lowerExit(boundary, information, drift);
            };
            cumulativeUpper.add(upper);
        }
        return new Exits(cumulativeUpper, expectedInformation);
    }

    private record Exits(List<Double> cumulativeUpper, double expectedInformation) {
        double upperTotal() {
            return cumulativeUpper.getLast();
        }
    }
}
