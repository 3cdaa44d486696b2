package dev.candor.stats.vectors;

import static dev.candor.stats.StatisticsException.Code.INVALID_INPUT;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.stats.Require;
import dev.candor.stats.StatisticsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;

/**
 * The input of one case. What has the wrong type is {@code INVALID_INPUT}, as it would be at the platform's own door; NaN and
 * infinity are handed on, for the library to refuse. Remembers what was read, so that nothing is ignored unnoticed.
 */
final class Arguments {
    private final String path;
    private final JsonNode node;
    private final Map<String, List<Arguments>> read = new LinkedHashMap<>();

    Arguments(String path, JsonNode node) {
        this.path = path;
        this.node = node;
        Require.valid(node.isObject(), path, node, "must be an object");
    }

    /** Whether a value other than null is given. */
    boolean has(String name) {
        boolean given = node.hasNonNull(name);
        if (!given && node.has(name)) {
            read.put(name, List.of());
        }
        return given;
    }

    double number(String name) {
        return number(at(name), find(name));
    }

    double[] numbers(String name) {
        return elements(name).stream().mapToDouble(e -> number(at(name), e)).toArray();
    }

    double[][] rows(String name) {
        return elements(name).stream()
                .map(row -> elementsOf(at(name), row).stream()
                        .mapToDouble(e -> number(at(name), e))
                        .toArray())
                .toArray(double[][]::new);
    }

    long count(String name) {
        return Require.wholeCount(at(name), number(name));
    }

    /** A whole number that may be negative. */
    int integer(String name) {
        double value = number(name);
        Require.valid(Math.rint(value) == value && Math.abs(value) < 1e9, at(name), value, "must be whole");
        return (int) value;
    }

    long[] counts(String name) {
        return elements(name).stream()
                .mapToLong(e -> Require.wholeCount(at(name), number(at(name), e)))
                .toArray();
    }

    long[][] countRows(String name) {
        return elements(name).stream()
                .map(row -> elementsOf(at(name), row).stream()
                        .mapToLong(e -> Require.wholeCount(at(name), number(at(name), e)))
                        .toArray())
                .toArray(long[][]::new);
    }

    String text(String name) {
        JsonNode value = find(name);
        Require.valid(value.isTextual(), at(name), value, "must be a text");
        return value.textValue();
    }

    /** The constant whose name this is, in lower case and with dashes or underscores. */
    <E extends Enum<E>> E choice(String name, Class<E> type) {
        String word = text(name);
        String constant = word.replace('-', '_').toUpperCase(Locale.ROOT);
        for (E each : type.getEnumConstants()) {
            if (each.name().equals(constant)) {
                return each;
            }
        }
        throw new StatisticsException(INVALID_INPUT, at(name), word, "not one of the known words");
    }

    Arguments object(String name) {
        Arguments child = new Arguments(at(name), find(name));
        read.put(name, List.of(child));
        return child;
    }

    List<Arguments> objects(String name) {
        List<Arguments> children =
                elements(name).stream().map(e -> new Arguments(at(name), e)).toList();
        read.put(name, children);
        return children;
    }

    /** The names that are given but were never asked for. */
    List<String> unread() {
        List<String> unread = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (read.containsKey(name)) {
                read.get(name).forEach(child -> unread.addAll(child.unread()));
            } else {
                unread.add(at(name));
            }
        }
        return unread;
    }

    private String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private JsonNode find(String name) {
        read.putIfAbsent(name, List.of());
        JsonNode value = node.get(name);
        Require.valid(value != null && !value.isNull(), at(name), "null", "must be given");
        return value;
    }

    private List<JsonNode> elements(String name) {
        return elementsOf(at(name), find(name));
    }

    private static List<JsonNode> elementsOf(String at, JsonNode list) {
        Require.valid(list.isArray(), at, list, "must be a list");
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    private static double number(String at, JsonNode value) {
        if (value.isNumber()) {
            return value.doubleValue();
        }
        String word = value.isTextual() ? value.textValue() : "";
        return switch (word) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new StatisticsException(INVALID_INPUT, at, value, "must be a number");
        };
    }
}
