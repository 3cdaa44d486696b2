package dev.candor.stats.health;

import dev.candor.stats.Require;
import dev.candor.stats.sample.ProportionSample;
import java.util.List;

/**
 * Is the same share of assigned visitors measured in every variant? A share that differs by more than a point makes the variants
 * incomparable, whatever the reason: an event that fails in one of them, cookies in one alone. Not a test but a limit, since a
 * real difference of this size does harm however sure it is.
 *
 * @param lowestShare the smallest share of assigned visitors who were measured
 * @param highestShare the largest
 */
public record MeasurementParityCheck(double lowestShare, double highestShare) {
    /** One percentage point. */
    public static final double LIMIT = 0.01;

    private static final double ROUNDING = 1e-12;

    public MeasurementParityCheck {
        Require.closedUnit("lowestShare", lowestShare);
        Require.closedUnit("highestShare", highestShare);
    }

    /**
     * The check of the share measured by variant.
     *
     * @param measured one a variant, at least two: visitors assigned, and those of them who were measured
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} if nobody was assigned to a variant
     */
    public static MeasurementParityCheck of(List<ProportionSample> measured) {
        Require.valid(measured.size() >= 2, "measured.size", measured.size(), "at least two variants needed");
        for (ProportionSample variant : measured) {
            Require.atLeast(1, "measured.visitors", variant.visitors());
        }
        return new MeasurementParityCheck(
                measured.stream().mapToDouble(ProportionSample::rate).min().orElseThrow(),
                measured.stream().mapToDouble(ProportionSample::rate).max().orElseThrow());
    }

    /** The largest difference between two variants, as a share: 0.01 is one point. */
    public double difference() {
        return highestShare - lowestShare;
    }

    /** Whether the difference is at most {@link #LIMIT}. */
    public boolean passes() {
        return difference() <= LIMIT + ROUNDING;
    }
}
