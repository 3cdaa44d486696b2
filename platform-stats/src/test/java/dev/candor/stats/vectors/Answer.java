package dev.candor.stats.vectors;

import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a method found, by the names of the vector files. Values are numbers, texts, booleans, lists, answers or null. */
final class Answer {
    private final Map<String, Object> values = new LinkedHashMap<>();

    Answer put(String name, Object value) {
        values.put(name, plain(value));
        return this;
    }

    /** {@code prefix_lower} and {@code prefix_upper}; both null if there is no interval. */
    Answer interval(String prefix, Interval interval) {
        put(prefix + "_lower", interval == null ? null : interval.lower());
        return put(prefix + "_upper", interval == null ? null : interval.upper());
    }

    Answer putAll(Answer other) {
        values.putAll(other.values);
        return this;
    }

    Collection<Object> values() {
        return values.values();
    }

    boolean has(String path) {
        return find(path) != MISSING;
    }

    /** The value at a name, or at a path such as {@code boundaries.0}. */
    Object get(String path) {
        return find(path);
    }

    private static final Object MISSING = new Object();

    @Override
    public String toString() {
        return values.toString();
    }

    private Object find(String path) {
        Object here = this;
        for (String step : path.split("\\.", -1)) {
            if (here instanceof Answer answer && answer.values.containsKey(step)) {
                here = answer.values.get(step);
            } else if (here instanceof List<?> list && step.matches("\\d+") && Integer.parseInt(step) < list.size()) {
                here = list.get(Integer.parseInt(step));
            } else {
                return MISSING;
            }
        }
        return here;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case null -> null;
            case Probability probability -> probability.value();
            case double[] numbers -> Arrays.stream(numbers).boxed().toList();
            case boolean[] flags -> listOf(flags);
            case List<?> list -> list.stream().map(Answer::plain).toList();
            case Enum<?> word -> word.name().toLowerCase(java.util.Locale.ROOT);
            default -> value;
        };
    }

    private static List<Boolean> listOf(boolean[] flags) {
        Boolean[] boxed = new Boolean[flags.length];
        Arrays.setAll(boxed, i -> flags[i]);
        return List.of(boxed);
    }
}
