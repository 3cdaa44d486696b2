package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Json;
import dev.candor.domain.assignment.Assigner;
import dev.candor.domain.assignment.Bucketing;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Source;
import dev.candor.domain.audience.Operator;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Visitors made up by chance, most of them such that the decision goes far. */
final class RandomVisitor {

    private static final List<String> STATES = List.of("granted", "granted", "granted", "denied", "unknown");
    private static final List<String> LETTERS = List.of(
            "a", "Z", "0", "-", "é", "ß", "あ", "漢", "Ω", "😀", "👩", "\u200d", "\ud800", "\udfff", "\uffff", "\u0001");

    private final Random random;
    private final boolean simple;

    RandomVisitor(Random random, boolean simple) {
        this.random = random;
        this.simple = simple;
    }

    ObjectNode next(Rule rule) {
        ObjectNode visitor = Json.object().put("excluded", !simple && random.nextInt(25) == 0);
        String unit = unit();
        ObjectNode units = visitor.putObject("units");
        if (simple || random.nextInt(25) > 0) {
            units.put(rule.experiment().unit().code(), unit);
        }
        for (UnitKind kind : UnitKind.values()) {
            if (kind != rule.experiment().unit() && random.nextInt(3) == 0) {
                units.put(kind.code(), unit());
            }
        }
        boolean willing = simple || random.nextInt(3) > 0;
        visitor.putObject("consent")
                .put("measurement", willing ? "granted" : pick(STATES))
                .put("remembering", willing ? "granted" : pick(STATES))
                .put("personalization", simple || random.nextInt(3) > 0 ? "granted" : pick(STATES));
        facts(visitor);
        if (rule.experiment().audience() instanceof Compare compare && random.nextBoolean()) {
            meet(compare, visitor);
        }
        visitor.put("now", now(rule));
        carried(visitor.putObject("carried"), rule, unit);
        return visitor;
    }

    private void facts(ObjectNode visitor) {
        ObjectNode context = visitor.putObject("context");
        for (String field : List.of("device", "language", "path", "query.utm_source")) {
            if (random.nextInt(4) > 0) {
                context.put(field, pick(RandomRuleset.TEXTS));
            }
        }
        for (String field : List.of("hourOfDay", "dayOfWeek")) {
            if (random.nextInt(4) > 0) {
                context.put(field, number());
            }
        }
        ObjectNode attributes = visitor.putObject("attributes");
        for (String key : RandomRuleset.ATTRIBUTES) {
            switch (random.nextInt(6)) {
                case 0, 1, 2 -> attributes.put(key, pick(RandomRuleset.TEXTS));
                case 3 -> attributes.put(key, number());
                case 4 -> attributes.put(key, random.nextBoolean());
                default -> {}
            }
        }
    }

    /** Gives the field that is compared one of the rule's own values, or one that is nearly it. */
    private void meet(Compare compare, ObjectNode visitor) {
        ObjectNode facts = (ObjectNode) visitor.get(compare.source() == Source.CONTEXT ? "context" : "attributes");
        Object value = pick(compare.operands());
        boolean nearly = random.nextInt(4) == 0;
        if (compare.operator() == Operator.EXISTS) {
            facts.remove(compare.field());
        } else if (value instanceof Double number) {
            facts.put(compare.field(), nearly ? Math.nextUp(number) : number == 0 ? -0.0 : number);
        } else if (value instanceof String text) {
            facts.put(
                    compare.field(), nearly ? text.toUpperCase(Locale.ROOT) : random.nextBoolean() ? text : text + "s");
        } else {
            facts.put(compare.field(), nearly ? !value.equals(true) : value.equals(true));
        }
    }

    private double number() {
        double number = pick(RandomRuleset.NUMBERS);
        return random.nextInt(4) == 0 ? -number : number;
    }

    /** A moment within its time, or at one of its ends, or beyond one. */
    private long now(Rule rule) {
        List<Long> moments =
                new ArrayList<>(List.of(RandomRuleset.EPOCH, RandomRuleset.EPOCH + random.nextInt(1_000_000)));
        if (rule.opens() != Long.MIN_VALUE) {
            moments.addAll(List.of(rule.opens() - 1, rule.opens()));
        }
        if (rule.closes() != Long.MAX_VALUE) {
            moments.addAll(List.of(rule.closes() - 1, rule.closes()));
        }
        return pick(moments);
    }

    /** What it remembers: rightly, with another variant, of a phase that never was, or of the present one. */
    private void carried(ObjectNode carried, Rule rule, String unit) {
        if (random.nextInt(4) == 0) {
            return;
        }
        int present = rule.phases().size();
        Phase phase = rule.phases().get(random.nextInt(present));
        String given = Assigner.variantAt(rule.experiment(), phase, Bucketing.bucket(rule.seed(), unit))
                .key();
        ObjectNode entry = carried.putObject(
                random.nextInt(12) == 0 ? "another" : rule.experiment().key());
        entry.put("variant", random.nextInt(6) == 0 ? "v" + random.nextInt(5) : given);
        entry.put("phase", random.nextInt(8) == 0 ? (int) pick(List.of(-1, 0, present + 1, 99)) : phase.number());
    }

    private String unit() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
            case 4 -> Integer.toString(random.nextInt(1_000));
            case 5 -> "x".repeat(1 + random.nextInt(128));
            case 6 -> simple ? "anna@example.org" : pick(List.of("", "anna@example.org", "0", " "));
            default -> {
                StringBuilder letters = new StringBuilder();
                for (int i = random.nextInt(20); i >= 0; i--) {
                    letters.append(pick(LETTERS));
                }
                yield letters.toString();
            }
        };
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
