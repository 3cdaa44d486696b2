package dev.candor.stats.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.stats.causal.Bounds;
import dev.candor.stats.causal.Bounds.Measured;
import dev.candor.stats.causal.ComplierEffect;
import dev.candor.stats.causal.OfferSample;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.ConfidenceSet;
import dev.candor.stats.health.ConsentBalanceCheck;
import dev.candor.stats.health.MeasurementParityCheck;
import dev.candor.stats.health.SampleRatioCheck;
import dev.candor.stats.sample.MeanSample;
import dev.candor.stats.sample.ProportionSample;
import dev.candor.stats.verdict.DecisionRule;
import dev.candor.stats.verdict.HealthFailure;
import dev.candor.stats.verdict.Look;
import dev.candor.stats.verdict.PrimaryEvidence;
import dev.candor.stats.verdict.TrustEvidence;
import dev.candor.stats.verdict.TrustEvidence.Baseline;
import dev.candor.stats.verdict.VariantEvidence;
import dev.candor.stats.verdict.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Second witness: Python 3.11 with numpy and scipy 1.17, or the source that a line names. */
class DecisionExamplesTest {
    private static final Confidence CONFIDENCE = Confidence.NINETY_FIVE_PERCENT;

    @Test
    void health() {
        SampleRatioCheck ratio = SampleRatioCheck.of(new long[] {50_000, 50_900, 25_000}, new double[] {2, 2, 1});
        assertThat(ratio.pValue().value()).isCloseTo(0.0080244822, within(1e-10));
        assertThat(ratio.passes()).isTrue();

        ProportionSample first = new ProportionSample(50_000, 46_000);
        ProportionSample second = new ProportionSample(50_900, 46_100);
        assertThat(MeasurementParityCheck.of(List.of(first, second)).passes()).isFalse();
        assertThat(ConsentBalanceCheck.of(List.of(first, second)).passes()).isFalse();
    }

    @Test
    void offerAndAcceptance() {
        // Sommer & Zeger 1991, Imbens & Rubin 1997: vitamin A, deaths of children; ITT -0.0026 (0.0009), CACE -0.0032
        // (0.0012)
        OfferSample notOffered = new OfferSample(0, new MeanSample(11_588, 74, 74), 0);
        OfferSample offered = new OfferSample(9_675, new MeanSample(12_094, 46, 46), 12);
        ComplierEffect result = ComplierEffect.of(notOffered, offered, CONFIDENCE);

        assertThat(result.intention().difference()).isCloseTo(-0.0026, within(5e-5));
        assertThat(result.intention().standardError()).isCloseTo(0.0009, within(5e-5));
        assertThat(result.effect()).isCloseTo(-0.0032, within(5e-5));
        assertThat(result.standardError()).isCloseTo(0.0012, within(5e-5));
        assertThat(result.weakInstrument()).isFalse();
        assertThat(result.andersonRubin()).isInstanceOf(ConfidenceSet.Bounded.class);
    }

    @Test
    void neverMeasured() {
        Measured privacyFirst = new Measured(10_000, new ProportionSample(9_000, 450));
        Measured personalized = new Measured(10_000, new ProportionSample(9_200, 552));
        Bounds bounds = Bounds.of(privacyFirst, personalized, CONFIDENCE);

        // from (552 + 0 - 450 - 1 000) / 10 000 to (552 + 800 - 450 - 0) / 10 000
        assertThat(bounds.identified().lower()).isCloseTo(-0.0898, within(1e-12));
        assertThat(bounds.identified().upper()).isCloseTo(0.0902, within(1e-12));
    }

    @Test
    void verdict() {
        Look look = new Look(Look.Stage.AT_HORIZON, 0.002, CONFIDENCE);
        PrimaryEvidence orders =
                PrimaryEvidence.of(new ProportionSample(50_000, 2_500), new ProportionSample(50_000, 2_800), look);
        TrustEvidence optOuts = TrustEvidence.of(
                "opt_out",
                new ProportionSample(50_000, 500),
                new ProportionSample(50_000, 700),
                0.003,
                Baseline.FREE,
                look);

        Set<HealthFailure> healthy = Set.of();
        Verdict verdict =
                DecisionRule.decide(look, healthy, new VariantEvidence("personalized", orders, List.of(optOuts)));

        // 300 more orders, 200 more opt-outs: the margin of 0.3 points is not held, the harm is real
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.WinsButCostsTrust.class,
                        costs -> assertThat(costs.prices().getFirst().extraConversionsPerExtraHarm())
                                .isCloseTo(1.5, within(1e-9)));
    }
}
