package dev.candor.domain.experiment;

import static dev.candor.domain.experiment.Examples.between;
import static dev.candor.domain.experiment.Examples.experience;
import static dev.candor.domain.experiment.Examples.guard;
import static dev.candor.domain.experiment.Examples.personalized;
import static dev.candor.domain.experiment.Examples.plain;
import static dev.candor.domain.experiment.Examples.primary;
import static dev.candor.domain.experiment.Examples.sound;
import static dev.candor.domain.experiment.Examples.variant;
import static dev.candor.domain.experiment.Examples.withMetrics;
import static dev.candor.domain.experiment.Examples.withQuestionAndPlan;
import static dev.candor.domain.experiment.Examples.withVariants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.domain.Fault;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.AttributeType;
import dev.candor.domain.attribute.Provenance;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import dev.candor.domain.metric.MetricRole;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExperimentRulesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, Metric> METRICS =
            Map.of("purchase", Metric.plain("purchase", MetricKind.CONVERSION, Direction.INCREASE));

    private static Map<String, Attribute> interest(Provenance provenance) {
        return Map.of(
                "interest",
                new Attribute("interest", AttributeType.ENUM, List.of("running"), provenance, 180, Map.of()));
    }

    private static List<Fault> ofLaunch(Experiment experiment) {
        return ExperimentRules.ofLaunch(experiment, METRICS, interest(Provenance.STATED), List.of("en"));
    }

    private static void draftFails(Experiment experiment, String field, String message) {
        assertThat(ExperimentRules.ofDraft(experiment)).containsExactly(new Fault(field, message));
    }

    private static void launchFails(Experiment experiment, String field) {
        assertThat(ExperimentRules.ofDraft(experiment)).isEmpty();
        assertThat(ofLaunch(experiment)).extracting(Fault::field).containsExactly(field);
    }

    @Test
    void soundExperimentMayStart() {
        assertThat(ofLaunch(sound())).isEmpty();
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
    void endComesAfterTheStart() {
        draftFails(between(NOON, NOON), "/endsAt", "must be after startsAt");
        assertThat(ExperimentRules.ofDraft(between(NOON, NOON.plusNanos(1)))).isEmpty();
        assertThat(ExperimentRules.ofDraft(between(NOON, null))).isEmpty();
        assertThat(ExperimentRules.ofDraft(between(null, NOON))).isEmpty();
    }

    @Test
    void launchNeedsAQuestion() {
        launchFails(withQuestionAndPlan("  ", Examples.PLAN), "/question");
    }

    @Test
    void launchNeedsTwoVariants() {
        launchFails(withVariants(plain(10_000)), "/variants");
    }

    @Test
    void launchNeedsTraffic() {
        launchFails(sound().withTrafficShare(0), "/trafficShare");
        assertThat(ofLaunch(sound().withTrafficShare(1))).isEmpty();
    }

    @Test
    void launchNeedsAMetricThatDecides() {
        launchFails(withMetrics(List.of()), "/metrics");
    }

    @Test
    void launchNeedsDefinedMetrics() {
        launchFails(withMetrics(List.of(primary("unheard_of"))), "/metrics/0/metric");
    }

    @Test
    void trustMetricsNeedNoDefinition() {
        MetricUse trust = new MetricUse("feedback_negative", MetricRole.TRUST, Examples.MARGIN);
        assertThat(ofLaunch(withMetrics(List.of(primary("purchase"), trust)))).isEmpty();
    }

    @Test
    void guardsNeedAMargin() {
        for (MetricRole role : List.of(MetricRole.GUARDRAIL, MetricRole.TRUST)) {
            MetricUse guard = new MetricUse("feedback_negative", role, null);
            launchFails(withMetrics(List.of(primary("purchase"), guard)), "/metrics/1/margin");
        }
    }

    @Test
    void launchNeedsTheSmallestWorthwhileLift() {
        launchFails(
                withQuestionAndPlan("Why?", new AnalysisPlan(Method.FIXED, 0.05, 0.8, null, 60_000L)),
                "/plan/practicalEquivalence");
    }

    @Test
    void launchNeedsAHorizon() {
        launchFails(
                withQuestionAndPlan("Why?", new AnalysisPlan(Method.FIXED, 0.05, 0.8, Examples.MARGIN, null)),
                "/plan/maximumVisitors");
    }

    @Test
    void experienceLooksAtSomethingDeclared() {
        launchFails(
                withVariants(
                        plain(5_000),
                        personalized(5_000, experience(Examples.ON_MOBILE, Map.of("en", "You told us.")))),
                "/variants/1/experiences/0/when");
    }

    @Test
    void attributeIsRegistered() {
        assertThat(ExperimentRules.ofLaunch(sound(), METRICS, Map.of(), List.of("en")))
                .containsExactly(new Fault(
                        "/variants/1/experiences/0/when",
                        "the attribute interest is not registered: PUT /sites/{site}/attributes/interest"));
    }

    @Test
    void onlyStatedAttributesPersonalize() {
        for (Provenance provenance : Provenance.values()) {
            List<Fault> faults = ExperimentRules.ofLaunch(sound(), METRICS, interest(provenance), List.of("en"));
            assertThat(faults.isEmpty()).as(provenance.code()).isEqualTo(provenance == Provenance.STATED);
        }
    }

    @Test
    void visitorIsToldWhyInEveryLanguageOfTheSite() {
        assertThat(ExperimentRules.ofLaunch(sound(), METRICS, interest(Provenance.STATED), List.of("ja", "en", "de")))
                .extracting(Fault::field)
                .containsExactly("/variants/1/experiences/0/why/ja", "/variants/1/experiences/0/why/de");
        launchFails(
                withVariants(plain(5_000), personalized(5_000, experience(Examples.LIKES_RUNNING, Map.of("en", " ")))),
                "/variants/1/experiences/0/why/en");
    }

    @Test
    void allReasonsAreGivenAtOnce() {
        Experiment bare = new Experiment(
                "bare",
                "Bare",
                "",
                "",
                dev.candor.domain.consent.UnitKind.CONSENTED_VISITOR,
                null,
                0,
                null,
                null,
                null,
                List.of(),
                List.of(),
                new AnalysisPlan(Method.FIXED, 0.05, 0.8, null, null));
        assertThat(ofLaunch(bare))
                .extracting(Fault::field)
                .containsExactly(
                        "/question",
                        "/variants",
                        "/trafficShare",
                        "/metrics",
                        "/plan/practicalEquivalence",
                        "/plan/maximumVisitors");
    }
}
