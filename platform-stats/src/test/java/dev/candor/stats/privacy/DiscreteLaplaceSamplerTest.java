package dev.candor.stats.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.numeric.ChiSquare;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Random;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscreteLaplaceSamplerTest {

    private static final int DRAWS = 100_000;
    private static final Pattern FLOATING = Pattern.compile(
            "\\b([fd](add|sub|mul|div|rem|neg|cmp[lg]|load|store|const|return)|[ilfd]2[fd])|\\([^)]*[FD][;)]|\\)[FD]\\b");

    /** {@link Random} itself is too poor: the low bits of its numbers come again after some thousand draws, and it shows. */
    private static Random random(long seed) {
        return Random.from(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    }

    private static DiscreteLaplaceSampler sampler(long numerator, long denominator, Random random) {
        return new DiscreteLaplaceSampler(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator), random);
    }

    /** Chi-square over 0, ±1, … and both tails, against the formula; a wrong sign of zero or a wrong scale fails by orders. */
    @ParameterizedTest
    @CsvSource({"1, 1, 7", "1, 10, 8", "3, 2, 9", "1, 3, 10", "11, 4, 11", "1, 50, 12"})
    void drawsAreDistributedAsTheFormulaSays(long numerator, long denominator, long seed) {
        Random random = random(seed);
        DiscreteLaplaceSampler sampler = sampler(numerator, denominator, random);
        int most = (int) Math.max(2, 3 * denominator / numerator);
        long[] counts = new long[2 * most + 3];
        for (int i = 0; i < DRAWS; i++) {
            int x = sampler.next().intValueExact();
            counts[Math.clamp(x, -most - 1, most + 1) + most + 1]++;
        }
        double r = Math.exp(-(double) numerator / denominator);
        double statistic = 0;
        int cells = 0;
        for (int x = -most - 1; x <= most + 1; x++) {
            double p = Math.abs(x) <= most
                    ? (1 - r) / (1 + r) * Math.pow(r, Math.abs(x))
                    : Math.pow(r, most + 1) / (1 + r);
            double expected = p * DRAWS;
            if (expected >= 5) {
                double gap = counts[x + most + 1] - expected;
                statistic += gap * gap / expected;
                cells++;
            }
        }
        assertThat(ChiSquare.upperTail(statistic, cells - 1L))
                .as("seed %d", seed)
                .isGreaterThan(0.001);
    }

    @Test
    void varianceIsThatOfTheMechanism() {
        long seed = 5;
        DiscreteLaplaceSampler sampler = sampler(1, 10, random(seed));
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double x = sampler.next().doubleValue();
            squares += x * x;
        }
        double variance = new NoiseMechanism.DiscreteLaplace(1, 0.1).variance();
        assertThat(squares / DRAWS).as("seed %d", seed).isBetween(0.97 * variance, 1.03 * variance);
    }

    /** A cap of a million millionths and a small epsilon: the steps stay whole and the size is what the scale says. */
    @Test
    void largeScalesAreDrawnAsWell() {
        long seed = 6;
        DiscreteLaplaceSampler sampler =
                new DiscreteLaplaceSampler(BigInteger.ONE, BigInteger.TEN.pow(13), random(seed));
        double size = 0;
        for (int i = 0; i < 10_000; i++) {
            size += sampler.next().abs().doubleValue() / 1e13;
        }
        assertThat(size / 10_000).as("mean |x| over the scale, seed %d", seed).isBetween(0.96, 1.04);
    }

    @Test
    void theSameRateInLowerTermsDrawsTheSame() {
        assertThat(sampler(2, 20, random(1)).next())
                .isEqualTo(sampler(1, 10, random(1)).next());
    }

    @Test
    void rateMustBeAboveZero() {
        assertThatThrownBy(() -> sampler(0, 1, random(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> sampler(1, 0, random(1))).isInstanceOf(IllegalArgumentException.class);
        assertThat(sampler(1, 1, random(1)).next()).isNotNull();
    }

    /** Read in the compiled class: no instruction computes with float or double. The mechanism's formulas do, and are found. */
    @Test
    void noFloatingPointEntersTheSampling() throws Exception {
        assertThat(FLOATING.matcher(instructions(DiscreteLaplaceSampler.class))
                        .results()
                        .map(m -> m.group()))
                .isEmpty();
        assertThat(FLOATING.matcher(instructions(NoiseMechanism.DiscreteLaplace.class))
                        .find())
                .isTrue();
    }

    private static String instructions(Class<?> type) throws Exception {
        Path classes =
                Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        int code = ToolProvider.findFirst("javap")
                .orElseThrow()
                .run(out, out, "-c", "-p", "-cp", classes.toString(), type.getName());
        assertThat(code).as(said.toString()).isZero();
        return said.toString();
    }

    /** Many times an experiment without any effect: widened intervals cover it, those without the noise's share do not. */
    @Test
    void intervalsWidenedForTheNoiseCover() {
        long seed = 20_261_124;
        Random random = random(seed);
        DiscreteLaplaceSampler sampler = sampler(1, 20, random);
        double noise = new NoiseMechanism.DiscreteLaplace(1, 0.05).variance();
        int widened = 0;
        int naive = 0;
        int rounds = 2_000;
        for (int round = 0; round < rounds; round++) {
            NoisedComparison comparison = NoisedComparison.of(
                    arm(random, sampler, noise), arm(random, sampler, noise), Confidence.NINETY_FIVE_PERCENT);
            widened +=
                    comparison.interval().lower() <= 0 && comparison.interval().upper() >= 0 ? 1 : 0;
            double half = 1.96 * comparison.standardErrorWithoutNoise();
            naive += Math.abs(comparison.difference()) <= half ? 1 : 0;
        }
        assertThat((double) widened / rounds).as("seed %d", seed).isBetween(0.93, 0.975);
        assertThat((double) naive / rounds).as("seed %d", seed).isLessThan(0.9);
    }

    /** A thousand visitors with a value of 0, 1 or 2. */
    private static NoisedMean arm(Random random, DiscreteLaplaceSampler sampler, double noise) {
        int n = 1_000;
        int sum = 0;
        int squares = 0;
        for (int i = 0; i < n; i++) {
            int value = random.nextInt(3);
            sum += value;
            squares += value * value;
        }
        return new NoisedMean(
                n + sampler.next().intValueExact(), sum + sampler.next().intValueExact(), squares, noise, noise);
    }

    @Test
    void meanWithoutVisitorsOrVarianceIsRefused() {
        assertThatThrownBy(() -> new NoisedMean(0, 1, 1, 1, 1).rate()).hasMessageContaining("noise left no visitor");
        NoisedMean exact = new NoisedMean(100, 50, 50, 0, 0);
        assertThat(exact.rate()).isEqualTo(0.5);
        assertThat(exact.samplingVariance()).isEqualTo(0.25 / 100);
        assertThat(exact.noiseVariance()).isZero();
        assertThat(new NoisedMean(100, 50, 10, 4, 9).samplingVariance()).isZero();
        assertThat(new NoisedMean(100, 50, 50, 4, 9).noiseVariance()).isEqualTo((9 + 0.25 * 4) / 10_000);
    }
}
