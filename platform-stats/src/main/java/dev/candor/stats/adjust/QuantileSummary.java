package dev.candor.stats.adjust;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Moments;
import dev.candor.stats.frequentist.WelchComparison;
import dev.candor.stats.numeric.Normal;
import java.util.Optional;

/**
 * One sample's quantile as a warehouse can report it, without its events.
 *
 * @param events how many, at least zero
 * @param sampledEvents how many the bounds were computed for; equals {@code events} unless the warehouse drew a sample
 * @param quantile of the events
 * @param lower the quantile at {@code nu - z sqrt(nu (1 - nu) / sampledEvents)}, z for 95 %
 * @param upper the quantile at {@code nu + …}
 * @param clusters what is known of visitors with several events; empty when each event is a visitor's only one
 */
public record QuantileSummary(
        long events, long sampledEvents, double quantile, double lower, double upper, Optional<Clusters> clusters) {
    private static final double WAREHOUSE_ALPHA = 0.05;

    public QuantileSummary {
        Require.count("events", events);
        Require.count("sampledEvents", sampledEvents);
        Require.finite("quantile", quantile);
        Require.finite("lower", lower);
        Require.finite("upper", upper);
        Require.valid(lower <= upper, "lower", lower, "must not lie above upper, " + upper);
    }

    /**
     * Sums over visitors of S, the events up to the quantile, and N, all events.
     *
     * @param visitors at least zero
     * @param below sum of S
     * @param belowSquared sum of S²
     * @param eventsSquared sum of N²
     * @param belowTimesEvents sum of S N
     */
    public record Clusters(
            long visitors, double below, double belowSquared, double eventsSquared, double belowTimesEvents) {
        public Clusters {
            Require.count("clusters.visitors", visitors);
            Require.notNegative("clusters.below", below);
            Require.notNegative("clusters.belowSquared", belowSquared);
            Require.notNegative("clusters.eventsSquared", eventsSquared);
            Require.notNegative("clusters.belowTimesEvents", belowTimesEvents);
        }

        /** Variance, by visitors, of the share of events up to the quantile. */
        private double varianceOfShare(long events) {
            double share = below / events;
            double squares = belowSquared - 2 * share * belowTimesEvents + share * share * eventsSquared;
            double mean = (double) events / visitors;
            return squares / (visitors - 1) / visitors / (mean * mean);
        }
    }

    /**
     * Treatment's quantile minus control's by Welch's test, events in the place of visitors.
     *
     * @param share which quantile, strictly between 0 and 1
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} for too few events: the upper or the lower
     *     order statistic does not exist; {@code ZERO_VARIANCE} if both pairs of bounds are points: no floor is put under
     *     the variance
     */
    public static WelchComparison compare(
            QuantileSummary control, QuantileSummary treatment, double share, Confidence confidence) {
        Require.openUnit("quantile", share);
        control.requireEnough("control", share);
        treatment.requireEnough("treatment", share);
        return new WelchComparison(
                control.moments(share), treatment.moments(share), treatment.quantile - control.quantile, confidence);
    }

    private void requireEnough(String name, double share) {
        Require.atLeast(2, name + ".events", events);
        double z = Normal.upperQuantile(WAREHOUSE_ALPHA / 2);
        double odds = share / (1 - share);
        long least = (long) Math.floor(z * z * Math.max(odds, 1 / odds)) + 1;
        Require.atLeast(least, name + ".events", events);
        Require.atLeast(least, name + ".sampledEvents", sampledEvents);
        clusters.ifPresent(known -> Require.atLeast(2, name + ".clusters.visitors", known.visitors));
    }

    private Moments moments(double share) {
        double z = Normal.upperQuantile(WAREHOUSE_ALPHA / 2);
        double spread = (upper - lower) / (2 * z);
        double variance = (double) sampledEvents / events * (events - 1) * spread * spread;
        double inflation = clusters.map(known -> known.varianceOfShare(events) / (share * (1 - share) / events))
                .orElse(1.0);
        return new Moments(events, quantile, Math.max(0, variance * inflation));
    }
}
