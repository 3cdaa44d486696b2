package dev.candor.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.adjust.Cuped;
import dev.candor.stats.adjust.PostStratification;
import dev.candor.stats.adjust.QuantileComparison;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.frequentist.RatioComparison;
import dev.candor.stats.frequentist.WelchComparison;
import dev.candor.stats.sample.CovariateSample;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.RatioSample;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

/** Error rates of comparisons of means, for one look at the data. */
class MeanSimulationTest {
    private static final int RUNS = 4_000;
    private static final Confidence LEVEL = Confidence.NINETY_FIVE_PERCENT;

    @Test
    void welchKeepsItsErrorWithUnequalVariancesAndSizes() {
        SplittableRandom random = new SplittableRandom(21);
        double covered = share(() -> {
            MeanSample small = sample(40, () -> 5 + 6 * random.nextGaussian());
            MeanSample large = sample(160, () -> 5 + random.nextGaussian());
            return WelchComparison.of(small, large, LEVEL).interval().contains(0) ? 1 : 0;
        });
        assertThat(covered).isCloseTo(0.95, within(0.011));
    }

    @Test
    void welchCoversSkewedRevenue() {
        SplittableRandom random = new SplittableRandom(22);
        double covered = share(() -> {
            MeanSample control = sample(300, random::nextExponential);
            MeanSample treatment = sample(300, () -> 1.2 * random.nextExponential());
            return WelchComparison.of(control, treatment, LEVEL).interval().contains(0.2) ? 1 : 0;
        });
        assertThat(covered).isCloseTo(0.95, within(0.012));
    }

    @Test
    void cupedNarrowsTheIntervalAndKeepsItsCoverage() {
        SplittableRandom random = new SplittableRandom(23);
        double[] reduction = new double[1];
        double covered = share(() -> {
            Cuped cuped = Cuped.of(covariate(200, 0, random), covariate(200, 0.3, random), LEVEL);
            reduction[0] += cuped.varianceReduction() / RUNS;
            return cuped.adjusted().interval().contains(0.3) ? 1 : 0;
        });
        assertThat(covered).isCloseTo(0.95, within(0.012));
        // y = x + noise of the same variance: correlation² = 1/2
        assertThat(reduction[0]).isCloseTo(0.5, within(0.01));
    }

    @Test
    void strataThatDifferDoNotCountAsAnEffect() {
        SplittableRandom random = new SplittableRandom(24);
        double covered = share(() -> {
            PostStratification.Stratum mobile = stratum(60, 40, 1, random);
            PostStratification.Stratum desktop = stratum(30, 70, 9, random);
            return PostStratification.of(List.of(mobile, desktop), LEVEL)
                            .interval()
                            .contains(0)
                    ? 1
                    : 0;
        });
        assertThat(covered).isCloseTo(0.95, within(0.012));
    }

    @Test
    void ordersOfOneVisitorNeedNotBeIndependent() {
        SplittableRandom random = new SplittableRandom(25);
        double covered = share(() -> RatioComparison.of(orders(300, random), orders(300, random), LEVEL)
                        .welch()
                        .interval()
                        .contains(0)
                ? 1
                : 0);
        assertThat(covered).isCloseTo(0.95, within(0.012));
    }

    @Test
    void quantilesOfEventsAreAsSureAsTheirVisitorsAreMany() {
        SplittableRandom random = new SplittableRandom(26);
        int runs = 1_500;
        int covered = 0;
        for (int run = 0; run < runs; run++) {
            QuantileComparison comparison = QuantileComparison.of(loads(200, random), loads(200, random), 0.75, LEVEL);
            covered += comparison.interval().contains(0) ? 1 : 0;
        }
        assertThat((double) covered / runs).isBetween(0.93, 0.975);
    }

    private static double share(DoubleSupplier run) {
        double total = 0;
        for (int i = 0; i < RUNS; i++) {
            total += run.getAsDouble();
        }
        return total / RUNS;
    }

    private static MeanSample sample(int visitors, DoubleSupplier value) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < visitors; i++) {
            double next = value.getAsDouble();
            sum += next;
            squares += next * next;
        }
        return new MeanSample(visitors, sum, squares);
    }

    private static CovariateSample covariate(int visitors, double effect, SplittableRandom random) {
        double[] x = new double[visitors];
        double[] y = new double[visitors];
        for (int i = 0; i < visitors; i++) {
            x[i] = random.nextGaussian();
            y[i] = 10 + effect + x[i] + random.nextGaussian();
        }
        return CovariateSample.of(totals(y), totals(x), products(x, y));
    }

    private static MeanSample totals(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return new MeanSample(values.length, sum, products(values, values));
    }

    private static double products(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }

    private static PostStratification.Stratum stratum(
            int control, int treatment, double mean, SplittableRandom random) {
        return new PostStratification.Stratum(
                sample(control, () -> mean + random.nextGaussian()),
                sample(treatment, () -> mean + random.nextGaussian()));
    }

    /** One to five orders a visitor; the orders of a visitor share a taste for expensive things. */
    private static RatioSample orders(int visitors, SplittableRandom random) {
        double[] revenue = new double[visitors];
        double[] orders = new double[visitors];
        for (int i = 0; i < visitors; i++) {
            orders[i] = 1 + random.nextInt(5);
            double taste = 20 + 5 * random.nextGaussian();
            for (int k = 0; k < orders[i]; k++) {
                revenue[i] += taste + 3 * random.nextGaussian();
            }
        }
        return RatioSample.of(totals(revenue), totals(orders), products(revenue, orders));
    }

    /** One to eight page loads a visitor, slow ones on slow devices. */
    private static double[][] loads(int visitors, SplittableRandom random) {
        double[][] loads = new double[visitors][];
        for (int i = 0; i < visitors; i++) {
            loads[i] = new double[1 + random.nextInt(8)];
            double device = random.nextGaussian();
            for (int k = 0; k < loads[i].length; k++) {
                loads[i][k] = Math.exp(device + 0.5 * random.nextGaussian());
            }
        }
        return loads;
    }
}
