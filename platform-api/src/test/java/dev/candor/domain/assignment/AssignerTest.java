package dev.candor.domain.assignment;

import static dev.candor.domain.consent.ConsentState.DENIED;
import static dev.candor.domain.consent.ConsentState.GRANTED;
import static dev.candor.domain.consent.ConsentState.UNKNOWN;
import static dev.candor.domain.experiment.Examples.personalized;
import static dev.candor.domain.experiment.Examples.plain;
import static dev.candor.domain.experiment.Examples.withAudience;
import static dev.candor.domain.experiment.Examples.withVariants;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.assignment.Assignment.LeftOut;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Source;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.audience.Operator;
import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.SignalPolicy;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.Examples;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AssignerTest {

    private static final Slice ALL = new Slice(0, 10_000);
    private static final Slice NOTHING = new Slice(0, 0);
    private static final Consents YES = new Consents(GRANTED, GRANTED, GRANTED);
    private static final Consents NOT_PERSONAL = new Consents(GRANTED, GRANTED, DENIED);
    private static final Facts RUNNER = new Facts(Map.of("device", "mobile"), Map.of("interest", "running"));
    private static final Experiment PERSONAL_ONLY = withVariants(personalized(10_000, Examples.FOR_RUNNERS));

    private static Rule rule(Experiment experiment, Slice slice, Slice... taken) {
        return new Rule(experiment, "variants", "layer", slice, List.of(taken), List.of());
    }

    private static Ruleset ruleset(Rule rule, int holdout) {
        return new Ruleset(
                "pk_1", 1, ConsentPolicy.DEFAULT, SignalPolicy.DEFAULT, "holdout", holdout, List.of(rule), List.of());
    }

    private static Visitor visitor(String unit, Consents consents, Facts facts) {
        return new Visitor(Map.of(UnitKind.CONSENTED_VISITOR, unit), consents, facts, false, 0);
    }

    private static Assignment assign(Rule rule, int holdout, Visitor visitor) {
        return Assigner.assign(ruleset(rule, holdout), rule, visitor);
    }

    private static Assignment assign(Rule rule, String unit) {
        return assign(rule, 0, visitor(unit, YES, Facts.NONE));
    }

    @Test
    void visitorWhoReturnsSeesTheSameVariant() {
        Rule rule = rule(Examples.sound(), ALL);
        assertThat(assign(rule, "anna")).isEqualTo(assign(rule, "anna"));
        assertThat(assign(rule, "anna").reason()).isEqualTo(Reason.ASSIGNED);
    }

    /** Everything stands against this visitor; what is looked at first is the reason, and each next one after it. */
    @Test
    void checksComeInOneOrder() {
        Experiment mobileOnly = withAudience(Examples.ON_MOBILE);
        Rule taken = rule(mobileOnly, NOTHING, ALL);
        assertThat(assign(taken, 10_000, new Visitor(Map.of(), Consents.NONE, Facts.NONE, true, 0)))
                .isEqualTo(new LeftOut(Reason.EXCLUDED_TRAFFIC));
        assertThat(assign(taken, 10_000, new Visitor(Map.of(), Consents.NONE, Facts.NONE, false, 0)))
                .isEqualTo(new LeftOut(Reason.NO_UNIT));
        assertThat(assign(taken, 10_000, visitor("anna", Consents.NONE, Facts.NONE)))
                .isEqualTo(new LeftOut(Reason.CONSENT_REQUIRED));
        assertThat(assign(taken, 10_000, visitor("anna", YES, Facts.NONE))).isEqualTo(new LeftOut(Reason.HELD_OUT));
        assertThat(assign(taken, 0, visitor("anna", YES, Facts.NONE))).isEqualTo(new LeftOut(Reason.EXCLUDED_BY_LAYER));
        assertThat(assign(rule(mobileOnly, NOTHING), 0, visitor("anna", YES, Facts.NONE)))
                .isEqualTo(new LeftOut(Reason.NOT_IN_TRAFFIC));
        assertThat(assign(rule(mobileOnly, ALL), 0, visitor("anna", YES, Facts.NONE)))
                .isEqualTo(new LeftOut(Reason.NOT_IN_AUDIENCE));
        assertThat(assign(rule(mobileOnly, ALL), 0, visitor("anna", YES, RUNNER))
                        .reason())
                .isEqualTo(Reason.ASSIGNED);
    }

    @Test
    void experimentRunsFromItsStartUntilJustBeforeItsEnd() {
        Instant start = Instant.parse("2026-06-01T00:00:00Z");
        Instant end = start.plusSeconds(60);
        Rule rule = rule(Examples.between(start, end), ALL);
        long from = start.toEpochMilli();
        long until = end.toEpochMilli();
        for (long outside : List.of(from - 1, until, 0L)) {
            assertThat(assign(rule, 0, at(outside))).isEqualTo(new LeftOut(Reason.NOT_RUNNING));
        }
        for (long inside : List.of(from, from + 1, until - 1)) {
            assertThat(assign(rule, 0, at(inside)).reason()).isEqualTo(Reason.ASSIGNED);
        }
        // Before everything else: of what does not run, nothing else is said.
        Visitor nobody = new Visitor(Map.of(), Consents.NONE, Facts.NONE, true, until);
        assertThat(assign(rule, 10_000, nobody)).isEqualTo(new LeftOut(Reason.NOT_RUNNING));
    }

    private static Visitor at(long now) {
        return new Visitor(Map.of(UnitKind.CONSENTED_VISITOR, "anna"), YES, Facts.NONE, false, now);
    }

    /** One assigner goes from experiment to experiment; what it settled for one kind of unit is not another's. */
    @Test
    void oneAssignerDecidesAsManyWould() {
        Experiment visitors = Examples.sound();
        Rule one = rule(visitors, ALL);
        Ruleset ruleset = ruleset(one, 2_000);
        for (int i = 0; i < 1_000; i++) {
            Visitor visitor = visitor("visitor " + i, i % 2 == 0 ? YES : Consents.NONE, Facts.NONE);
            Assigner assigner = new Assigner(ruleset, visitor);
            for (Rule rule : List.of(one, rule(PERSONAL_ONLY, ALL), one, rule(signedIn(), ALL), one)) {
                assertThat(assigner.assign(rule)).isEqualTo(Assigner.assign(ruleset, rule, visitor));
            }
        }
    }

    private static Experiment signedIn() {
        Experiment e = Examples.sound();
        return new Experiment(
                "signed-in",
                e.name(),
                e.question(),
                e.hypothesis(),
                UnitKind.SIGNED_IN_USER,
                e.layer(),
                e.trafficShare(),
                e.startsAt(),
                e.endsAt(),
                e.audience(),
                e.variants(),
                e.metrics(),
                e.plan());
    }

    @Test
    void visitorWithoutAUnitOfTheExperimentsKindIsLeftOut() {
        Visitor signedIn = new Visitor(Map.of(UnitKind.SIGNED_IN_USER, "anna"), YES, Facts.NONE, false, 0);
        assertThat(assign(rule(Examples.sound(), ALL), 0, signedIn)).isEqualTo(new LeftOut(Reason.NO_UNIT));
    }

    @Test
    void keptIdNeedsBothMeasurementAndRemembering() {
        Rule rule = rule(Examples.sound(), ALL);
        for (Consents missing : List.of(
                new Consents(UNKNOWN, GRANTED, GRANTED),
                new Consents(DENIED, GRANTED, GRANTED),
                new Consents(GRANTED, UNKNOWN, GRANTED),
                new Consents(GRANTED, DENIED, GRANTED))) {
            assertThat(assign(rule, 0, visitor("anna", missing, Facts.NONE)))
                    .isEqualTo(new LeftOut(Reason.CONSENT_REQUIRED));
        }
        assertThat(assign(rule, 0, visitor("anna", new Consents(GRANTED, GRANTED, UNKNOWN), Facts.NONE))
                        .reason())
                .isEqualTo(Reason.ASSIGNED);
    }

    @Test
    void whoeverDeniedMeasurementIsNeverCountedWhateverThePolicySays() {
        ConsentPolicy askNothing = new ConsentPolicy(Map.of());
        assertThat(askNothing.allows(UnitKind.DAILY_VISITOR, Consents.NONE)).isTrue();
        for (UnitKind kind : UnitKind.values()) {
            assertThat(askNothing.allows(kind, new Consents(DENIED, GRANTED, GRANTED)))
                    .isFalse();
        }
    }

    @Test
    void declaredAttributePicksTheExperience() {
        Assigned assigned = (Assigned) assign(rule(PERSONAL_ONLY, ALL), 0, visitor("anna", YES, RUNNER));
        assertThat(assigned.personalized()).isTrue();
        assertThat(assigned.content()).isEqualTo(Examples.FOR_RUNNERS.content());
    }

    @Test
    void withoutConsentToPersonalizationTheVariantsDefaultIsShown() {
        for (Consents consents : List.of(NOT_PERSONAL, new Consents(GRANTED, GRANTED, UNKNOWN))) {
            Assigned assigned = (Assigned) assign(rule(PERSONAL_ONLY, ALL), 0, visitor("anna", consents, RUNNER));
            assertThat(assigned.personalized()).isFalse();
            assertThat(assigned.content())
                    .isEqualTo(PERSONAL_ONLY.variants().get(0).content());
        }
    }

    @Test
    void audienceDoesNotSeeAttributesWithoutConsentToPersonalization() {
        Rule rule = rule(withAudience(Examples.LIKES_RUNNING), ALL);
        assertThat(assign(rule, 0, visitor("anna", YES, RUNNER)).reason()).isEqualTo(Reason.ASSIGNED);
        assertThat(assign(rule, 0, visitor("anna", NOT_PERSONAL, RUNNER)))
                .isEqualTo(new LeftOut(Reason.NOT_IN_AUDIENCE));
    }

    @Test
    void audienceStillSeesTheRequestWithoutConsentToPersonalization() {
        Rule rule = rule(withAudience(Examples.ON_MOBILE), ALL);
        assertThat(assign(rule, 0, visitor("anna", NOT_PERSONAL, RUNNER)).reason())
                .isEqualTo(Reason.ASSIGNED);
    }

    @Test
    void experienceNeedsSomethingThatTheVisitorDeclared() {
        Compare undeclared = new Compare(Source.ATTRIBUTE, "interest", Operator.EXISTS, List.of(false));
        Experiment experiment = withVariants(personalized(10_000, Examples.experience(undeclared, Map.of())));
        Assigned assigned = (Assigned) assign(rule(experiment, ALL), 0, visitor("anna", YES, Facts.NONE));
        assertThat(assigned.personalized()).isFalse();
    }

    @Test
    void firstExperienceThatHoldsIsTaken() {
        Compare declared = new Compare(Source.ATTRIBUTE, "interest", Operator.EXISTS, List.of(true));
        Experiment experiment = withVariants(personalized(
                10_000,
                Examples.experience(
                        new Compare(Source.ATTRIBUTE, "interest", Operator.IS, List.of("hiking")), Map.of("en", "1")),
                Examples.experience(declared, Map.of("en", "2")),
                Examples.experience(Examples.LIKES_RUNNING, Map.of("en", "3"))));
        Assigned assigned = (Assigned) assign(rule(experiment, ALL), 0, visitor("anna", YES, RUNNER));
        assertThat(assigned.experience().orElseThrow().why()).containsEntry("en", "2");
    }

    @Test
    void aPrivacyFirstVariantLooksAtNothing() {
        Assigned assigned = (Assigned) assign(rule(withVariants(plain(10_000)), ALL), 0, visitor("anna", YES, RUNNER));
        assertThat(assigned.personalized()).isFalse();
    }

    @Test
    void unitStaysInItsVariantWhenConsentChanges() {
        Rule rule = rule(Examples.sound(), ALL);
        for (int i = 0; i < 2_000; i++) {
            Assigned before = (Assigned) assign(rule, 0, visitor("visitor " + i, NOT_PERSONAL, RUNNER));
            Assigned after = (Assigned) assign(rule, 0, visitor("visitor " + i, YES, RUNNER));
            assertThat(after.variant()).isEqualTo(before.variant());
        }
    }

    @Test
    void weightsThatDoNotAddUpAreABrokenPromise() {
        assertThatIllegalArgumentException().isThrownBy(() -> rule(withVariants(plain(9_999)), ALL));
        assertThatIllegalArgumentException().isThrownBy(() -> new Phase(1, Instant.EPOCH, List.of(5_000, 5_001)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Phase(0, Instant.EPOCH, List.of(10_000)));
    }
}
