package dev.candor.bench;

import dev.candor.domain.assignment.Assigner;
import dev.candor.domain.assignment.Assignment;
import dev.candor.domain.assignment.Bucketing;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.assignment.Ruleset;
import dev.candor.domain.assignment.Seed;
import dev.candor.domain.assignment.Visitor;
import dev.candor.domain.audience.Condition;
import dev.candor.domain.audience.Condition.All;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Source;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.audience.Operator;
import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.SignalPolicy;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.AnalysisPlan;
import dev.candor.domain.experiment.Content;
import dev.candor.domain.experiment.Experience;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Method;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.experiment.VariantRole;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What a decision costs beside the bare hash and comparison of thresholds: 20 running experiments of 2 to 4 variants, an
 * audience on every fifth, an experience over a declared attribute in every fourth, ten with a layer to themselves, five
 * with half of one and five that share one; a holdout of 2 %. Another unit in each round.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(3)
public class Engine {

    private static final int EXPERIMENTS = 20;
    private static final int UNITS = 1 << 12;
    private static final Consents YES = new Consents(ConsentState.GRANTED, ConsentState.GRANTED, ConsentState.GRANTED);
    private static final Facts FACTS = new Facts(
            Map.of("device", "mobile", "language", "ja", "path", "/shop/shoes", "hourOfDay", 9.0),
            Map.of("interest", "running"));

    private final Ruleset ruleset;
    private final String[] names = new String[EXPERIMENTS];
    private final Seed[] seeds = new Seed[EXPERIMENTS];
    private final long[][] thresholds = new long[EXPERIMENTS][];
    private final String[] units = new String[UNITS];
    private final Visitor[] visitors = new Visitor[UNITS];
    private int next;

    public Engine() {
        Random random = new Random(1);
        for (int i = 0; i < UNITS; i++) {
            units[i] = hex(random);
            visitors[i] = visitor(units[i]);
        }
        List<Rule> rules = new ArrayList<>();
        String shared = hex(random);
        for (int i = 0; i < EXPERIMENTS; i++) {
            names[i] = hex(random);
            seeds[i] = new Seed(names[i]);
            Experiment experiment = experiment(i);
            thresholds[i] = new long[experiment.variants().size()];
            int share = 0;
            for (int v = 0; v < thresholds[i].length; v++) {
                share += experiment.weights().get(v);
                thresholds[i][v] = Bucketing.threshold(share);
            }
            Slice slice = i < 10 ? new Slice(0, 10_000) : i < 15 ? new Slice(0, 5_000) : fifth(i - 15);
            List<Slice> taken = new ArrayList<>();
            for (int other = 0; i >= 15 && other < 5; other++) {
                if (other != i - 15) {
                    taken.add(fifth(other));
                }
            }
            rules.add(new Rule(experiment, names[i], i < 15 ? hex(random) : shared, slice, taken, List.of()));
        }
        ruleset = new Ruleset("pk_bench", 1, ConsentPolicy.DEFAULT, SignalPolicy.DEFAULT, hex(random), 200, rules, List.of());
    }

    private static Slice fifth(int place) {
        return new Slice(place * 2_000, (place + 1) * 2_000);
    }

    private static String hex(Random random) {
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }

    private static Experiment experiment(int i) {
        int count = 2 + i % 3;
        List<Variant> variants = new ArrayList<>();
        for (int v = 0; v < count; v++) {
            int weight = v + 1 < count ? 10_000 / count : 10_000 - (count - 1) * (10_000 / count);
            boolean personal = v == 1 && i % 4 == 0;
            Condition likes = new Compare(Source.ATTRIBUTE, "interest", Operator.IS, List.of("running"));
            variants.add(new Variant(
                    "variant-" + v,
                    personal ? VariantRole.PERSONALIZED : v == 0 ? VariantRole.PRIVACY_FIRST : VariantRole.CONTROL,
                    weight,
                    new Content("{\"hero\":\"" + v + "\"}", List.of()),
                    personal ? List.of(new Experience(likes, Content.NONE, Map.of("en", "You told us."))) : List.of()));
        }
        Condition audience = new All(List.of(
                new Compare(Source.CONTEXT, "device", Operator.IN, List.of("mobile", "tablet")),
                new Compare(Source.CONTEXT, "path", Operator.STARTS_WITH, List.of("/shop"))));
        return new Experiment(
                "experiment-" + i,
                "An experiment",
                "",
                "",
                UnitKind.CONSENTED_VISITOR,
                null,
                10_000,
                null,
                null,
                i % 5 == 0 ? audience : null,
                variants,
                List.of(),
                new AnalysisPlan(Method.FIXED, 0.05, 0.8, null, null));
    }

    private String unit() {
        next = (next + 1) & (UNITS - 1);
        return units[next];
    }

    private Visitor visitor() {
        return visitor(unit());
    }

    private static Visitor visitor(String unit) {
        return new Visitor(Map.of(UnitKind.CONSENTED_VISITOR, unit), YES, FACTS, false, 1_800_000_000_000L);
    }

    /** The bare thing, by the engine's own hash: the strictest base. */
    @Benchmark
    @OperationsPerInvocation(EXPERIMENTS)
    public void bareHashAndCompare(Blackhole hole) {
        String unit = unit();
        for (int i = 0; i < EXPERIMENTS; i++) {
            hole.consume(place(seeds[i].bucket(unit), thresholds[i]));
        }
    }

    /** The bare thing as one would write it down: join, encode, hash, compare. */
    @Benchmark
    @OperationsPerInvocation(EXPERIMENTS)
    public void plainHashAndCompare(Blackhole hole) {
        String unit = unit();
        for (int i = 0; i < EXPERIMENTS; i++) {
            long bucket = Murmur.hash((names[i] + "/" + unit).getBytes(StandardCharsets.UTF_8));
            hole.consume(place(bucket, thresholds[i]));
        }
    }

    /** A request: a new visitor, every experiment. */
    @Benchmark
    @OperationsPerInvocation(EXPERIMENTS)
    public void decideAll(Blackhole hole) {
        Assigner assigner = new Assigner(ruleset, visitor());
        for (Rule rule : ruleset.rules()) {
            hole.consume(assigner.assign(rule));
        }
    }

    /** A visitor who is there already and one experiment, with nothing to share the costs with. */
    @Benchmark
    public Assignment decideOne() {
        next = (next + 1) & (UNITS - 1);
        return Assigner.assign(ruleset, ruleset.rules().get(next % EXPERIMENTS), visitors[next]);
    }

    private static int place(long bucket, long[] below) {
        for (int i = 0; i < below.length; i++) {
            if (bucket < below[i]) {
                return i;
            }
        }
        return -1;
    }
}
