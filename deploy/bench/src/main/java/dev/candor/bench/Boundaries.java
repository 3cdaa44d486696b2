package dev.candor.bench;

import dev.candor.stats.estimate.Sides;
import dev.candor.stats.sequential.GroupSequentialDesign;
import dev.candor.stats.sequential.SpendingFunction;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Group-sequential boundaries for equally spaced looks. The target for 20 looks is a median below 50 ms on one core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 10, time = 2)
@Fork(2)
public class Boundaries {

    /** How many looks. */
    @Param({"5", "20", "90"})
    private int looks;

    /** Like O'Brien and Fleming, two-sided. */
    @Benchmark
    public GroupSequentialDesign boundaries() {
        List<Double> fractions = GroupSequentialDesign.equalSteps(looks);
        return GroupSequentialDesign.spending(
                fractions, 0.05, Sides.TWO, new SpendingFunction.ObrienFlemingLike());
    }
}
