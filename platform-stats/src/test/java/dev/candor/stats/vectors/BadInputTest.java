package dev.candor.stats.vectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.candor.stats.StatisticsException;
import dev.candor.stats.StatisticsException.Code;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every number of an ordinary input, replaced by one that is none, or by an extreme one. What is not a number is refused by name;
 * what is extreme gets an answer without NaN, or a refusal.
 */
class BadInputTest {
    private static final int CASES_PER_METHOD = 2;
    private static final int ELEMENTS_PER_LIST = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final double[] EXTREMES = {
        0, 1, -1, 0.5, 2, -1e-3, 1e9, 1e-9, 1e18, 1e150, -1e150, 1e300, 1e-300, Double.MAX_VALUE, Double.MIN_VALUE
    };

    @ParameterizedTest(name = "{0}")
    @MethodSource("ordinaryCases")
    void whatIsNotANumberIsRefusedByName(VectorCase ordinary) {
        forEachNumber(ordinary, (input, path, replace) -> {
            for (String word : List.of("NaN", "Infinity", "-Infinity", "a word")) {
                replace.with(TextNode.valueOf(word));
                assertRefused(ordinary, input, path, word);
            }
            replace.with(NullNode.getInstance());
            if (path.matches(".*\\d+")) {
                assertRefused(ordinary, input, path, "null");
            } else {
                evaluate(ordinary, input);
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ordinaryCases")
    void extremeNumbersNeverGiveNaN(VectorCase ordinary) {
        forEachNumber(ordinary, (input, path, replace) -> {
            for (double extreme : EXTREMES) {
                replace.with(DoubleNode.valueOf(extreme));
                Object outcome = evaluate(ordinary, input);
                assertThat(nanIn(outcome))
                        .as("%s with %s = %s: %s", ordinary, path, extreme, outcome)
                        .isFalse();
            }
        });
    }

    static Stream<VectorCase> ordinaryCases() throws IOException {
        Map<String, List<VectorCase>> byMethod = new LinkedHashMap<>();
        VectorsTest.cases()
                .filter(c -> !c.content().path("expected").has("error"))
                .filter(c -> !c.method().equals("published_benchmarks"))
                .forEach(c -> byMethod.computeIfAbsent(c.method(), m -> new ArrayList<>())
                        .add(c));
        return byMethod.values().stream().flatMap(cases -> cases.stream().limit(CASES_PER_METHOD));
    }

    private static void assertRefused(VectorCase ordinary, JsonNode input, String path, String word) {
        Object outcome = evaluate(ordinary, input);
        assertThat(outcome).as("%s with %s = %s", ordinary, path, word).isInstanceOf(StatisticsException.class);
        StatisticsException refusal = (StatisticsException) outcome;
        assertThat(refusal.code()).isEqualTo(Code.INVALID_INPUT);
        assertThat(refusal.argument()).isNotBlank();
        assertThat(refusal).hasMessageStartingWith(refusal.argument() + " is ");
    }

    /** The answer, or the refusal; anything else fails. */
    private static Object evaluate(VectorCase ordinary, JsonNode input) {
        Method method = Methods.named(ordinary.method()).orElseThrow();
        return assertTimeoutPreemptively(PATIENCE, () -> {
            try {
                return method.evaluate(new Arguments("", input));
            } catch (StatisticsException refusal) {
                return refusal;
            } catch (RuntimeException other) {
                return fail(ordinary + " with " + input, other);
            }
        });
    }

    private static boolean nanIn(Object value) {
        return switch (value) {
            case Double number -> Double.isNaN(number);
            case List<?> list -> list.stream().anyMatch(BadInputTest::nanIn);
            case Answer answer -> answer.values().stream().anyMatch(BadInputTest::nanIn);
            case null, default -> false;
        };
    }

    private interface Replacement {
        void with(JsonNode value);
    }

    private interface Visit {
        void at(JsonNode input, String path, Replacement replace);
    }

    private static void forEachNumber(VectorCase ordinary, Visit visit) {
        JsonNode input = ordinary.content().get("input").deepCopy();
        walk(input, "", input, visit);
    }

    private static void walk(JsonNode node, String path, JsonNode input, Visit visit) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                child(object.get(name), path + "." + name, input, visit, value -> object.set(name, value));
            }
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < Math.min(ELEMENTS_PER_LIST, array.size()); i++) {
                int index = i;
                child(array.get(i), path + "." + i, input, visit, value -> array.set(index, value));
            }
        }
    }

    private static void child(JsonNode child, String path, JsonNode input, Visit visit, Replacement replace) {
        if (child.isNumber()) {
            visit.at(input, path, replace);
            replace.with(child);
        } else {
            walk(child, path, input, visit);
        }
    }
}
