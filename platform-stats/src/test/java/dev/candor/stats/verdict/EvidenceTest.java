package dev.candor.stats.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Moments;
import dev.candor.stats.frequentist.WelchComparison;
import dev.candor.stats.numeric.StudentT;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;
import dev.candor.stats.verdict.TrustEvidence.Baseline;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {
    private static final Look LOOK = new Look(Look.Stage.AT_HORIZON, 0.5, Confidence.NINETY_FIVE_PERCENT);
    private static final ProportionSample FEWER = new ProportionSample(1_000, 100);
    private static final ProportionSample MORE = new ProportionSample(1_000, 140);

    /** Difference 1, standard error 0.4, about 100 degrees of freedom. */
    private static final WelchComparison MEANS =
            new WelchComparison(new Moments(50, 4, 4), new Moments(50, 5, 4), 1, Confidence.NINETY_FIVE_PERCENT);

    @Test
    void evidenceOfMeansKnowsEachClaim() {
        double df = MEANS.degrees();
        PrimaryEvidence primary = PrimaryEvidence.of(MEANS, LOOK);
        assertThat(primary.better().value()).isCloseTo(StudentT.upperTail(2.5, df), within(1e-12));
        assertThat(primary.worse().value()).isCloseTo(StudentT.lowerTail(2.5, df), within(1e-12));
        // two one-sided tests against ±0.5: t = 3.75 and 1.25, and the larger p-value counts
        assertThat(primary.negligible().value()).isCloseTo(StudentT.lowerTail(1.25, df), within(1e-12));
        TrustEvidence free = TrustEvidence.of("complaints", MEANS, 1.8, Baseline.FREE);
        TrustEvidence structural = TrustEvidence.of("complaints", MEANS, 1.8, Baseline.ZERO_BY_CONSTRUCTION);
        assertThat(free.tolerable().value()).isCloseTo(StudentT.lowerTail(-2, df), within(1e-12));
        assertThat(free.harmful().value()).isCloseTo(StudentT.upperTail(2.5, df), within(1e-12));
        assertThat(structural.harmful().value()).isCloseTo(StudentT.upperTail(-2, df), within(1e-12));
        assertThat(free.harmThreshold()).isZero();
        assertThat(structural.harmThreshold()).isEqualTo(1.8);
    }

    @Test
    void evidenceOfMeansComesFromWelch() {
        MeanSample calm = MeanSample.of(1, 2, 3, 4, 5, 6);
        MeanSample higher = MeanSample.of(11, 12, 13, 14, 15, 16);
        PrimaryEvidence primary = PrimaryEvidence.of(calm, higher, LOOK);
        TrustEvidence trust = TrustEvidence.of("complaints", higher, calm, 1, Baseline.FREE, LOOK);
        // scipy 1.17: ttest_ind(equal_var=False, alternative="greater"), df = 10
        assertThat(primary.interval().lower()).isCloseTo(7.593334976704796, within(1e-9));
        assertThat(primary.better().value()).isCloseTo(1.6032765769301677e-6, within(1e-14));
        assertThat(primary.narrowInterval().width())
                .isLessThan(primary.interval().width());
        assertThat(primary.negligible().value()).isGreaterThan(0.99);
        assertThat(trust.harm()).isEqualTo(-10);
        assertThat(trust.tolerable().value()).isLessThan(1e-5);
        assertThat(trust.harmful().value()).isGreaterThan(0.99);
    }

    @Test
    void anEffectBelowZeroIsMirrored() {
        WelchComparison down =
                new WelchComparison(new Moments(50, 5, 4), new Moments(50, 4, 4), -1, Confidence.NINETY_FIVE_PERCENT);
        PrimaryEvidence primary = PrimaryEvidence.of(down, LOOK);
        assertThat(primary.negligible().value()).isCloseTo(StudentT.upperTail(-1.25, down.degrees()), within(1e-12));
        assertThat(primary.narrowInterval().lower())
                .isGreaterThan(primary.interval().lower());
    }

    @Test
    void evidenceOfRatesAgreesWithItsIntervals() {
        Look look = new Look(Look.Stage.AT_HORIZON, 0.07, Confidence.NINETY_FIVE_PERCENT);
        PrimaryEvidence primary = PrimaryEvidence.of(FEWER, MORE, look);
        assertThat(primary.difference()).isCloseTo(0.04, within(1e-12));
        assertThat(primary.better().value() < 0.025)
                .isEqualTo(primary.interval().lower() > 0);
        assertThat(primary.worse().value()).isGreaterThan(0.97);
        assertThat(primary.narrowInterval().liesStrictlyWithin(-0.07, 0.07))
                .isEqualTo(primary.negligible().value() < 0.05)
                .isTrue();
        PrimaryEvidence reversed = PrimaryEvidence.of(MORE, FEWER, look);
        assertThat(reversed.difference()).isCloseTo(-0.04, within(1e-12));
        assertThat(reversed.negligible().value()).isCloseTo(primary.negligible().value(), within(1e-9));
        TrustEvidence trust = TrustEvidence.of("opt_out", FEWER, MORE, 0.08, Baseline.FREE, look);
        assertThat(trust.harm()).isCloseTo(0.04, within(1e-12));
        assertThat(trust.tolerable().value() < 0.025).isEqualTo(trust.interval().upper() < 0.08);
        assertThat(trust.validAtAnyLook().validity()).isEqualTo(Validity.AT_ANY_LOOK);
        assertThat(primary.validAtAnyLook().negligible()).isEqualTo(primary.negligible());
    }

    @Test
    void aPlanThatCannotBeIsRefused() {
        Confidence level = Confidence.NINETY_FIVE_PERCENT;
        assertThatThrownBy(() -> new Look(Look.Stage.AT_HORIZON, -1, level))
                .hasMessageContaining("smallestWorthwhileLift is -1");
        assertThatThrownBy(() -> new Look(Look.Stage.AT_HORIZON, 0, new Confidence(0.5)))
                .hasMessageContaining("level.alpha is 0.5");
        assertThatThrownBy(() -> TrustEvidence.of("a", MEANS, 0, Baseline.FREE)).hasMessageContaining("margin is 0");
        assertThatThrownBy(() -> TrustEvidence.of("a", FEWER, MORE, -1, Baseline.FREE, LOOK))
                .hasMessageContaining("margin is -1");
        ProportionSample nobody = new ProportionSample(0, 0);
        assertThatThrownBy(() -> PrimaryEvidence.of(nobody, MORE, LOOK)).hasMessageContaining("privacyFirst.visitors");
        assertThatThrownBy(() -> PrimaryEvidence.of(FEWER, nobody, LOOK)).hasMessageContaining("personalized.visitors");
        assertThatThrownBy(() -> TrustEvidence.of("a", nobody, MORE, 1, Baseline.FREE, LOOK))
                .hasMessageContaining("privacyFirst.visitors");
        assertThatThrownBy(() -> TrustEvidence.of("a", FEWER, nobody, 1, Baseline.FREE, LOOK))
                .hasMessageContaining("personalized.visitors");
        assertThatThrownBy(() -> new Price("a", 0, 1)).hasMessageContaining("gain is 0");
        assertThatThrownBy(() -> new Price("a", 1, 0)).hasMessageContaining("harm is 0");
    }

    @Test
    void everyVerdictSaysWhatToDo() {
        assertThat(new Verdict.Invalid(List.of()).choice()).isEqualTo(Verdict.Choice.REPAIR);
        assertThat(new Verdict.PrivacyFirstWins(List.of()).choice()).isEqualTo(Verdict.Choice.PRIVACY_FIRST);
    }
}
