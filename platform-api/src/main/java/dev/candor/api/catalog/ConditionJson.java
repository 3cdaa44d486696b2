package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.Keys;
import dev.candor.domain.audience.Condition;
import dev.candor.domain.audience.Condition.All;
import dev.candor.domain.audience.Condition.Any;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Not;
import dev.candor.domain.audience.Condition.Source;
import dev.candor.domain.audience.ContextField;
import dev.candor.domain.audience.Operator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules as JSON: {@code {"all": [{"context": "device", "op": "in", "values": ["mobile"]}]}}. */
public final class ConditionJson {

    private static final int MAX_VALUES = 100;
    private static final int MAX_TEXT = 500;
    private static final Set<String> CONTEXT_FIELDS =
            Arrays.stream(ContextField.values()).map(ContextField::code).collect(Collectors.toUnmodifiableSet());

    private static final Pattern PLACES = Pattern.compile("geo|gps|\\b(city|zip|postcode|lat|lng|location|address)\\b");
    private static final Pattern SEARCHES = Pattern.compile(
            "gclid|fbclid|msclkid|dclid|\\bquery\\.(q|query|s|search|keyword|term|utm_term)\\b|referrer.*query|search");

    private int nodes;

    private ConditionJson() {}

    /** The rule in {@code fields}; its faults are noted there. */
    public static Condition read(Fields fields) {
        return new ConditionJson().node(fields, 1);
    }

    private Condition node(Fields fields, int depth) {
        nodes++;
        if (nodes == Condition.MAX_NODES + 1) {
            fields.fault("", "a rule has at most " + Condition.MAX_NODES + " nodes");
        }
        if (depth > Condition.MAX_DEPTH) {
            fields.fault("", "a rule is at most " + Condition.MAX_DEPTH + " levels deep");
            fields.names();
            return new All(List.of());
        }
        if (fields.has("all")) {
            return new All(parts(fields, "all", depth));
        }
        if (fields.has("any")) {
            return new Any(parts(fields, "any", depth));
        }
        if (fields.has("not")) {
            Optional<Condition> part = fields.object("not").map(child -> node(child, depth + 1));
            return new Not(part.orElse(new All(List.of())));
        }
        return compare(fields);
    }

    private List<Condition> parts(Fields fields, String name, int depth) {
        List<Condition> parts = fields.objects(name, Condition.MAX_NODES, child -> node(child, depth + 1));
        if (parts.isEmpty()) {
            fields.fault(name, "must hold at least one rule");
        }
        return parts;
    }

    private static Condition compare(Fields fields) {
        boolean context = fields.has("context");
        if (context == fields.has("attribute")) {
            fields.fault("", "a rule names either a context field or an attribute, or is a group: all, any, not");
        }
        if (context) {
            refuseCreepy(fields);
            ContextField field = fields.coded("context", ContextField.class);
            Operator operator = fields.coded("op", Operator.class);
            Class<?> type = field.numeric() ? Double.class : String.class;
            return new Compare(Source.CONTEXT, field.code(), operator, operands(fields, operator, type));
        }
        String attribute = fields.text("attribute", Keys::isName, Keys.NAME_RULE);
        Operator operator = fields.coded("op", Operator.class);
        // What type the attribute has is not said here: see OperandTypes.
        return new Compare(Source.ATTRIBUTE, attribute, operator, operands(fields, operator, Object.class));
    }

    /** What a rule may not ask of a request is said with the reason and not as a misspelling. */
    private static void refuseCreepy(Fields fields) {
        String asked =
                fields.has("context") ? String.valueOf(fields.raw("context")).toLowerCase(Locale.ROOT) : "";
        if (PLACES.matcher(asked).find()) {
            fields.fault("context", "creepy.location: nothing finer than the country is asked, and never the device");
        } else if (SEARCHES.matcher(asked).find()) {
            fields.fault(
                    "context",
                    "creepy.search_history: search terms, ad clicks and the referrer's query follow visitors about");
        }
    }

    private static List<Object> operands(Fields fields, Operator operator, Class<?> type) {
        List<Object> operands = new ArrayList<>();
        if (operator == Operator.EXISTS) {
            operands.add(fields.truth("value", true));
        } else if (operator.takesMany()) {
            for (JsonNode item : fields.array("values", MAX_VALUES)) {
                scalar(fields, "values", item).ifPresent(operands::add);
            }
            if (operands.isEmpty()) {
                fields.fault("values", "must hold at least one value for " + operator.code());
            }
        } else {
            JsonNode value = fields.raw("value");
            if (value == null) {
                fields.fault("value", "is needed for " + operator.code());
            } else {
                scalar(fields, "value", value).ifPresent(operands::add);
            }
        }
        if (operands.isEmpty()) {
            operands.add("");
            return operands;
        }
        checkTypes(fields, operator, type, operands);
        return operands;
    }

    private static void checkTypes(Fields fields, Operator operator, Class<?> type, List<Object> operands) {
        if (operator == Operator.EXISTS) {
            return;
        }
        if (operator.ordersNumbers() && !(operands.get(0) instanceof Double)) {
            fields.fault("value", operator.code() + " compares with a number");
        } else if (operator.searchesText() && !(operands.get(0) instanceof String)) {
            fields.fault("value", operator.code() + " compares with a text");
        } else if (!operands.stream().allMatch(type::isInstance)) {
            fields.fault(
                    operator.takesMany() ? "values" : "value",
                    "this field is a " + (type == Double.class ? "number" : "text"));
        }
    }

    private static Optional<Object> scalar(Fields fields, String name, JsonNode value) {
        if (value.isTextual() && value.textValue().length() <= MAX_TEXT && Fields.isText(value.textValue())) {
            return Optional.of(value.textValue());
        }
        if (value.isNumber() && Double.isFinite(value.doubleValue())) {
            return Optional.of(value.doubleValue() + 0.0);
        }
        if (value.isBoolean()) {
            return Optional.of(value.booleanValue());
        }
        fields.fault(name, "must be a text of at most " + MAX_TEXT + " characters, a number, true or false");
        return Optional.empty();
    }

    /** The same rule as JSON. */
    public static ObjectNode write(Condition condition) {
        ObjectNode node = Json.object();
        switch (condition) {
            case All all -> all.parts().forEach(part -> node.withArray("all").add(write(part)));
            case Any any -> any.parts().forEach(part -> node.withArray("any").add(write(part)));
            case Not not -> node.set("not", write(not.part()));
            case Compare compare -> {
                node.put(compare.source() == Source.CONTEXT ? "context" : "attribute", compare.field());
                node.put("op", compare.operator().code());
                if (compare.operator().takesMany()) {
                    ArrayNode values = node.putArray("values");
                    compare.operands().forEach(operand -> values.add(Json.tree(simplest(operand))));
                } else {
                    node.set("value", Json.tree(simplest(compare.operands().get(0))));
                }
            }
        }
        return node;
    }

    private static Object simplest(Object operand) {
        if (operand instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return number.longValue();
        }
        return operand;
    }

    /** Whether {@code code} names something that a rule may ask of the request. */
    public static boolean isContextField(String code) {
        return CONTEXT_FIELDS.contains(code);
    }
}
