package dev.candor.domain.audience;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule over the present request and over declared attributes. A comparison with something that is not there is
 * false, also {@code isNot} and {@code notIn}. The browser's engine reads it the same way.
 */
public sealed interface Condition {

    /** How many groups may stand within one another. */
    int MAX_DEPTH = 5;

    /** How many nodes a whole rule may have. */
    int MAX_NODES = 50;

    /** Whether this holds; whoever asks more than once keeps the {@link CompiledCondition}. */
    default boolean holds(Facts facts) {
        return CompiledCondition.of(this).holds(facts.context(), facts.attributes());
    }

    /** Every part holds; no parts hold too. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** At least one part holds. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** The part does not hold. */
    record Not(Condition part) implements Condition {}

    /** Where a comparison looks. */
    enum Source {
        CONTEXT,
        ATTRIBUTE
    }

    /**
     * One field against a value or values.
     *
     * @param operands one value, or the list of {@code in} and {@code notIn}; for {@code exists} true or false
     */
    record Compare(Source source, String field, Operator operator, List<Object> operands) implements Condition {
        public Compare {
            operands = List.copyOf(operands);
        }
    }

    /** The attributes that {@code condition} looks at, in the order of their first mention. */
    static Set<String> attributesOf(@Nullable Condition condition) {
        Set<String> keys = new LinkedHashSet<>();
        if (condition != null) {
            comparesOf(condition).stream()
                    .filter(compare -> compare.source() == Source.ATTRIBUTE)
                    .forEach(compare -> keys.add(compare.field()));
        }
        return keys;
    }

    /** The comparisons in {@code condition}, in their order. */
    static List<Compare> comparesOf(Condition condition) {
        return switch (condition) {
            case All all ->
                all.parts().stream().flatMap(part -> comparesOf(part).stream()).toList();
            case Any any ->
                any.parts().stream().flatMap(part -> comparesOf(part).stream()).toList();
            case Not not -> comparesOf(not.part());
            case Compare compare -> List.of(compare);
        };
    }
}
