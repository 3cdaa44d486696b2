package dev.candor.bench;

import dev.candor.stats.bayes.BestArm;
import dev.candor.stats.bayes.BetaBinomialComparison;
import dev.candor.stats.bayes.BetaPosterior;
import dev.candor.stats.bayes.BetaPrior;
import dev.candor.stats.bayes.NormalComparison;
import dev.candor.stats.bayes.NormalPrior;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.frequentist.MeanLift;
import dev.candor.stats.frequentist.ProportionComparison;
import dev.candor.stats.frequentist.WelchComparison;
import dev.candor.stats.health.SampleRatioCheck;
import dev.candor.stats.multiplicity.BenjaminiHochberg;
import dev.candor.stats.multiplicity.Holm;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;
import dev.candor.stats.sequential.ConfidenceSequence;
import dev.candor.stats.sequential.SequentialProbabilityRatio;
import dev.candor.stats.sequential.SequentialProbabilityRatio.Look;
import dev.candor.stats.sequential.SequentialSampleRatio;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Everything the results page of one experiment needs: five variants, twenty metrics, every variant against the control by
 * frequentist, sequential and Bayesian methods, the best variant of each metric, corrections for several questions, and the
 * sample ratio. The target is a median below 5 ms on one core.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(2)
public class FullAnalysis {
    private static final int VARIANTS = 5;
    private static final int METRICS = 20;
    private static final Confidence LEVEL = Confidence.NINETY_FIVE_PERCENT;
    private static final BetaPrior RATES = new BetaPrior(1, 1);
    private static final NormalPrior EFFECTS = new NormalPrior(0, 5);
    private static final ConfidenceSequence ANY_TIME = ConfidenceSequence.of(0.05);
    private static final SequentialProbabilityRatio MIXTURE = new SequentialProbabilityRatio(0.01, 0, 0.05);

    /** How many of the twenty metrics are rates; the others are means of a value per visitor. */
    @Param({"10", "20"})
    private int rates;

    private long[] visitors;
    private List<List<ProportionSample>> conversions;
    private List<List<MeanSample>> values;

    /** Draws the sufficient statistics once, from a fixed seed. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(7);
        visitors = new long[VARIANTS];
        for (int i = 0; i < VARIANTS; i++) {
            visitors[i] = 20_000 + random.nextInt(300);
        }
        conversions = new ArrayList<>();
        values = new ArrayList<>();
        for (int metric = 0; metric < METRICS; metric++) {
            double rate = 0.01 + 0.4 * random.nextDouble();
            List<ProportionSample> counted = new ArrayList<>();
            List<MeanSample> measured = new ArrayList<>();
            for (long n : visitors) {
                counted.add(new ProportionSample(n, (long) (n * rate * (0.97 + 0.06 * random.nextDouble()))));
                double mean = 20 * (0.97 + 0.06 * random.nextDouble());
                measured.add(new MeanSample(n, n * mean, n * (mean * mean + 900)));
            }
            conversions.add(counted);
            values.add(measured);
        }
    }

    /** The whole analysis. */
    @Benchmark
    public void analysis(Blackhole page) {
        page.consume(SampleRatioCheck.evenSplit(visitors));
        page.consume(new SequentialSampleRatio(List.of(1.0, 1.0, 1.0, 1.0, 1.0), 10_000).after(List.of(visitors)));
        List<Probability> secondary = new ArrayList<>();
        for (int metric = 0; metric < METRICS; metric++) {
            List<Probability> pValues =
                    metric < rates ? rate(conversions.get(metric), page) : mean(values.get(metric), page);
            page.consume(Holm.adjust(pValues));
            secondary.addAll(pValues);
        }
        page.consume(BenjaminiHochberg.adjust(secondary));
    }

    private List<Probability> rate(List<ProportionSample> arms, Blackhole page) {
        List<BetaPosterior> beliefs =
                arms.stream().map(arm -> BetaPosterior.of(arm, RATES)).toList();
        page.consume(BestArm.ofBeliefs(beliefs, BestArm.Goal.MAX));
        List<Probability> pValues = new ArrayList<>();
        ProportionSample control = arms.getFirst();
        for (int i = 1; i < arms.size(); i++) {
            var comparison = new ProportionComparison(control, arms.get(i), LEVEL);
            page.consume(comparison.evidence());
            page.consume(comparison.wald());
            page.consume(comparison.agrestiCaffo());
            page.consume(comparison.lift());
            pValues.add(comparison.pValues().twoSided());
            sequential(comparison.difference(), comparison.unpooledStandardError(), page);
            page.consume(BetaBinomialComparison.of(beliefs.getFirst(), beliefs.get(i), LEVEL));
        }
        return pValues;
    }

    private List<Probability> mean(List<MeanSample> arms, Blackhole page) {
        page.consume(BestArm.ofMeans(
                arms.stream()
                        .map(arm -> new BestArm.NormalBelief(arm.mean(), Math.sqrt(arm.variance() / arm.visitors())))
                        .toList(),
                BestArm.Goal.MAX));
        List<Probability> pValues = new ArrayList<>();
        MeanSample control = arms.getFirst();
        for (int i = 1; i < arms.size(); i++) {
            var comparison = WelchComparison.of(control, arms.get(i), LEVEL);
            page.consume(comparison.interval());
            page.consume(MeanLift.of(comparison));
            pValues.add(comparison.pValues().twoSided());
            double standardError = comparison.standardError();
            sequential(comparison.difference(), standardError, page);
            page.consume(NormalComparison.of(comparison.difference(), standardError, EFFECTS, LEVEL));
        }
        return pValues;
    }

    private static void sequential(double difference, double standardError, Blackhole page) {
        page.consume(ANY_TIME.at(difference, standardError, 40_000));
        page.consume(MIXTURE.after(List.of(new Look(difference, standardError * standardError))));
    }
}
