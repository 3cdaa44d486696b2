package dev.candor.domain.experiment;

import static dev.candor.domain.experiment.Examples.between;
import static dev.candor.domain.experiment.Examples.guard;
import static dev.candor.domain.experiment.Examples.personalized;
import static dev.candor.domain.experiment.Examples.plain;
import static dev.candor.domain.experiment.Examples.primary;
import static dev.candor.domain.experiment.Examples.sound;
import static dev.candor.domain.experiment.Examples.variant;
import static dev.candor.domain.experiment.Examples.withMetrics;
import static dev.candor.domain.experiment.Examples.withVariants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.domain.Fault;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.metric.MetricRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExperimentRulesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static void draftFails(Experiment experiment, String field, String message) {
        assertThat(ExperimentRules.ofDraft(experiment)).containsExactly(new Fault(field, message));
    }

    @Test
    void weightsAddUp() {
        draftFails(withVariants(plain(4_999), personalized(5_000)), "/variants", "weights add up to 9999, not 10000");
        draftFails(withVariants(plain(5_001), personalized(5_000)), "/variants", "weights add up to 10001, not 10000");
    }

    @Test
    void draftNeedsNoVariantsYet() {
        assertThat(ExperimentRules.ofDraft(withVariants())).isEmpty();
    }

    @Test
    void variantKeysDiffer() {
        draftFails(
                withVariants(plain(5_000), variant("plain", VariantRole.PERSONALIZED, 5_000)),
                "/variants/1/key",
                "plain is there twice");
    }

    @Test
    void thereIsOnePrivacyFirstVariant() {
        draftFails(
                withVariants(plain(5_000), variant("other", VariantRole.PRIVACY_FIRST, 5_000)),
                "/variants",
                "at most one variant may have the role privacy_first");
    }

    @Test
    void thereIsOneControl() {
        draftFails(
                withVariants(variant("one", VariantRole.CONTROL, 5_000), variant("other", VariantRole.CONTROL, 5_000)),
                "/variants",
                "at most one variant may have the role control");
    }

    @Test
    void onlyAPersonalizedVariantHasExperiences() {
        Variant wrong =
                new Variant("plain", VariantRole.PRIVACY_FIRST, 5_000, Content.NONE, List.of(Examples.FOR_RUNNERS));
        draftFails(
                withVariants(wrong, personalized(5_000)),
                "/variants/0/experiences",
                "only a personalized variant may have experiences");
    }

    @Test
    void tenVariantsAreAllowedAndElevenAreNot() {
        assertThat(ExperimentRules.ofDraft(withVariants(sound(), variants(10)))).isEmpty();
        draftFails(withVariants(sound(), variants(11)), "/variants", "at most 10 variants");
    }

    private static List<Variant> variants(int count) {
        List<Variant> variants = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int rest = i == 0 ? 10_000 % count : 0;
            variants.add(variant("v" + i, VariantRole.PERSONALIZED, 10_000 / count + rest));
        }
        return variants;
    }

    @Test
    void metricIsUsedOnce() {
        draftFails(
                withMetrics(List.of(primary("purchase"), guard("purchase"))),
                "/metrics/1/metric",
                "purchase is there twice");
    }

    @Test
    void oneMetricDecides() {
        draftFails(
                withMetrics(List.of(primary("purchase"), primary("spend"))),
                "/metrics",
                "only one metric may have the role primary");
    }

    @Test
    void fourGuardsAreAllowedAndFiveAreNot() {
        assertThat(ExperimentRules.ofDraft(withMetrics(guards(4)))).isEmpty();
        draftFails(withMetrics(guards(5)), "/metrics", "at most 4 guardrail and trust metrics together");
    }

    private static List<MetricUse> guards(int count) {
        List<MetricUse> metrics = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            MetricRole role = i % 2 == 0 ? MetricRole.GUARDRAIL : MetricRole.TRUST;
            metrics.add(new MetricUse("guard_" + i, role, Examples.MARGIN));
        }
        return metrics;
    }

    @Test
    void fortyMetricsAreAllowedAndOneMoreIsNot() {
        assertThat(ExperimentRules.ofDraft(withMetrics(secondary(40)))).isEmpty();
        draftFails(withMetrics(secondary(41)), "/metrics", "at most 40 metrics");
    }

    private static List<MetricUse> secondary(int count) {
        List<MetricUse> metrics = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            metrics.add(new MetricUse("metric_" + i, MetricRole.SECONDARY, null));
        }
        return metrics;
    }

    @Test
    void nothingIsKeptOfADailyVisitor() {
        for (UnitKind unit : UnitKind.values()) {
            Experiment e = Examples.sound();
            Experiment sticky = new Experiment(
                    e.key(),
                    e.name(),
                    e.question(),
                    e.hypothesis(),
                    unit,
                    e.layer(),
                    e.trafficShare(),
                    e.startsAt(),
                    e.endsAt(),
                    e.audience(),
                    e.variants(),
                    e.metrics(),
                    e.plan(),
                    true,
                    Exposures.AUTOMATIC);
            if (unit == UnitKind.DAILY_VISITOR) {
                draftFails(sticky, "/sticky", "is for units that last: nothing is kept of a daily_visitor");
            } else {
                assertThat(ExperimentRules.ofDraft(sticky)).isEmpty();
            }
        }
    }

    @Test
    void endComesAfterTheStart() {
        draftFails(between(NOON, NOON), "/endsAt", "must be after startsAt");
        assertThat(ExperimentRules.ofDraft(between(NOON, NOON.plusNanos(1)))).isEmpty();
        assertThat(ExperimentRules.ofDraft(between(NOON, null))).isEmpty();
        assertThat(ExperimentRules.ofDraft(between(null, NOON))).isEmpty();
    }
}
