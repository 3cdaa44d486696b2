package dev.candor.domain.assignment;

import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.SignalPolicy;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.Examples;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.VariantRole;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;

/** A million units of one kind, always the same ones, and what tests ask of them. */
enum Crowd {
    SEQUENTIAL,
    RANDOM,
    /** All texts of one letter or digit, then of two, three, four: neighbours differ in one character. */
    ONE_CHARACTER,
    UUIDS;

    static final int SIZE = 1_000_000;
    static final long SEED = 20261123;
    static final Consents YES = new Consents(ConsentState.GRANTED, ConsentState.GRANTED, ConsentState.GRANTED);

    private static final String LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";

    /** The units by their numbers; to be asked in order. */
    IntFunction<String> units() {
        Random random = new Random(SEED);
        HexFormat hex = HexFormat.of();
        return switch (this) {
            case SEQUENTIAL -> Integer::toString;
            case RANDOM -> i -> hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong());
            case ONE_CHARACTER -> Crowd::shortest;
            case UUIDS ->
                i -> UUID.nameUUIDFromBytes(hex.toHexDigits(random.nextLong()).getBytes(StandardCharsets.US_ASCII))
                        .toString();
        };
    }

    private static String shortest(int number) {
        StringBuilder letters = new StringBuilder();
        for (int rest = number + 1; rest > 0; rest = (rest - 1) / LETTERS.length()) {
            letters.append(LETTERS.charAt((rest - 1) % LETTERS.length()));
        }
        return letters.toString();
    }

    /** Shares of 10, 25 and 65 %, in this order; the variants are called 0, 1 and 2. */
    static Experiment inThree() {
        return Examples.withVariants(
                Examples.variant("0", VariantRole.CONTROL, 1_000),
                Examples.variant("1", VariantRole.PRIVACY_FIRST, 2_500),
                Examples.variant("2", VariantRole.PERSONALIZED, 6_500));
    }

    static Rule rule(Experiment experiment, String seed, String layer, Slice slice) {
        return new Rule(experiment, seed, layer, slice, List.of(), List.of());
    }

    static Ruleset ruleset(int holdout, Rule... rules) {
        return new Ruleset(
                "pk_1", 1, ConsentPolicy.DEFAULT, SignalPolicy.DEFAULT, "c0ffee", holdout, List.of(rules), List.of());
    }

    static Visitor visitor(String unit) {
        return new Visitor(Map.of(UnitKind.CONSENTED_VISITOR, unit), YES, Facts.NONE, false, 0);
    }

    /** The variant's number; -1 for none. */
    static int place(Assignment assignment) {
        return assignment instanceof Assignment.Assigned assigned
                ? Integer.parseInt(assigned.variant().key())
                : -1;
    }
}
