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

    boolean holds(Facts facts);

    /** Every part holds; no parts hold too. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Facts facts) {
            for (Condition part : parts) {
                if (!part.holds(facts)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** At least one part holds. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }

        @Override
        public boolean holds(Facts facts) {
            for (Condition part : parts) {
                if (part.holds(facts)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The part does not hold. */
    record Not(Condition part) implements Condition {
        @Override
        public boolean holds(Facts facts) {
            return !part.holds(facts);
        }
    }

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

        @Override
        public boolean holds(Facts facts) {
            Object actual = (source == Source.CONTEXT ? facts.context() : facts.attributes()).get(field);
            if (operator == Operator.EXISTS) {
                return (actual != null) == operands.get(0).equals(true);
            }
            return actual != null && compare(actual);
        }

        private boolean compare(Object actual) {
            Object operand = operands.get(0);
            return switch (operator) {
                case IS -> actual.equals(operand);
                case IS_NOT -> !actual.equals(operand);
                case IN -> operands.contains(actual);
                case NOT_IN -> !operands.contains(actual);
                case STARTS_WITH -> actual instanceof String a && operand instanceof String o && a.startsWith(o);
                case CONTAINS -> actual instanceof String a && operand instanceof String o && a.contains(o);
                case LESS -> order(actual, operand) < 0;
                case AT_MOST -> order(actual, operand) <= 0;
                case GREATER -> inverse(actual, operand) < 0;
                case AT_LEAST -> inverse(actual, operand) <= 0;
                case EXISTS -> throw new IllegalStateException("exists was answered before");
            };
        }

        private static int order(Object left, Object right) {
            return left instanceof Double l && right instanceof Double r ? Double.compare(l, r) : 1;
        }

        private static int inverse(Object left, Object right) {
            return left instanceof Double && right instanceof Double ? order(right, left) : 1;
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
