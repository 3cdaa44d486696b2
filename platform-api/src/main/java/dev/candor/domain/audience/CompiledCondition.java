package dev.candor.domain.audience;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A rule made ready to be asked often: the operator is chosen once, lists have become sets, and asking allocates
 * nothing. The browser's {@code conditions.js} is the same function.
 */
public final class CompiledCondition {

    private static final Object ZERO = 0.0;

    private final Node node;

    private CompiledCondition(Node node) {
        this.node = node;
    }

    /** The rule {@code condition}, ready. */
    public static CompiledCondition of(Condition condition) {
        return new CompiledCondition(node(condition));
    }

    /**
     * Whether the rule holds.
     *
     * @param attributes what the visitor declared; empty where it may not be looked at
     */
    public boolean holds(Map<String, Object> context, Map<String, Object> attributes) {
        return node.holds(context, attributes);
    }

    private interface Node {
        boolean holds(Map<String, Object> context, Map<String, Object> attributes);
    }

    /** Something that is there, against the rule's value or values. */
    private interface Comparison {
        boolean holds(Object fact);
    }

    private interface Order {
        boolean holds(double fact, double value);
    }

    private static Node node(Condition condition) {
        return switch (condition) {
            case Condition.All all -> group(all.parts(), false);
            case Condition.Any any -> group(any.parts(), true);
            case Condition.Not not -> {
                Node part = node(not.part());
                yield (context, attributes) -> !part.holds(context, attributes);
            }
            case Condition.Compare compare -> compare(compare);
        };
    }

    /** A group is settled by the first part that says {@code settling}: true settles any, false settles all. */
    private static Node group(List<Condition> conditions, boolean settling) {
        Node[] parts = conditions.stream().map(CompiledCondition::node).toArray(Node[]::new);
        return (context, attributes) -> {
            for (Node part : parts) {
                if (part.holds(context, attributes) == settling) {
                    return settling;
                }
            }
            return !settling;
        };
    }

    private static Node compare(Condition.Compare compare) {
        String field = compare.field();
        boolean inContext = compare.source() == Condition.Source.CONTEXT;
        if (compare.operator() == Operator.EXISTS) {
            boolean wanted = compare.operands().get(0).equals(true);
            return (context, attributes) -> ((inContext ? context : attributes).get(field) != null) == wanted;
        }
        Comparison comparison = comparison(compare.operator(), compare.operands());
        return (context, attributes) -> {
            Object fact = (inContext ? context : attributes).get(field);
            return fact != null && comparison.holds(fact);
        };
    }

    private static Comparison comparison(Operator operator, List<Object> operands) {
        Object operand = unsigned(operands.get(0));
        return switch (operator) {
            case IS -> fact -> unsigned(fact).equals(operand);
            case IS_NOT -> fact -> !unsigned(fact).equals(operand);
            case IN -> {
                Set<Object> values = set(operands);
                yield fact -> values.contains(unsigned(fact));
            }
            case NOT_IN -> {
                Set<Object> values = set(operands);
                yield fact -> !values.contains(unsigned(fact));
            }
            case STARTS_WITH ->
                fact -> fact instanceof String text && operand instanceof String start && text.startsWith(start);
            case CONTAINS ->
                fact -> fact instanceof String text && operand instanceof String part && text.contains(part);
            case LESS -> number(operand, (fact, value) -> fact < value);
            case AT_MOST -> number(operand, (fact, value) -> fact <= value);
            case GREATER -> number(operand, (fact, value) -> fact > value);
            case AT_LEAST -> number(operand, (fact, value) -> fact >= value);
            case EXISTS -> throw new IllegalArgumentException("exists compares with nothing");
        };
    }

    private static Comparison number(Object operand, Order order) {
        double value = operand instanceof Double number ? number : Double.NaN;
        return fact -> fact instanceof Double number && Double.isFinite(number) && order.holds(number, value);
    }

    private static Set<Object> set(List<Object> operands) {
        Set<Object> values = new HashSet<>();
        operands.forEach(operand -> values.add(unsigned(operand)));
        return values;
    }

    /** Zero has no sign here, as in JavaScript's comparisons. */
    private static Object unsigned(Object value) {
        return value instanceof Double number && number == 0 ? ZERO : value;
    }
}
