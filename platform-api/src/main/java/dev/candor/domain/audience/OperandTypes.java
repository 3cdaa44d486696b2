package dev.candor.domain.audience;

import dev.candor.domain.Fault;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.AttributeType;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a rule compares each attribute by an operator, and with values, that its type can have. */
public final class OperandTypes {

    private OperandTypes() {}

    /**
     * What can never hold, with its JSON pointer within the rule. An attribute that is not registered is passed over:
     * the launch asks for it.
     */
    public static List<Fault> faults(Condition condition, Map<String, Attribute> attributes) {
        List<Fault> faults = new ArrayList<>();
        check(condition, "", attributes, faults);
        return faults;
    }

    private static void check(Condition condition, String at, Map<String, Attribute> attributes, List<Fault> faults) {
        switch (condition) {
            case Condition.All all -> check(all.parts(), at + "/all/", attributes, faults);
            case Condition.Any any -> check(any.parts(), at + "/any/", attributes, faults);
            case Condition.Not not -> check(not.part(), at + "/not", attributes, faults);
            case Compare compare -> {
                Attribute attribute = attributes.get(compare.field());
                if (compare.source() == Source.ATTRIBUTE
                        && attribute != null
                        && compare.operator() != Operator.EXISTS) {
                    check(compare, attribute, at, faults);
                }
            }
        }
    }

    private static void check(List<Condition> parts, String at, Map<String, Attribute> attributes, List<Fault> faults) {
        for (int i = 0; i < parts.size(); i++) {
            check(parts.get(i), at + i, attributes, faults);
        }
    }

    private static void check(Compare compare, Attribute attribute, String at, List<Fault> faults) {
        Operator operator = compare.operator();
        String operands = at + (operator.takesMany() ? "/values" : "/value");
        String is = attribute.key() + " is a " + attribute.type().code() + ": ";
        if (operator.ordersNumbers() && attribute.type() != AttributeType.NUMBER) {
            faults.add(new Fault(at + "/op", is + operator.code() + " compares numbers"));
        } else if (operator.searchesText() && !isText(attribute.type())) {
            faults.add(new Fault(at + "/op", is + operator.code() + " searches a text"));
        } else if (!compare.operands().stream().allMatch(type(attribute.type())::isInstance)) {
            faults.add(new Fault(operands, is + "compare it with the like"));
        } else if (attribute.type() == AttributeType.ENUM
                && !operator.searchesText()
                && !compare.operands().stream().allMatch(attribute.values()::contains)) {
            faults.add(new Fault(operands, is + "one of " + String.join(", ", attribute.values())));
        }
    }

    private static boolean isText(AttributeType type) {
        return type == AttributeType.STRING || type == AttributeType.ENUM;
    }

    private static Class<?> type(AttributeType type) {
        return switch (type) {
            case STRING, ENUM -> String.class;
            case NUMBER -> Double.class;
            case BOOLEAN -> Boolean.class;
        };
    }
}
