package dev.candor.domain.assignment;

import static dev.candor.domain.assignment.Crowd.SIZE;
import static dev.candor.domain.assignment.Crowd.inThree;
import static dev.candor.domain.assignment.Crowd.place;
import static dev.candor.domain.assignment.Crowd.rule;
import static dev.candor.domain.assignment.Crowd.ruleset;
import static dev.candor.domain.assignment.Crowd.visitor;
import static dev.candor.domain.consent.ConsentState.DENIED;
import static dev.candor.domain.consent.ConsentState.GRANTED;
import static dev.candor.domain.consent.ConsentState.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.Examples;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Exposures;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Slice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Nobody is assigned anew: by a ramp, by consenting, by signing in; and by a new phase only who is not to stay. */
class AssignerStabilityTest {

    @Test
    void rampMovesNobodyUpOrDown() {
        int[] shares = {100, 500, 2_000, 10_000, 2_000, 100};
        byte[] before = new byte[SIZE];
        java.util.Arrays.fill(before, (byte) -1);
        for (int step = 0; step < shares.length; step++) {
            Rule rule = rule(inThree(), "5eed", "1a7e5", new Slice(0, shares[step]));
            Ruleset ruleset = ruleset(0, rule);
            boolean up = step == 0 || shares[step] > shares[step - 1];
            int in = 0;
            IntFunction<String> units = Crowd.RANDOM.units();
            for (int i = 0; i < SIZE; i++) {
                byte now = (byte) place(Assigner.assign(ruleset, rule, visitor(units.apply(i))));
                in += now >= 0 ? 1 : 0;
                // Up: whoever is in stays as they are. Down: whoever is still in was in, and as they are.
                boolean moved = up ? before[i] >= 0 && now != before[i] : now >= 0 && now != before[i];
                if (moved) {
                    throw new AssertionError("step " + step + " moved unit " + i + ": " + before[i] + " to " + now);
                }
                before[i] = now;
            }
            double expected = SIZE * (shares[step] / 10_000.0);
            assertThat((double) in)
                    .as("in at %d", shares[step])
                    .isBetween(expected - 4 * Math.sqrt(expected) - 1, expected + 4 * Math.sqrt(expected) + 1);
        }
    }

    /** Whoever leaves a slice that shrinks lies at its end. */
    @Test
    void rampDownTakesFromTheEnd() {
        Rule wide = rule(inThree(), "5eed", "1a7e5", new Slice(1_000, 9_000));
        Rule narrow = rule(inThree(), "5eed", "1a7e5", new Slice(1_000, 4_000));
        long end = Bucketing.threshold(4_000);
        int left = 0;
        for (int i = 0; i < 200_000; i++) {
            String unit = Integer.toString(i);
            boolean was = place(Assigner.assign(ruleset(0, wide), wide, visitor(unit))) >= 0;
            boolean is = place(Assigner.assign(ruleset(0, narrow), narrow, visitor(unit))) >= 0;
            if (was && !is) {
                left++;
                assertThat(Bucketing.bucket("1a7e5", unit)).isGreaterThanOrEqualTo(end);
            }
        }
        assertThat(left).isGreaterThan(90_000);
    }

    /** The first variant is every later one, whatever else the visitor allows, declares or signs in as. */
    @Test
    void firstDecisionIsEveryLaterOne() {
        Rule rule = rule(inThree(), "5eed", "1a7e5", new Slice(0, 10_000));
        Ruleset ruleset = ruleset(0, rule);
        Ruleset restarted = ruleset(0, rule(inThree(), "5eed", "1a7e5", new Slice(0, 10_000)));
        Facts declared = new Facts(Map.of("device", "mobile"), Map.of("interest", "running"));
        IntFunction<String> units = Crowd.UUIDS.units();
        for (int i = 0; i < SIZE; i++) {
            String unit = units.apply(i);
            Map<UnitKind, String> visiting = Map.of(UnitKind.CONSENTED_VISITOR, unit);
            Map<UnitKind, String> signedIn = Map.of(UnitKind.CONSENTED_VISITOR, unit, UnitKind.SIGNED_IN_USER, "u" + i);
            Visitor unasked = new Visitor(visiting, Consents.NONE, declared, false, 0);
            assertThat(Assigner.assign(ruleset, rule, unasked).reason()).isSameAs(Reason.CONSENT_REQUIRED);
            int first = variant(ruleset, visiting, new Consents(GRANTED, GRANTED, UNKNOWN), Facts.NONE);
            int personal = variant(ruleset, visiting, new Consents(GRANTED, GRANTED, GRANTED), declared);
            int withdrawn = variant(ruleset, signedIn, new Consents(GRANTED, GRANTED, DENIED), declared);
            int later = variant(restarted, signedIn, new Consents(GRANTED, GRANTED, GRANTED), declared);
            if (first < 0 || personal != first || withdrawn != first || later != first) {
                throw new AssertionError(unit + ": " + first + ", " + personal + ", " + withdrawn + ", " + later);
            }
        }
    }

    private static int variant(Ruleset ruleset, Map<UnitKind, String> units, Consents consents, Facts facts) {
        return place(Assigner.assign(ruleset, ruleset.rules().get(0), new Visitor(units, consents, facts, false, 0)));
    }

    /** Of two phases, 50:50 and 20:80, the second moves three in ten; whoever carries the first stays. */
    @Test
    void newPhaseMovesOnlyWhoIsNotToStay() {
        Experiment sticky = sticky(true);
        Rule first = phased(sticky, 1);
        Rule second = phased(sticky, 2);
        Rule moving = phased(sticky(false), 2);
        int moved = 0;
        for (int i = 0; i < 100_000; i++) {
            Visitor fresh = visitor(Integer.toString(i));
            String was = variant(Assigner.assign(ruleset(0, first), first, fresh));
            Visitor carrying = new Visitor(
                    fresh.units(), Crowd.YES, Facts.NONE, false, 0, List.of(new Carried(sticky.key(), was, 1)));
            Assignment.Assigned stays = (Assignment.Assigned) Assigner.assign(ruleset(0, second), second, carrying);
            assertThat(stays.variant().key()).isEqualTo(was);
            assertThat(stays.reason()).isSameAs(Reason.STICKY);
            assertThat(stays.phase()).isEqualTo(1);
            String fresher = variant(Assigner.assign(ruleset(0, second), second, fresh));
            assertThat(variant(Assigner.assign(ruleset(0, moving), moving, carrying)))
                    .isEqualTo(fresher);
            moved += fresher.equals(was) ? 0 : 1;
        }
        assertThat(moved).isBetween(30_000 - 580, 30_000 + 580);
    }

    @Test
    void whatThatPhaseDidNotGiveIsNotBelieved() {
        Experiment sticky = sticky(true);
        Rule second = phased(sticky, 2);
        Visitor anna = visitor("anna");
        Assignment.Assigned now = (Assignment.Assigned) Assigner.assign(ruleset(0, second), second, anna);
        String gave = variant(Assigner.assign(ruleset(0, phased(sticky, 1)), phased(sticky, 1), anna));
        String other = gave.equals("plain") ? "by-interest" : "plain";
        for (Carried wrong : List.of(
                new Carried(sticky.key(), other, 1),
                new Carried(sticky.key(), "unheard-of", 1),
                new Carried("another", gave, 1),
                new Carried(sticky.key(), gave, 0),
                new Carried(sticky.key(), gave, -1),
                new Carried(sticky.key(), gave, 3),
                new Carried(sticky.key(), now.variant().key(), 2))) {
            Visitor claims = new Visitor(anna.units(), Crowd.YES, Facts.NONE, false, 0, List.of(wrong));
            assertThat(Assigner.assign(ruleset(0, second), second, claims))
                    .as(wrong.toString())
                    .isEqualTo(now);
        }
        assertThat(now.reason()).isSameAs(Reason.ASSIGNED);
        assertThat(now.phase()).isEqualTo(2);
    }

    private static String variant(Assignment assignment) {
        return ((Assignment.Assigned) assignment).variant().key();
    }

    private static Rule phased(Experiment experiment, int count) {
        List<Phase> phases = List.of(
                new Phase(1, Instant.EPOCH, List.of(5_000, 5_000)),
                new Phase(2, Instant.EPOCH.plusSeconds(1), List.of(2_000, 8_000)));
        return new Rule(experiment, "5eed", "1a7e5", new Slice(0, 10_000), List.of(), phases.subList(0, count));
    }

    private static Experiment sticky(boolean sticky) {
        Experiment e = Examples.sound();
        return new Experiment(
                e.key(),
                e.name(),
                e.question(),
                e.hypothesis(),
                e.unit(),
                e.layer(),
                e.trafficShare(),
                e.startsAt(),
                e.endsAt(),
                e.audience(),
                e.variants(),
                e.metrics(),
                e.plan(),
                sticky,
                Exposures.AUTOMATIC);
    }
}
