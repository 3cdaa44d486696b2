package dev.candor.api.ledger;

import dev.candor.api.ledger.Statistics.Cell;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import dev.candor.domain.metric.TrustEvents;
import dev.candor.stats.privacy.DiscreteLaplaceSampler;
import dev.candor.stats.privacy.NoiseMechanism;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A step on sufficient statistics that any export can take: whole-numbered Laplace noise on every number, so that it hardly matters
 * whether one visitor is in it. A visitor counts in one variant alone, and once in each number; so the privacy loss
 * {@code epsilon} is split evenly over the numbers of a variant. What one visitor can add must be bounded: a metric of values has
 * noise added where its plan declares a cap, and is left out otherwise.
 *
 * @param statistics with the noise; without the metrics that are left out
 * @param perNumber  the privacy loss of each number, as {@code numerator / denominator}
 * @param withheld   by metric, why it is left out
 * @param noise      by metric, what is known of its noise; that of the visitors under the empty key
 */
public record NoisedStatistics(
        Statistics statistics, Fraction perNumber, Map<String, String> withheld, Map<String, Noise> noise) {

    private static final BigInteger ONE = BigInteger.valueOf(1_000_000);
    private static final BigDecimal PER_UNIT = BigDecimal.valueOf(1_000_000);

    public NoisedStatistics {
        withheld = Map.copyOf(withheld);
        noise = Map.copyOf(noise);
    }

    /** A fraction of whole numbers. */
    public record Fraction(BigInteger numerator, BigInteger denominator) {
        public double value() {
            return new BigDecimal(numerator).doubleValue() / new BigDecimal(denominator).doubleValue();
        }
    }

    /**
     * What is known of the noise in a metric, in its unit.
     *
     * @param units   the variance of the noise in the number of visitors who count
     * @param sum     the variance of the noise in the sum
     * @param squares the variance of the noise in the sum of squares
     */
    public record Noise(double units, double sum, double squares) {}

    /**
     * Adds the noise.
     *
     * @param variants all of them: one without visitors gets noise as well
     * @param epsilon  above 0, at most 4 decimals
     * @param random   a {@link java.security.SecureRandom}, but in tests
     */
    public static NoisedStatistics of(
            Statistics exact, List<String> variants, List<Metric> metrics, BigDecimal epsilon, Random random) {
        Map<String, String> withheld = new TreeMap<>();
        int numbers = 1;
        for (Metric metric : metrics) {
            String why = whyNot(metric);
            if (why != null) {
                withheld.put(metric.key(), why);
            } else {
                numbers += numbers(metric);
            }
        }
        Fraction each =
                new Fraction(epsilon.movePointRight(4).toBigIntegerExact(), BigInteger.valueOf(10_000L * numbers));
        Adding adding = new Adding(each, random);
        Statistics noised = new Statistics();
        Map<String, Noise> noise = new TreeMap<>();
        noise.put("", new Noise(adding.variance(BigInteger.ONE), 0, 0));
        for (String variant : variants) {
            long visitors = adding.noised(
                            BigInteger.valueOf(exact.visitors(variant).counted()), BigInteger.ONE)
                    .longValueExact();
            noised.put(variant, new Statistics.Visitors(visitors, 0));
            for (Metric metric : metrics) {
                if (!withheld.containsKey(metric.key())) {
                    Totals totals = exact.totals(variant, metric.key());
                    noised.put(new Cell(variant, metric.key()), adding.noised(metric, totals, visitors));
                    noise.put(metric.key(), adding.noise(metric));
                }
            }
        }
        return new NoisedStatistics(noised, each, withheld, noise);
    }

    private static @Nullable String whyNot(Metric metric) {
        if (TrustEvents.isOfNobody(metric.event())) {
            return "nothing bounds how many signals one visitor sends who is not followed";
        }
        return switch (metric.kind()) {
            case CONVERSION, RETENTION -> null;
            case COUNT, SUM, MEAN ->
                metric.cap() != null
                        ? null
                        : "nothing bounds what one visitor adds: the metric has no cap that its plan declares";
            case RATIO -> "nothing bounds what one visitor adds below the line";
            case QUANTILE -> "a quantile is no sum";
        };
    }

    private static int numbers(Metric metric) {
        return switch (metric.kind()) {
            case CONVERSION, RETENTION -> 1;
            case MEAN -> 3;
            default -> 2;
        };
    }

    private static boolean isShare(Metric metric) {
        return numbers(metric) == 1;
    }

    private static BigInteger cap(Metric metric) {
        BigDecimal cap = metric.cap() == null ? BigDecimal.ONE : metric.cap();
        return cap.multiply(PER_UNIT).toBigInteger().max(BigInteger.ONE);
    }

    /** Draws, and adds. */
    private record Adding(Fraction each, Random random) {

        /** @param most by how much one visitor changes the number */
        BigInteger noised(BigInteger exact, BigInteger most) {
            return exact.add(new DiscreteLaplaceSampler(
                            each.numerator(), each.denominator().multiply(most), random)
                    .next());
        }

        double variance(BigInteger most) {
            return new NoiseMechanism.DiscreteLaplace(new BigDecimal(most).doubleValue(), each.value()).variance();
        }

        Totals noised(Metric metric, Totals exact, long visitors) {
            if (isShare(metric)) {
                BigInteger did = noised(exact.y().divide(ONE), BigInteger.ONE);
                return sums(visitors, did.multiply(ONE), did.multiply(ONE).multiply(ONE));
            }
            long units = metric.kind() == MetricKind.MEAN
                    ? noised(BigInteger.valueOf(exact.units()), BigInteger.ONE).longValueExact()
                    : visitors;
            BigInteger cap = cap(metric);
            return sums(units, noised(exact.y(), cap), noised(exact.yy(), cap.multiply(cap)));
        }

        Noise noise(Metric metric) {
            double units = variance(BigInteger.ONE);
            if (isShare(metric)) {
                return new Noise(units, units, units);
            }
            BigInteger cap = cap(metric);
            return new Noise(units, variance(cap) / 1e12, variance(cap.multiply(cap)) / 1e24);
        }

        private static Totals sums(long units, BigInteger y, BigInteger yy) {
            BigInteger none = BigInteger.ZERO;
            return new Totals(units, y, yy, none, none, none, none, none, none);
        }
    }
}
