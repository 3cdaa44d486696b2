package dev.candor.domain.experiment;

import static dev.candor.domain.experiment.Examples.between;
import static dev.candor.domain.experiment.Examples.experience;
import static dev.candor.domain.experiment.Examples.personalized;
import static dev.candor.domain.experiment.Examples.plain;
import static dev.candor.domain.experiment.Examples.primary;
import static dev.candor.domain.experiment.Examples.sound;
import static dev.candor.domain.experiment.Examples.withAudience;
import static dev.candor.domain.experiment.Examples.withMetrics;
import static dev.candor.domain.experiment.Examples.withQuestionAndPlan;
import static dev.candor.domain.experiment.Examples.withVariants;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.domain.Fault;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.AttributeTexts;
import dev.candor.domain.attribute.AttributeType;
import dev.candor.domain.attribute.Provenance;
import dev.candor.domain.audience.Condition;
import dev.candor.domain.audience.Condition.All;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Source;
import dev.candor.domain.audience.Operator;
import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.LaunchChecklist.Findings;
import dev.candor.domain.experiment.LaunchChecklist.Item;
import dev.candor.domain.experiment.LaunchChecklist.Outcome;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import dev.candor.domain.metric.MetricRole;
import dev.candor.domain.metric.TrustEvents;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every reason why a draft may not start, each on both sides. */
class LaunchRulesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Map<String, Metric> METRICS =
            Map.of("purchase", Metric.plain("purchase", MetricKind.CONVERSION, Direction.INCREASE));
    private static final AttributeTexts TEXTS = new AttributeTexts("a", "b", "c", "d", "e");

    private static Attribute attribute(String key, AttributeType type, List<String> values, Provenance provenance) {
        return new Attribute(key, type, values, provenance, 180, Map.of("en", TEXTS));
    }

    private static Map<String, Attribute> interest(Provenance provenance) {
        return Map.of("interest", attribute("interest", AttributeType.ENUM, List.of("running", "hiking"), provenance));
    }

    private static LaunchChecklist checklist(Experiment experiment, LaunchRules.Site site) {
        Findings findings = new Findings();
        LaunchRules.check(experiment, site, NOON, findings);
        return findings.checklist();
    }

    private static LaunchRules.Site site(Map<String, Attribute> attributes) {
        return new LaunchRules.Site("en", List.of(), METRICS, attributes);
    }

    private static List<Fault> ofLaunch(Experiment experiment) {
        return checklist(experiment, site(interest(Provenance.STATED))).reasons();
    }

    private static void launchFails(Experiment experiment, LaunchCheck check, String field) {
        assertThat(ExperimentRules.ofDraft(experiment)).isEmpty();
        LaunchChecklist checklist = checklist(experiment, site(interest(Provenance.STATED)));
        assertThat(checklist.mayStart()).isFalse();
        assertThat(checklist.items().stream().filter(item -> item.outcome() == Outcome.FAIL))
                .extracting(Item::check, Item::field)
                .containsExactly(org.assertj.core.api.Assertions.tuple(check, field));
    }

    private static Experiment withExperience(Experience... experiences) {
        return withVariants(plain(5_000), personalized(5_000, experiences));
    }

    private static Condition interestIs(Operator operator, Object... values) {
        return new Compare(Source.ATTRIBUTE, "interest", operator, List.of(values));
    }

    @Test
    void soundExperimentMayStartAndEveryCheckIsListed() {
        LaunchChecklist checklist = checklist(sound(), site(interest(Provenance.STATED)));
        assertThat(checklist.mayStart()).isTrue();
        assertThat(checklist.items()).extracting(Item::check).containsExactly(LaunchCheck.values());
        assertThat(checklist.items()).allMatch(item -> item.outcome() == Outcome.PASS);
    }

    @Test
    void aFaultOfTheDraftIsAReasonToo() {
        Experiment light = withVariants(plain(4_999), personalized(5_000, Examples.FOR_RUNNERS));
        assertThat(ofLaunch(light)).containsExactly(new Fault("/variants", "weights add up to 9999, not 10000"));
    }

    @Test
    void launchNeedsAQuestion() {
        launchFails(withQuestionAndPlan("  ", Examples.PLAN), LaunchCheck.QUESTION, "/question");
    }

    @Test
    void launchNeedsTwoVariants() {
        launchFails(withVariants(plain(10_000)), LaunchCheck.VARIANTS, "/variants");
    }

    @Test
    void launchNeedsTraffic() {
        launchFails(sound().withTrafficShare(0), LaunchCheck.TRAFFIC, "/trafficShare");
        assertThat(ofLaunch(sound().withTrafficShare(1))).isEmpty();
    }

    @Test
    void launchNeedsAMetricThatDecides() {
        launchFails(withMetrics(List.of()), LaunchCheck.PRIMARY_METRIC, "/metrics");
    }

    @Test
    void launchNeedsDefinedMetrics() {
        launchFails(withMetrics(List.of(primary("unheard_of"))), LaunchCheck.METRICS_DEFINED, "/metrics/0/metric");
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
            launchFails(withMetrics(List.of(primary("purchase"), guard)), LaunchCheck.MARGINS, "/metrics/1/margin");
        }
    }

    @Test
    void launchNeedsTheSmallestWorthwhileLift() {
        launchFails(
                withQuestionAndPlan("Why?", new AnalysisPlan(Method.FIXED, 0.05, 0.8, null, 60_000L)),
                LaunchCheck.SMALLEST_LIFT,
                "/plan/practicalEquivalence");
    }

    @Test
    void launchNeedsAHorizon() {
        launchFails(
                withQuestionAndPlan("Why?", new AnalysisPlan(Method.FIXED, 0.05, 0.8, Examples.MARGIN, null)),
                LaunchCheck.MAXIMUM_VISITORS,
                "/plan/maximumVisitors");
    }

    @Test
    void experienceLooksAtSomethingDeclared() {
        launchFails(
                withVariants(
                        plain(5_000),
                        personalized(5_000, experience(Examples.ON_MOBILE, Map.of("en", "You told us.")))),
                LaunchCheck.ATTRIBUTES,
                "/variants/1/experiences/0/when");
    }

    @Test
    void attributeIsRegistered() {
        assertThat(checklist(sound(), site(Map.of())).reasons())
                .containsExactly(new Fault(
                        "/variants/1/experiences/0/when",
                        "the attribute interest is not registered: PUT /sites/{site}/attributes/interest"));
    }

    @Test
    void onlyStatedAttributesPersonalize() {
        for (Provenance provenance : Provenance.values()) {
            List<Fault> faults = checklist(sound(), site(interest(provenance))).reasons();
            assertThat(faults.isEmpty()).as(provenance.code()).isEqualTo(provenance == Provenance.STATED);
        }
    }

    @Test
    void visitorIsToldWhyInEveryLanguageOfTheSite() {
        Map<String, Attribute> attributes = new HashMap<>(interest(Provenance.STATED));
        attributes.put(
                "size",
                new Attribute(
                        "size",
                        AttributeType.STRING,
                        List.of(),
                        Provenance.STATED,
                        180,
                        Map.of("ja", TEXTS, "de", TEXTS)));
        assertThat(checklist(sound(), site(attributes)).reasons())
                .as("the site asks in German and in Japanese, too")
                .extracting(Fault::field)
                .containsExactly("/variants/1/experiences/0/why/de", "/variants/1/experiences/0/why/ja");
        Experiment told = withExperience(experience(Examples.LIKES_RUNNING, Map.of("en", "a", "de", "b", "ja", "c")));
        assertThat(checklist(told, site(attributes)).reasons()).isEmpty();
        launchFails(
                withVariants(plain(5_000), personalized(5_000, experience(Examples.LIKES_RUNNING, Map.of("en", " ")))),
                LaunchCheck.WHY,
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

    @Test
    void aLocaleWithACountryIsSpokenByItsLanguage() {
        LaunchRules.Site british = new LaunchRules.Site(
                "en-GB",
                List.of(),
                METRICS,
                Map.of("interest", interest(Provenance.STATED).get("interest")));
        assertThat(checklist(sound(), british).reasons()).isEmpty();
    }

    @Test
    void endLiesAhead() {
        launchFails(between(null, NOON), LaunchCheck.SCHEDULE, "/endsAt");
        assertThat(ofLaunch(between(null, NOON.plusNanos(1)))).isEmpty();
    }

    @Test
    void aPastStartIsSaid() {
        assertThat(warnings(between(NOON, null))).containsExactly("/startsAt");
        assertThat(warnings(between(NOON.plusNanos(1), null))).isEmpty();
    }

    private static List<String> warnings(Experiment experiment) {
        LaunchChecklist checklist = checklist(experiment, site(interest(Provenance.STATED)));
        assertThat(checklist.mayStart()).isTrue();
        return checklist.items().stream()
                .filter(item -> item.outcome() == Outcome.WARN)
                .map(Item::field)
                .toList();
    }

    @Test
    void attributeCanBeAskedForInTheSitesLanguage() {
        LaunchRules.Site french = new LaunchRules.Site("fr", List.of(), METRICS, interest(Provenance.STATED));
        Experiment told = withExperience(experience(Examples.LIKES_RUNNING, Map.of("en", "a", "fr", "b")));
        assertThat(checklist(told, french).reasons())
                .extracting(Fault::field)
                .containsExactly("/variants/1/experiences/0/when");
    }

    @Test
    void sensitiveKindsAreNeverUsed() {
        Map<String, Attribute> religion =
                Map.of("religion", attribute("religion", AttributeType.STRING, List.of(), Provenance.STATED));
        Experience faithful = experience(
                new Compare(Source.ATTRIBUTE, "religion", Operator.EXISTS, List.of(true)),
                Map.of("en", "You told us."));
        assertThat(checklist(withExperience(faithful), site(religion)).reasons())
                .extracting(Fault::message)
                .containsExactly("religion is sensitive (“religion”): it is never used, whoever consents");
        Condition path = new Compare(Source.CONTEXT, "path", Operator.CONTAINS, List.of("/pregnancy"));
        launchFails(withAudience(path), LaunchCheck.SENSITIVE, "/audience");
        assertThat(ofLaunch(withAudience(new Compare(Source.CONTEXT, "path", Operator.CONTAINS, List.of("/shoes")))))
                .isEmpty();
    }

    @Test
    void somebodyCanBeInTheAudience() {
        Condition desktop = new Compare(Source.CONTEXT, "device", Operator.IS, List.of("desktop"));
        launchFails(withAudience(new All(List.of(Examples.ON_MOBILE, desktop))), LaunchCheck.AUDIENCE, "/audience");
        assertThat(ofLaunch(withAudience(desktop))).isEmpty();
    }

    @Test
    void somebodyOfTheAudienceCanBeInTheExperience() {
        String field = "/variants/1/experiences/0/when";
        Condition both = new All(List.of(Examples.LIKES_RUNNING, interestIs(Operator.IS, "hiking")));
        launchFails(withExperience(experience(both, Map.of("en", "a"))), LaunchCheck.AUDIENCE, field);
        launchFails(withAudience(interestIs(Operator.IS, "hiking")), LaunchCheck.AUDIENCE, field);
        assertThat(ofLaunch(withAudience(interestIs(Operator.IS, "running")))).isEmpty();
    }

    @Test
    void anEarlierExperienceLeavesSomebody() {
        Experience either = experience(interestIs(Operator.IN, "running", "hiking"), Map.of("en", "a"));
        launchFails(
                withExperience(either, Examples.FOR_RUNNERS), LaunchCheck.AUDIENCE, "/variants/1/experiences/1/when");
        assertThat(ofLaunch(withExperience(Examples.FOR_RUNNERS, either))).isEmpty();
    }

    @Test
    void anEnumHasOnlyItsValues() {
        Experience swimmers = experience(interestIs(Operator.IN, "running", "swimming"), Map.of("en", "a"));
        Experiment experiment = withExperience(swimmers);
        assertThat(ofLaunch(experiment))
                .extracting(Fault::field)
                .containsExactly("/variants/1/experiences/0/when/values");
        Experience hikers = experience(interestIs(Operator.IN, "running", "hiking"), Map.of("en", "a"));
        assertThat(ofLaunch(withExperience(hikers))).isEmpty();
    }

    @Test
    void whatIsCreepyIsAReason() {
        Experience creepy = experience(Examples.LIKES_RUNNING, Map.of("en", "We noticed you like running."));
        launchFails(withExperience(creepy), LaunchCheck.CREEPY, "/variants/1/experiences/0/why/en");
    }

    @Test
    void whoComesBackIsMeasuredOnlyWhereEverybodyIsKnownAgain() {
        assertThat(returning(UnitKind.CONSENTED_VISITOR, ConsentPolicy.DEFAULT)).isEmpty();
        assertThat(returning(UnitKind.SIGNED_IN_USER, ConsentPolicy.DEFAULT)).isEmpty();
        assertThat(returning(UnitKind.DAILY_VISITOR, ConsentPolicy.DEFAULT)).containsExactly("not_measurable");
        ConsentPolicy forgetful =
                new ConsentPolicy(Map.of(UnitKind.CONSENTED_VISITOR, EnumSet.of(Purpose.MEASUREMENT)));
        assertThat(returning(UnitKind.CONSENTED_VISITOR, forgetful))
                .as("only those who allow it would be known again")
                .containsExactly("not_measurable");
        assertThat(returning(UnitKind.SIGNED_IN_USER, forgetful)).isEmpty();
    }

    private static List<String> returning(UnitKind unit, ConsentPolicy policy) {
        Experiment experiment = Examples.withUnit(
                withMetrics(List.of(
                        primary("purchase"),
                        new MetricUse(
                                "return_visit",
                                MetricRole.TRUST,
                                TrustEvents.defaultMargin("return_visit").orElseThrow()))),
                unit);
        return checklist(
                        experiment, new LaunchRules.Site("en", List.of(), METRICS, interest(Provenance.STATED), policy))
                .items()
                .stream()
                .filter(item -> item.outcome() == Outcome.FAIL)
                .map(Item::code)
                .toList();
    }

    @Test
    void whatMayBeGoodOrBadGuardsNothing() {
        for (String key : List.of(
                "why_opened", "panel_opened", "standard_shown", "ask_shown", "ask_answered", "feedback_shown")) {
            for (MetricRole role : List.of(MetricRole.GUARDRAIL, MetricRole.TRUST)) {
                LaunchChecklist checklist = checklist(
                        withMetrics(List.of(primary("purchase"), new MetricUse(key, role, Examples.MARGIN))),
                        site(interest(Provenance.STATED)));
                assertThat(checklist.items().stream().filter(item -> item.outcome() == Outcome.FAIL))
                        .as("%s as %s", key, role)
                        .extracting(Item::code, Item::field)
                        .containsExactly(org.assertj.core.api.Assertions.tuple("metric_ambiguous", "/metrics/1/role"));
            }
            assertThat(ofLaunch(
                            withMetrics(List.of(primary("purchase"), new MetricUse(key, MetricRole.SECONDARY, null)))))
                    .isEmpty();
        }
    }
}
