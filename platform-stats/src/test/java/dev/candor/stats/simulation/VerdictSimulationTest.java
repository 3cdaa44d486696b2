package dev.candor.stats.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.verdict.DecisionRule;
import dev.candor.stats.verdict.Look;
import dev.candor.stats.verdict.PrimaryEvidence;
import dev.candor.stats.verdict.TrustEvidence;
import dev.candor.stats.verdict.TrustEvidence.Baseline;
import dev.candor.stats.verdict.VariantEvidence;
import dev.candor.stats.verdict.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * How often the verdict rule is wrong, and how often it finds what is there: 5 % convert, a lift of 0.2 points is worthwhile;
 * three guardrails, 1 % are harmed in each, 0.3 points more are tolerated. Expected shares are those of an independent
 * simulation of 20,000 runs, to 1.5 points.
 */
class VerdictSimulationTest {
    private static final int RUNS = 10_000;
    private static final double SIMULATION_ERROR = 0.015;
    private static final double BASE = 0.05;
    private static final double HARMED = 0.01;
    private static final double MARGIN = 0.003;
    private static final Look LOOK = new Look(Look.Stage.AT_HORIZON, 0.002, Confidence.NINETY_FIVE_PERCENT);

    @Test
    void withoutAnEffectPersonalizationHardlyEverWins() {
        Shares shares = simulate(31, 20_000, 0, 0);
        assertThat(shares.personalizationWins()).isLessThanOrEqualTo(0.025 + SIMULATION_ERROR);
        shares.areCloseTo(0.015, 0.002, 0.026, 0, 0.048);
    }

    @Test
    void withoutAnEffectManyVisitorsShowEquivalence() {
        simulate(32, 150_000, 0, 0).areCloseTo(0.024, 0, 0.027, 0.614, 0.016);
    }

    @Test
    void aGuardrailExactlyAtItsMarginKeepsPersonalizationFromWinning() {
        Shares shares = simulate(33, 20_000, 0.015, MARGIN);
        assertThat(shares.personalizationWins()).isLessThanOrEqualTo(0.025 + SIMULATION_ERROR);
        shares.areCloseTo(0.020, 0.765, 0, 0, 0);
        simulate(34, 50_000, 0.015, MARGIN).areCloseTo(0.023, 0.977, 0, 0, 0);
    }

    @Test
    void aWorthwhileLiftThatHarmsNobodyIsFound() {
        simulate(35, 20_000, 0.006, 0).areCloseTo(0.474, 0.038, 0, 0, 0.012);
        Shares shares = simulate(36, 50_000, 0.006, 0);
        assertThat(shares.personalizationWins()).isGreaterThanOrEqualTo(0.95);
        shares.areCloseTo(0.976, 0.013, 0, 0, 0);
    }

    @Test
    void aLiftBoughtWithOptOutsIsShownAtItsPrice() {
        simulate(37, 50_000, 0.006, 0.015).areCloseTo(0, 0.988, 0, 0, 0.012);
    }

    @Test
    void aLiftOfExactlyEpsilonIsSeldomCalledTrivial() {
        simulate(38, 150_000, 0.002, 0).areCloseTo(0.703, 0, 0, 0.050, 0.011);
    }

    private record Shares(Map<Class<? extends Verdict>, Integer> counts) {
        double of(Class<? extends Verdict> kind) {
            return (double) counts.getOrDefault(kind, 0) / RUNS;
        }

        double personalizationWins() {
            return of(Verdict.PersonalizationWins.class);
        }

        void areCloseTo(double wins, double costsTrust, double loses, double equivalent, double losesOnTrust) {
            assertThat(personalizationWins()).as("wins").isCloseTo(wins, within(SIMULATION_ERROR));
            assertThat(of(Verdict.WinsButCostsTrust.class))
                    .as("costs trust")
                    .isCloseTo(costsTrust, within(SIMULATION_ERROR));
            assertThat(of(Verdict.PrivacyFirstWins.class)).as("loses").isCloseTo(loses, within(SIMULATION_ERROR));
            assertThat(of(Verdict.Equivalent.class)).as("equivalent").isCloseTo(equivalent, within(SIMULATION_ERROR));
            assertThat(of(Verdict.PrivacyFirstWinsOnTrust.class))
                    .as("loses on trust")
                    .isCloseTo(losesOnTrust, within(SIMULATION_ERROR));
        }
    }

    /** The first guardrail is harmed by so much, the other two are not. */
    private static Shares simulate(long seed, long visitors, double lift, double harm) {
        SplittableRandom random = new SplittableRandom(seed);
        Draws base = new Draws(visitors, BASE);
        Draws lifted = new Draws(visitors, BASE + lift);
        Draws calm = new Draws(visitors, HARMED);
        Draws harmed = new Draws(visitors, HARMED + harm);
        Map<Class<? extends Verdict>, Integer> counts = new HashMap<>();
        for (int run = 0; run < RUNS; run++) {
            List<TrustEvidence> trust = new ArrayList<>();
            for (String metric : List.of("opt_out", "complaint", "refusal")) {
                Draws personalized = trust.isEmpty() ? harmed : calm;
                trust.add(TrustEvidence.of(
                        metric, calm.draw(random), personalized.draw(random), MARGIN, Baseline.FREE, LOOK));
            }
            PrimaryEvidence primary = PrimaryEvidence.of(base.draw(random), lifted.draw(random), LOOK);
            Verdict verdict = DecisionRule.decide(LOOK, Set.of(), new VariantEvidence("personal", primary, trust));
            counts.merge(verdict.getClass(), 1, Integer::sum);
        }
        Map<String, Integer> named = new TreeMap<>();
        counts.forEach((kind, count) -> named.put(kind.getSimpleName(), count));
        System.out.printf("%,d runs of %,d a variant, lift %s, harm %s: %s%n", RUNS, visitors, lift, harm, named);
        return new Shares(counts);
    }
}
