package dev.candor.domain.assignment;

import static dev.candor.domain.experiment.Examples.variant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.Examples;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.VariantRole;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is true of many units together. Units come from a fixed seed; tolerances are four standard errors. */
class AssignerSharesTest {

    private static final int UNITS = 200_000;
    private static final long SEED = 7;
    private static final Consents YES = new Consents(ConsentState.GRANTED, ConsentState.GRANTED, ConsentState.GRANTED);

    private static String[] units() {
        Random random = new Random(SEED);
        String[] units = new String[UNITS];
        for (int i = 0; i < UNITS; i++) {
            units[i] = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
        }
        return units;
    }

    private static Rule rule(Experiment experiment, String seed, Slice slice, Slice... taken) {
        return new Rule(experiment, seed, "layer", slice, List.of(taken), List.of());
    }

    private static Assignment assign(Rule rule, int holdout, String unit) {
        Ruleset ruleset = new Ruleset("pk_1", 1, ConsentPolicy.DEFAULT, "holdout", holdout, List.of(rule), List.of());
        Visitor visitor = new Visitor(Map.of(UnitKind.CONSENTED_VISITOR, unit), YES, Facts.NONE, false, 0);
        return Assigner.assign(ruleset, rule, visitor);
    }

    private static void assertShare(int count, int of, double share, String what) {
        double fourErrors = 4 * Math.sqrt(of * share * (1 - share));
        assertThat((double) count).as("%s, seed %d", what, SEED).isCloseTo(of * share, within(fourErrors + 1));
    }

    @Test
    void rampingUpMovesNobodyWhoIsIn() {
        String[] units = units();
        String[] before = new String[UNITS];
        for (int share : new int[] {100, 500, 2_000, 10_000}) {
            Rule rule = rule(Examples.sound(), "variants", new Slice(0, share));
            int in = 0;
            for (int i = 0; i < UNITS; i++) {
                String now = assign(rule, 0, units[i]) instanceof Assigned assigned
                        ? assigned.variant().key()
                        : null;
                if (before[i] != null) {
                    assertThat(now).as("seed %d, unit %d at %d", SEED, i, share).isEqualTo(before[i]);
                }
                before[i] = now;
                in += now == null ? 0 : 1;
            }
            assertShare(in, UNITS, share / 10_000.0, "traffic of " + share);
        }
    }

    @Test
    void variantsGetTheirShares() {
        int[] weights = {1_000, 2_500, 6_500};
        Experiment experiment = Examples.withVariants(
                variant("0", VariantRole.CONTROL, weights[0]),
                variant("1", VariantRole.PRIVACY_FIRST, weights[1]),
                variant("2", VariantRole.PERSONALIZED, weights[2]));
        Rule rule = rule(experiment, "variants", new Slice(0, 10_000));
        int[] counts = new int[3];
        for (String unit : units()) {
            counts[Integer.parseInt(((Assigned) assign(rule, 0, unit)).variant().key())]++;
        }
        for (int i = 0; i < 3; i++) {
            assertShare(counts[i], UNITS, weights[i] / 10_000.0, "variant " + i);
        }
    }

    @Test
    void experimentsOfOneLayerNeverShareAUnit() {
        Slice left = new Slice(0, 4_000);
        Slice right = new Slice(4_000, 7_000);
        Rule one = rule(Examples.sound(), "one", left, right);
        Rule other = rule(Examples.sound(), "other", right, left);
        int inOne = 0;
        int inOther = 0;
        for (String unit : units()) {
            Reason reason = assign(one, 0, unit).reason();
            Reason otherReason = assign(other, 0, unit).reason();
            inOne += reason == Reason.ASSIGNED ? 1 : 0;
            inOther += otherReason == Reason.ASSIGNED ? 1 : 0;
            assertThat(reason == Reason.ASSIGNED && otherReason == Reason.ASSIGNED)
                    .isFalse();
            assertThat(reason == Reason.EXCLUDED_BY_LAYER).isEqualTo(otherReason == Reason.ASSIGNED);
            assertThat(reason == Reason.NOT_IN_TRAFFIC).isEqualTo(otherReason == Reason.NOT_IN_TRAFFIC);
        }
        assertShare(inOne, UNITS, 0.4, "one");
        assertShare(inOther, UNITS, 0.3, "the other");
    }

    @Test
    void holdoutTakesAlikeFromEveryVariant() {
        Rule rule = rule(Examples.sound(), "variants", new Slice(0, 10_000));
        int heldOut = 0;
        int plainAll = 0;
        int plainHeldOut = 0;
        for (String unit : units()) {
            boolean plain = ((Assigned) assign(rule, 0, unit)).variant().key().equals("plain");
            boolean held = assign(rule, 1_000, unit).reason() == Reason.HELD_OUT;
            heldOut += held ? 1 : 0;
            plainAll += plain ? 1 : 0;
            plainHeldOut += plain && held ? 1 : 0;
        }
        assertShare(heldOut, UNITS, 0.1, "held out");
        assertShare(plainHeldOut, plainAll, 0.1, "held out of the plain variant");
    }

    @Test
    void experimentsWithSeedsOfTheirOwnAreIndependent() {
        Rule one = rule(Examples.sound(), "one", new Slice(0, 10_000));
        Rule other = rule(Examples.sound(), "other", new Slice(0, 10_000));
        int both = 0;
        for (String unit : units()) {
            boolean first = ((Assigned) assign(one, 0, unit)).variant().key().equals("plain");
            boolean second = ((Assigned) assign(other, 0, unit)).variant().key().equals("plain");
            both += first && second ? 1 : 0;
        }
        assertShare(both, UNITS, 0.25, "plain in both");
    }
}
