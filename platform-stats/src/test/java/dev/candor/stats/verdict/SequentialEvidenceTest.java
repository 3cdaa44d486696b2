package dev.candor.stats.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.verdict.TrustEvidence.Baseline;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SequentialEvidenceTest {
    private static final Look EARLY = new Look(Look.Stage.BEFORE_HORIZON, 0.002, Confidence.NINETY_FIVE_PERCENT);
    private static final SequentialEvidence EVIDENCE = new SequentialEvidence(40_000, 50_000, EARLY);
    private static final double ERROR = 0.002;

    @Test
    void aClaimStandsExactlyWhenTheIntervalExcludesItsThreshold() {
        for (double difference = -0.012; difference <= 0.012; difference += 0.0005) {
            PrimaryEvidence primary = EVIDENCE.primary(difference, ERROR);
            assertThat(primary.better().value() <= 0.025)
                    .isEqualTo(primary.interval().lower() >= 0);
            assertThat(primary.worse().value() <= 0.025)
                    .isEqualTo(primary.interval().upper() <= 0);
            assertThat(EVIDENCE.primary(difference, ERROR / 20).negligible().value() <= 0.05)
                    .isEqualTo(EVIDENCE.primary(difference, ERROR / 20)
                            .narrowInterval()
                            .liesStrictlyWithin(-0.002, 0.002));
            TrustEvidence trust = EVIDENCE.trust("opt_out", difference, ERROR, 0.005, Baseline.FREE);
            assertThat(trust.tolerable().value() <= 0.025)
                    .isEqualTo(trust.interval().upper() <= 0.005);
            assertThat(trust.harmful()).isEqualTo(primary.better());
        }
    }

    @Test
    void aLeadClearEnoughForEveryLookEndsTheExperiment() {
        PrimaryEvidence clear = EVIDENCE.primary(0.012, ERROR);
        PrimaryEvidence once = EVIDENCE.primary(0.0045, ERROR);
        TrustEvidence held = EVIDENCE.trust("opt_out", -0.004, ERROR, 0.005, Baseline.FREE);
        assertThat(decide(clear, held)).isInstanceOf(Verdict.PersonalizationWins.class);
        // two and a quarter standard errors: enough for one look, not for every look
        assertThat(once.interval().lower()).isNegative();
        assertThat(decide(once, held)).isInstanceOf(Verdict.KeepCollecting.class);
    }

    @Test
    void harmBeyondTheMarginIsReadAgainstTheMargin() {
        TrustEvidence structural = EVIDENCE.trust("withdrawal", 0.006, ERROR, 0.005, Baseline.ZERO_BY_CONSTRUCTION);
        TrustEvidence free = EVIDENCE.trust("withdrawal", 0.006, ERROR, 0.005, Baseline.FREE);
        assertThat(structural.harmful()).isGreaterThan(free.harmful());
        assertThat(structural.validity()).isEqualTo(Validity.AT_ANY_LOOK);
    }

    @Test
    void aSequenceNeedsVisitors() {
        assertThatThrownBy(() -> new SequentialEvidence(0, 50_000, EARLY)).hasMessageContaining("visitors is 0");
        assertThatThrownBy(() -> new SequentialEvidence(10, 0, EARLY)).hasMessageContaining("tuningVisitors is 0");
        assertThatThrownBy(() -> EVIDENCE.primary(0.01, 0)).hasMessageContaining("standardError is 0");
    }

    private static Verdict decide(PrimaryEvidence primary, TrustEvidence trust) {
        return DecisionRule.decide(EARLY, Set.of(), new VariantEvidence("personalized", primary, List.of(trust)));
    }
}
