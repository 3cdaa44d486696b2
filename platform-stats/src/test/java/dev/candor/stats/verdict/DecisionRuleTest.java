package dev.candor.stats.verdict;

import static dev.candor.stats.verdict.Look.Stage.AT_HORIZON;
import static dev.candor.stats.verdict.Look.Stage.AT_MAXIMUM;
import static dev.candor.stats.verdict.Look.Stage.BEFORE_HORIZON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.StatisticsException;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.sample.ProportionSample;
import dev.candor.stats.verdict.TrustEvidence.Baseline;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecisionRuleTest {
    private static final Set<HealthFailure> HEALTHY = Set.of();
    private static final Interval BETTER = new Interval(0.002, 0.010);
    private static final Interval WORSE = new Interval(-0.010, -0.002);
    private static final Interval UNDECIDED = new Interval(-0.004, 0.008);
    private static final Interval TRIVIAL = new Interval(0.0002, 0.0018);
    private static final TrustEvidence HELD = trust("opt_out", new Interval(-0.002, 0.003), 0.4);
    private static final TrustEvidence HARMED = trust("opt_out", new Interval(0.006, 0.010), 0.001);
    private static final TrustEvidence OPEN = trust("opt_out", new Interval(-0.001, 0.007), 0.07);

    @Test
    void aFailedHealthCheckReplacesTheVerdict() {
        Set<HealthFailure> failures = EnumSet.of(HealthFailure.SETTINGS_CHANGED, HealthFailure.SAMPLE_RATIO);
        assertThat(DecisionRule.decide(look(AT_HORIZON), failures, variant(BETTER, HELD)))
                .isEqualTo(new Verdict.Invalid(List.of(
                        new Reason.Unhealthy(HealthFailure.SAMPLE_RATIO),
                        new Reason.Unhealthy(HealthFailure.SETTINGS_CHANGED))));
    }

    @Test
    void beforeTheHorizonEvenAClearLeadWaits() {
        assertThat(decide(BEFORE_HORIZON, variant(BETTER, HELD)))
                .isEqualTo(new Verdict.KeepCollecting(
                        List.of(new Reason.HorizonNotReached(), new Reason.PrimaryNotReadableYet("personal"))));
    }

    @Test
    void aBoundaryCrossedForEveryPartOfTheClaimEndsEarly() {
        VariantEvidence early =
                new VariantEvidence("personal", primary(BETTER).validAtAnyLook(), List.of(HELD.validAtAnyLook()));
        assertThat(decide(BEFORE_HORIZON, early)).isInstanceOf(Verdict.PersonalizationWins.class);
    }

    @Test
    void aBoundaryCrossedForOnePartOfTheClaimDoesNot() {
        VariantEvidence partly = new VariantEvidence("personal", primary(BETTER).validAtAnyLook(), List.of(HELD));
        assertThat(decide(BEFORE_HORIZON, partly))
                .isEqualTo(new Verdict.KeepCollecting(List.of(
                        new Reason.HorizonNotReached(),
                        new Reason.PrimaryBetter("personal", BETTER),
                        new Reason.TrustNotReadableYet("personal", "opt_out"))));
    }

    @Test
    void harmThatMayNotBeReadYetIsNotClaimed() {
        VariantEvidence partly = new VariantEvidence("personal", primary(BETTER).validAtAnyLook(), List.of(HARMED));
        assertThat(decide(BEFORE_HORIZON, partly)).isInstanceOf(Verdict.KeepCollecting.class);
    }

    @Test
    void personalizationThatConvertsLessLoses() {
        assertThat(decide(AT_HORIZON, variant(WORSE, HELD)))
                .isEqualTo(new Verdict.PrivacyFirstWins(List.of(new Reason.PrimaryWorse("personal", WORSE))));
    }

    @Test
    void aRealButTrivialLiftDoesNotBuyData() {
        Verdict verdict = decide(AT_HORIZON, variant(TRIVIAL, HELD));
        assertThat(verdict)
                .isEqualTo(new Verdict.Equivalent(
                        List.of(new Reason.PrimaryNegligible("personal", narrow(TRIVIAL), 0.002))));
        assertThat(verdict.choice()).isEqualTo(Verdict.Choice.PRIVACY_FIRST);
    }

    @Test
    void aLiftWithEveryHarmTolerableWins() {
        Verdict verdict = decide(AT_HORIZON, variant(BETTER, HELD));
        assertThat(verdict)
                .isEqualTo(new Verdict.PersonalizationWins(
                        "personal",
                        List.of(
                                new Reason.PrimaryBetter("personal", BETTER),
                                new Reason.TrustHeld("personal", "opt_out", HELD.interval(), 0.005))));
        assertThat(verdict.choice()).isEqualTo(Verdict.Choice.PERSONALIZED);
    }

    @Test
    void aLiftWithoutTrustMetricsWins() {
        assertThat(decide(AT_HORIZON, variant(BETTER))).isInstanceOf(Verdict.PersonalizationWins.class);
    }

    @Test
    void aLiftThatHarmsTrustShowsItsPrice() {
        Verdict verdict = decide(AT_HORIZON, variant(BETTER, HARMED));
        assertThat(verdict).isInstanceOfSatisfying(Verdict.WinsButCostsTrust.class, costs -> {
            assertThat(costs.prices()).containsExactly(new Price("opt_out", 0.006, 0.008));
            assertThat(costs.prices().getFirst().extraConversionsPerExtraHarm()).isCloseTo(0.75, within(1e-12));
            assertThat(costs.reasons())
                    .containsExactly(
                            new Reason.PrimaryBetter("personal", BETTER),
                            new Reason.TrustNotShown("personal", "opt_out", HARMED.interval(), 0.005),
                            new Reason.TrustHarmed(
                                    "personal", "opt_out", HARMED.interval(), 0, new Probability(0.001)));
        });
        assertThat(verdict.choice()).isEqualTo(Verdict.Choice.WEIGH);
    }

    @Test
    void aRealHarmInsideItsMarginIsTolerable() {
        TrustEvidence small = trust("opt_out", new Interval(0.001, 0.004), 0.001);
        assertThat(decide(AT_HORIZON, variant(BETTER, small))).isInstanceOf(Verdict.PersonalizationWins.class);
    }

    @Test
    void harmWithoutALiftDecidesForPrivacyFirst() {
        Verdict verdict = decide(AT_HORIZON, variant(UNDECIDED, HARMED));
        assertThat(verdict).isInstanceOf(Verdict.PrivacyFirstWinsOnTrust.class);
        assertThat(verdict.choice()).isEqualTo(Verdict.Choice.PRIVACY_FIRST);
    }

    @Test
    void harmIsAdjustedOverTrustMetrics() {
        TrustEvidence doubtful = trust("complaint", new Interval(-0.0001, 0.010), 0.03);
        assertThat(decide(AT_HORIZON, variant(UNDECIDED, doubtful)))
                .isInstanceOf(Verdict.PrivacyFirstWinsOnTrust.class);
        assertThat(decide(AT_HORIZON, variant(UNDECIDED, doubtful, HELD))).isInstanceOf(Verdict.KeepCollecting.class);
    }

    @Test
    void whatIsOpenIsCollectedUntilTheMaximum() {
        Verdict open = decide(AT_HORIZON, variant(UNDECIDED, OPEN));
        assertThat(open)
                .isEqualTo(new Verdict.KeepCollecting(List.of(
                        new Reason.PrimaryUndecided("personal", UNDECIDED),
                        new Reason.TrustNotShown("personal", "opt_out", OPEN.interval(), 0.005))));
        assertThat(open.choice()).isEqualTo(Verdict.Choice.WAIT);
        Verdict last = decide(AT_MAXIMUM, variant(UNDECIDED, OPEN));
        assertThat(last).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(last.choice()).isEqualTo(Verdict.Choice.PRIVACY_FIRST);
    }

    @Test
    void aLiftWithAnOpenGuardrailIsOpen() {
        assertThat(decide(AT_HORIZON, variant(BETTER, OPEN))).isInstanceOf(Verdict.KeepCollecting.class);
    }

    @Test
    void anIntervalThatTouchesItsBoundDecidesNothing() {
        assertThat(decide(AT_MAXIMUM, variant(new Interval(0, 0.01)))).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(decide(AT_MAXIMUM, variant(new Interval(-0.01, 0)))).isInstanceOf(Verdict.Inconclusive.class);
        TrustEvidence touching = trust("opt_out", new Interval(-0.001, 0.005), 0.4);
        assertThat(decide(AT_MAXIMUM, variant(BETTER, touching))).isInstanceOf(Verdict.Inconclusive.class);
    }

    @Test
    void withdrawalWhereNothingWasGivenIsHarmOnlyBeyondItsMargin() {
        ProportionSample none = new ProportionSample(20_000, 0);
        ProportionSample few = new ProportionSample(20_000, 60);
        Look look = look(AT_HORIZON);
        TrustEvidence free = TrustEvidence.of("withdrawal", none, few, 0.005, Baseline.FREE, look);
        TrustEvidence structural =
                TrustEvidence.of("withdrawal", none, few, 0.005, Baseline.ZERO_BY_CONSTRUCTION, look);
        assertThat(decide(AT_HORIZON, variant(UNDECIDED, free))).isInstanceOf(Verdict.PrivacyFirstWinsOnTrust.class);
        assertThat(decide(AT_HORIZON, variant(UNDECIDED, structural))).isInstanceOf(Verdict.KeepCollecting.class);
        ProportionSample many = new ProportionSample(20_000, 160);
        TrustEvidence beyond = TrustEvidence.of("withdrawal", none, many, 0.005, Baseline.ZERO_BY_CONSTRUCTION, look);
        assertThat(decide(AT_HORIZON, variant(UNDECIDED, beyond))).isInstanceOf(Verdict.PrivacyFirstWinsOnTrust.class);
    }

    @Test
    void theBestOfSeveralWinnersIsNamed() {
        VariantEvidence good = named("good", primary(new Interval(0.002, 0.010)), HELD);
        VariantEvidence best = named("best", primary(new Interval(0.004, 0.012)), HELD);
        Decision decision = DecisionRule.decide(look(AT_HORIZON), HEALTHY, List.of(good, best));
        assertThat(decision.verdict())
                .isInstanceOfSatisfying(
                        Verdict.PersonalizationWins.class,
                        wins -> assertThat(wins.variant()).isEqualTo("best"));
        assertThat(decision.byVariant().keySet()).containsExactly("good", "best");
    }

    @Test
    void aClaimThatStandsAloneMayFallAmongSeveralVariants() {
        PrimaryEvidence narrow = new PrimaryEvidence(
                0.004,
                new Interval(0.0001, 0.0079),
                new Interval(0.0007, 0.0073),
                new Probability(0.02),
                new Probability(0.98),
                new Probability(0.9),
                Validity.AT_HORIZON);
        assertThat(decide(AT_HORIZON, named("first", narrow, HELD))).isInstanceOf(Verdict.PersonalizationWins.class);
        Decision decision = DecisionRule.decide(
                look(AT_HORIZON), HEALTHY, List.of(named("first", narrow, HELD), variant(UNDECIDED, HELD)));
        assertThat(decision.verdict()).isInstanceOf(Verdict.KeepCollecting.class);
        assertThat(decision.verdict().reasons()).contains(new Reason.LostAmongVariants("first", new Probability(0.04)));
    }

    @Test
    void severalLosersLeavePrivacyFirst() {
        assertThat(whole(WORSE, WORSE, HELD)).isInstanceOf(Verdict.PrivacyFirstWins.class);
        assertThat(whole(WORSE, TRIVIAL, HELD)).isInstanceOf(Verdict.Equivalent.class);
        assertThat(whole(WORSE, UNDECIDED, HELD)).isInstanceOf(Verdict.Inconclusive.class);
        assertThat(whole(WORSE, UNDECIDED, HARMED)).isInstanceOf(Verdict.PrivacyFirstWinsOnTrust.class);
        assertThat(whole(BETTER, WORSE, HARMED)).isInstanceOf(Verdict.WinsButCostsTrust.class);
    }

    @Test
    void aPlanHasAtMostFourGuardrailsAndNamesEachOnce() {
        assertThatThrownBy(() -> variant(BETTER, HELD, HELD))
                .isInstanceOf(StatisticsException.class)
                .hasMessageContaining("each metric may appear once");
        TrustEvidence[] five = {
            trust("a", UNDECIDED, 1),
            trust("b", UNDECIDED, 1),
            trust("c", UNDECIDED, 1),
            trust("d", UNDECIDED, 1),
            trust("e", UNDECIDED, 1)
        };
        assertThatThrownBy(() -> variant(BETTER, five)).hasMessageContaining("at most 4");
        assertThat(variant(BETTER, Arrays.copyOf(five, 4)).trust()).hasSize(4);
    }

    @Test
    void aDecisionNeedsVariantsWithDifferentNames() {
        assertThatThrownBy(() -> DecisionRule.decide(look(AT_HORIZON), HEALTHY, List.of()))
                .hasMessageContaining("variants.size");
        VariantEvidence twice = variant(BETTER, HELD);
        assertThatThrownBy(() -> DecisionRule.decide(look(AT_HORIZON), HEALTHY, List.of(twice, twice)))
                .hasMessageContaining("each variant may appear once");
    }

    private static Verdict whole(Interval first, Interval second, TrustEvidence trust) {
        return DecisionRule.decide(
                        look(AT_MAXIMUM),
                        HEALTHY,
                        List.of(named("first", primary(first), trust), named("second", primary(second), trust)))
                .verdict();
    }

    private static Verdict decide(Look.Stage stage, VariantEvidence variant) {
        return DecisionRule.decide(look(stage), HEALTHY, variant);
    }

    private static Look look(Look.Stage stage) {
        return new Look(stage, 0.002, Confidence.NINETY_FIVE_PERCENT);
    }

    private static VariantEvidence variant(Interval interval, TrustEvidence... trust) {
        return named("personal", primary(interval), trust);
    }

    private static VariantEvidence named(String name, PrimaryEvidence primary, TrustEvidence... trust) {
        return new VariantEvidence(name, primary, List.of(trust));
    }

    private static PrimaryEvidence primary(Interval interval) {
        return new PrimaryEvidence(
                (interval.lower() + interval.upper()) / 2,
                interval,
                narrow(interval),
                new Probability(interval.lower() > 0 ? 0.001 : 0.3),
                new Probability(interval.upper() < 0 ? 0.001 : 0.3),
                new Probability(interval.equals(TRIVIAL) ? 0.001 : 0.3),
                Validity.AT_HORIZON);
    }

    private static Interval narrow(Interval interval) {
        double middle = (interval.lower() + interval.upper()) / 2;
        return Interval.around(middle, interval.width() / 2 * 1.645 / 1.96);
    }

    private static TrustEvidence trust(String metric, Interval interval, double harmful) {
        boolean held = interval.upper() < 0.005;
        return new TrustEvidence(
                metric,
                (interval.lower() + interval.upper()) / 2,
                interval,
                0.005,
                Baseline.FREE,
                new Probability(held ? 0.001 : 0.3),
                new Probability(harmful),
                Validity.AT_HORIZON);
    }
}
