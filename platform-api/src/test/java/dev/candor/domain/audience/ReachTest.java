package dev.candor.domain.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.AttributeType;
import dev.candor.domain.attribute.Provenance;
import dev.candor.domain.audience.Condition.All;
import dev.candor.domain.audience.Condition.Any;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Not;
import dev.candor.domain.audience.Condition.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules that nobody can satisfy, beside the nearest that somebody can. */
class ReachTest {

    private static final Map<String, Attribute> ATTRIBUTES = Map.of(
            "interest", attribute("interest", AttributeType.ENUM, "running", "hiking"),
            "age", attribute("age", AttributeType.NUMBER),
            "member", attribute("member", AttributeType.BOOLEAN),
            "team", attribute("team", AttributeType.STRING));

    private static Attribute attribute(String key, AttributeType type, String... values) {
        return new Attribute(key, type, List.of(values), Provenance.STATED, 180, Map.of());
    }

    private static Condition context(String field, Operator operator, Object... operands) {
        return new Compare(Source.CONTEXT, field, operator, List.of(operands));
    }

    private static Condition stated(String field, Operator operator, Object... operands) {
        return new Compare(Source.ATTRIBUTE, field, operator, List.of(operands));
    }

    private static Condition all(Condition... parts) {
        return new All(List.of(parts));
    }

    private static Condition any(Condition... parts) {
        return new Any(List.of(parts));
    }

    private static void possible(Condition rule) {
        assertThat(Reach.isPossible(rule, ATTRIBUTES)).as("%s", rule).isTrue();
    }

    private static void impossible(Condition rule) {
        assertThat(Reach.isPossible(rule, ATTRIBUTES)).as("%s", rule).isFalse();
    }

    @Test
    void oneDeviceAtATime() {
        Condition mobile = context("device", Operator.IS, "mobile");
        impossible(all(mobile, context("device", Operator.IS, "desktop")));
        possible(any(mobile, context("device", Operator.IS, "desktop")));
        impossible(context("device", Operator.IS, "watch"));
        impossible(context("device", Operator.NOT_IN, "mobile", "tablet", "desktop"));
        possible(context("device", Operator.NOT_IN, "mobile", "tablet"));
    }

    @Test
    void rangesAreNotEmpty() {
        impossible(all(stated("age", Operator.LESS, 18.0), stated("age", Operator.GREATER, 18.0)));
        impossible(all(stated("age", Operator.LESS, 18.0), stated("age", Operator.AT_LEAST, 18.0)));
        possible(all(stated("age", Operator.AT_MOST, 18.0), stated("age", Operator.AT_LEAST, 18.0)));
        possible(all(stated("age", Operator.GREATER, 18.0), stated("age", Operator.LESS, 18.5)));
        impossible(context("hourOfDay", Operator.GREATER, 23.0));
        possible(context("hourOfDay", Operator.AT_LEAST, 23.0));
        impossible(context("dayOfWeek", Operator.LESS, 1.0));
        impossible(all(context("hourOfDay", Operator.GREATER, 8.0), context("hourOfDay", Operator.LESS, 9.0)));
    }

    @Test
    void anEnumHasItsValues() {
        impossible(stated("interest", Operator.IS, "swimming"));
        possible(stated("interest", Operator.IS, "running"));
        impossible(all(
                stated("interest", Operator.EXISTS, true), stated("interest", Operator.NOT_IN, "running", "hiking")));
        possible(new Not(stated("interest", Operator.IN, "running", "hiking")));
        impossible(stated("member", Operator.IS, "yes"));
        possible(stated("member", Operator.IS, true));
    }

    @Test
    void absenceCountsAsTheEngineCountsIt() {
        impossible(all(stated("team", Operator.EXISTS, false), stated("team", Operator.IS_NOT, "red")));
        possible(all(stated("team", Operator.EXISTS, true), stated("team", Operator.IS_NOT, "red")));
        possible(all(stated("team", Operator.EXISTS, false), new Not(stated("team", Operator.IS, "red"))));
        impossible(all(stated("team", Operator.IS, "red"), new Not(stated("team", Operator.IS, "red"))));
    }

    @Test
    void textsFitTogether() {
        Condition shop = context("path", Operator.STARTS_WITH, "/shop");
        impossible(all(shop, context("path", Operator.STARTS_WITH, "/blog")));
        possible(all(shop, context("path", Operator.STARTS_WITH, "/shop/shoes")));
        possible(all(shop, context("path", Operator.CONTAINS, "sale"), context("path", Operator.CONTAINS, "red")));
        impossible(all(shop, new Not(context("path", Operator.CONTAINS, "sh"))));
        possible(all(
                context("path", Operator.CONTAINS, "a"),
                context("path", Operator.CONTAINS, "c"),
                new Not(context("path", Operator.CONTAINS, "b"))));
        possible(all(shop, context("path", Operator.IS_NOT, "/shop")));
        impossible(all(shop, context("path", Operator.IS, "/blog")));
    }

    @Test
    void groupsAreTakenApart() {
        Condition mobile = context("device", Operator.IS, "mobile");
        Condition runner = stated("interest", Operator.IS, "running");
        impossible(new Not(all()));
        possible(all());
        impossible(any());
        possible(new Not(any()));
        impossible(all(any(mobile, runner), new Not(mobile), new Not(runner)));
        possible(all(any(mobile, runner), new Not(mobile)));
        impossible(all(any(mobile, runner), new Not(any(mobile, runner))));
    }

    @Test
    void aRuleTooLongToTakeApartIsBelieved() {
        List<Condition> pairs = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            pairs.add(any(
                    context("path", Operator.CONTAINS, "a" + i),
                    context("query.utm_source", Operator.CONTAINS, "b" + i)));
        }
        pairs.add(0, context("device", Operator.IS, "watch"));
        possible(new All(pairs));
    }

    /** What some visitor satisfies is never called impossible: rules and visitors at random, the seed is told. */
    @Test
    void whatSomebodySatisfiesIsPossible() {
        long seed = 20261123;
        Random random = new Random(seed);
        int satisfied = 0;
        for (int i = 0; i < 20_000; i++) {
            Condition rule = rule(random, 3);
            if (rule.holds(visitor(random))) {
                satisfied++;
                assertThat(Reach.isPossible(rule, ATTRIBUTES))
                        .as("seed %d: %s", seed, rule)
                        .isTrue();
            }
        }
        assertThat(satisfied).isGreaterThan(1_000);
    }

    private static Condition rule(Random random, int depth) {
        int kind = depth == 0 ? 3 : random.nextInt(5);
        if (kind < 2) {
            List<Condition> parts = Stream.generate(() -> rule(random, depth - 1))
                    .limit(1 + random.nextInt(3))
                    .toList();
            return kind == 0 ? new All(parts) : new Any(parts);
        }
        if (kind == 2) {
            return new Not(rule(random, depth - 1));
        }
        Operator[] numeric = {Operator.LESS, Operator.AT_MOST, Operator.GREATER, Operator.AT_LEAST, Operator.IS};
        Operator[] textual = {Operator.IS, Operator.IS_NOT, Operator.STARTS_WITH, Operator.CONTAINS, Operator.NOT_IN};
        return switch (random.nextInt(4)) {
            case 0 -> stated("age", numeric[random.nextInt(5)], (double) random.nextInt(4));
            case 1 -> stated("interest", textual[random.nextInt(5)], random.nextBoolean() ? "running" : "hiking");
            case 2 -> context("path", textual[random.nextInt(5)], "ab".substring(0, 1 + random.nextInt(2)));
            default -> stated(random.nextBoolean() ? "age" : "interest", Operator.EXISTS, random.nextBoolean());
        };
    }

    private static Facts visitor(Random random) {
        Map<String, Object> attributes = new java.util.HashMap<>();
        if (random.nextBoolean()) {
            attributes.put("age", random.nextInt(8) / 2.0);
        }
        if (random.nextBoolean()) {
            attributes.put("interest", random.nextBoolean() ? "running" : "hiking");
        }
        String[] paths = {"a", "ab", "b", "ba", "c"};
        return new Facts(Map.of("path", paths[random.nextInt(5)]), attributes);
    }
}
