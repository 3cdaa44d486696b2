package dev.candor.ui.experiment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Json;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.AttributeType;
import dev.candor.domain.audience.ContextField;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Purpose;
import dev.candor.ui.page.FormField;
import dev.candor.ui.page.FormValues;
import dev.candor.ui.words.ExplainWords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The form that describes a visitor. The inputs are named as the fields of the API's question, so that a fault finds the
 * input that it is about.
 */
public record ExplainForm(
        List<FormField> visitor, List<FormField> context, List<FormField> attributes, List<FormField> consent) {

    private static final String EXAMPLE_UNIT = "visitor-1";

    public ExplainForm {
        visitor = List.copyOf(visitor);
        context = List.copyOf(context);
        attributes = List.copyOf(attributes);
        consent = List.copyOf(consent);
    }

    /** Whether anything was said of the request. */
    public boolean contextGiven() {
        return context.stream()
                .anyMatch(field -> !field.value().isEmpty() || !field.fault().isEmpty());
    }

    static ExplainForm of(FormValues form, Map<String, Attribute> attributes, String language, ExplainWords say) {
        return new ExplainForm(
                marked(
                        form,
                        List.of(
                                FormField.text("unit", say.unit(), say.unitHelp(), form.get("unit", EXAMPLE_UNIT)),
                                FormField.text("userId", say.userId(), say.userIdHelp(), form.get("userId")))),
                marked(
                        form,
                        Arrays.stream(ContextField.values())
                                .map(field -> context(field, form, say))
                                .toList()),
                marked(
                        form,
                        attributes.values().stream()
                                .map(attribute -> attribute(attribute, form, language, say))
                                .toList()),
                marked(
                        form,
                        Arrays.stream(Purpose.values())
                                .map(purpose -> consent(purpose, form, say))
                                .toList()));
    }

    private static List<FormField> marked(FormValues form, List<FormField> fields) {
        return fields.stream().map(form::marked).toList();
    }

    private static FormField context(ContextField field, FormValues form, ExplainWords say) {
        String name = "context/" + field.code();
        String label = say.field(field.code());
        return switch (field) {
            case DEVICE -> choice(name, label, List.of("mobile", "tablet", "desktop"), form, say);
            case NEW_OR_RETURNING -> choice(name, label, List.of("new", "returning"), form, say);
            default ->
                field.numeric()
                        ? FormField.number(name, label, "", form.get(name))
                        : FormField.text(name, label, "", form.get(name));
        };
    }

    private static FormField attribute(Attribute attribute, FormValues form, String language, ExplainWords say) {
        String name = "attributes/" + attribute.key();
        var texts = attribute.texts().get(language);
        String label = texts == null ? attribute.key() : texts.label();
        return switch (attribute.type()) {
            case ENUM -> choice(name, label, attribute.values(), form, say);
            case BOOLEAN ->
                FormField.select(
                        name,
                        label,
                        "",
                        List.of("", "true", "false"),
                        List.of(say.unknown(), say.yes(), say.no()),
                        form.get(name));
            case NUMBER -> FormField.number(name, label, "", form.get(name));
            case STRING -> FormField.text(name, label, "", form.get(name));
        };
    }

    private static FormField choice(
            String name, String label, List<String> choices, FormValues form, ExplainWords say) {
        List<String> values = new ArrayList<>(List.of(""));
        values.addAll(choices);
        List<String> labels = new ArrayList<>(values);
        labels.set(0, say.unknown());
        return FormField.select(name, label, "", values, labels, form.get(name));
    }

    private static FormField consent(Purpose purpose, FormValues form, ExplainWords say) {
        String name = "consent/" + purpose.code();
        List<String> states =
                List.of(ConsentState.GRANTED.code(), ConsentState.DENIED.code(), ConsentState.UNKNOWN.code());
        return FormField.select(
                name,
                say.purpose(purpose.code()),
                "",
                states,
                states.stream().map(say::state).toList(),
                form.get(name, ConsentState.GRANTED.code()));
    }

    /** What was entered, as the API's question; what was left empty is not there. */
    static ObjectNode question(FormValues form, Map<String, Attribute> attributes) {
        ObjectNode question = Json.object();
        for (String name : List.of("unit", "userId")) {
            if (!form.get(name).isEmpty()) {
                question.put(name, form.get(name));
            }
        }
        ObjectNode context = question.putObject("context");
        for (ContextField field : ContextField.values()) {
            put(context, field.code(), form.get("context/" + field.code()), field.numeric());
        }
        ObjectNode stated = question.putObject("attributes");
        attributes.values().forEach(attribute -> {
            String value = form.get("attributes/" + attribute.key());
            if (attribute.type() == AttributeType.BOOLEAN && !value.isEmpty()) {
                stated.put(attribute.key(), value.equals("true"));
            } else {
                put(stated, attribute.key(), value, attribute.type() == AttributeType.NUMBER);
            }
        });
        ObjectNode consent = question.putObject("consent");
        for (Purpose purpose : Purpose.values()) {
            consent.put(purpose.code(), form.get("consent/" + purpose.code(), ConsentState.GRANTED.code()));
        }
        return question;
    }

    private static void put(ObjectNode node, String name, String value, boolean numeric) {
        if (value.isEmpty()) {
            return;
        }
        if (numeric && value.matches("-?[0-9]{1,15}([.][0-9]{1,6})?")) {
            node.put(name, Double.parseDouble(value));
        } else if (numeric) {
            // No number: what is there instead is said beside the input.
            node.putArray(name);
        } else {
            node.put(name, value);
        }
    }
}
