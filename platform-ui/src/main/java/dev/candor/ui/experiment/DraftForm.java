package dev.candor.ui.experiment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.ExperimentJson;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.AttributeType;
import dev.candor.domain.experiment.Experience;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.LaunchRules;
import dev.candor.domain.experiment.MetricUse;
import dev.candor.domain.metric.MetricRole;
import dev.candor.ui.page.FormField;
import dev.candor.ui.page.FormValues;
import dev.candor.ui.words.SteeringWords;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * The parts of a draft that only a person can know. Each input is named by its place in the definition, as a JSON pointer
 * without the first slash, so that a fault finds it; what no input is for stays as it is.
 */
public final class DraftForm {

    private static final String PRIMARY = "metrics";
    private static final String LIFT = "plan/practicalEquivalence/relative";

    private final Experiment experiment;
    private final LaunchRules.Site site;
    private final ObjectNode document;

    DraftForm(Experiment experiment, LaunchRules.Site site) {
        this.experiment = experiment;
        this.site = site;
        this.document = ExperimentJson.write(experiment);
    }

    /** A titled group of inputs. */
    public record Group(String title, List<FormField> fields) {}

    List<Group> groups(FormValues form, SteeringWords say) {
        List<Group> groups = new ArrayList<>();
        groups.add(new Group(
                say.about(),
                marked(
                        form,
                        FormField.text("name", say.name(), "", form.get("name", experiment.name())),
                        FormField.text("question", say.question(), "", form.get("question", experiment.question())),
                        FormField.text(
                                "hypothesis", say.hypothesis(), "", form.get("hypothesis", experiment.hypothesis())))));
        groups.add(new Group(say.plan(), marked(form, plan(form, say).toArray(FormField[]::new))));
        for (int v = 0; v < experiment.variants().size(); v++) {
            List<Experience> experiences = experiment.variants().get(v).experiences();
            for (int e = 0; e < experiences.size(); e++) {
                groups.add(new Group(
                        say.experienceOf(experiment.variants().get(v).key(), Integer.toString(e + 1)),
                        marked(
                                form,
                                experience("variants/" + v + "/experiences/" + e, form, say)
                                        .toArray(FormField[]::new))));
            }
        }
        return groups;
    }

    private List<FormField> plan(FormValues form, SteeringWords say) {
        List<FormField> fields = new ArrayList<>();
        List<String> metrics = new ArrayList<>(List.of(""));
        metrics.addAll(site.metrics().keySet());
        String primary = experiment.primary().map(MetricUse::metric).orElse("");
        if (!metrics.contains(primary)) {
            metrics.add(primary);
        }
        List<String> labels = new ArrayList<>(metrics);
        labels.set(0, say.later());
        fields.add(FormField.select(PRIMARY, say.primary(), "", metrics, labels, form.get(PRIMARY, primary)));
        JsonNode lift = at(LIFT);
        if (experiment.plan().practicalEquivalence() == null || lift.isNumber()) {
            fields.add(
                    FormField.number(LIFT, say.smallestLift(), say.smallestLiftHelp(), form.get(LIFT, percent(lift))));
        }
        for (String count : List.of("plan/maximumVisitors", "plan/expectedDailyVisitors")) {
            boolean maximum = count.endsWith("maximumVisitors");
            fields.add(FormField.number(
                    count,
                    maximum ? say.maximumVisitors() : say.dailyVisitors(),
                    maximum ? "" : say.dailyVisitorsHelp(),
                    form.get(count, at(count).isNull() ? "" : at(count).asText())));
        }
        for (String time : List.of("startsAt", "endsAt")) {
            fields.add(FormField.text(
                    time,
                    time.equals("startsAt") ? say.startsAt() : say.endsAt(),
                    say.timeHelp(),
                    form.get(time, at(time).isNull() ? "" : at(time).asText())));
        }
        return fields;
    }

    private List<FormField> experience(String at, FormValues form, SteeringWords say) {
        List<FormField> fields = new ArrayList<>();
        String asked = at(at + "/when/attribute").asText("");
        if (!asked.isEmpty() && at(at + "/when/op").asText().equals("is")) {
            List<String> keys = new ArrayList<>(site.attributes().keySet());
            if (!keys.contains(asked)) {
                keys.add(asked);
            }
            String attribute = at + "/when/attribute";
            fields.add(FormField.select(attribute, say.attribute(), "", keys, keys, form.get(attribute, asked)));
            String value = at + "/when/value";
            fields.add(FormField.text(
                    value,
                    say.attributeValue(),
                    known(form.get(attribute, asked)),
                    form.get(value, at(value).asText())));
        }
        for (String language : site.languages()) {
            String why = at + "/why/" + language;
            fields.add(FormField.text(why, say.whyIn(language), say.whyHelp(), form.get(why, at(why).asText(""))));
        }
        return fields;
    }

    private String known(String attribute) {
        Attribute registered = site.attributes().get(attribute);
        return registered == null ? "" : String.join(", ", registered.values());
    }

    private static List<FormField> marked(FormValues form, FormField... fields) {
        return java.util.Arrays.stream(fields).map(form::marked).toList();
    }

    /** The definition with what was entered; what is wrong with it is for the reader of definitions to say. */
    ObjectNode filled(FormValues form) {
        for (String text : List.of("name", "question", "hypothesis")) {
            document.put(text, form.get(text));
        }
        for (String time : List.of("startsAt", "endsAt")) {
            document.put(time, form.get(time).isEmpty() ? null : form.get(time));
        }
        ObjectNode plan = (ObjectNode) document.get("plan");
        for (String count : List.of("maximumVisitors", "expectedDailyVisitors")) {
            number(plan, count, form.get("plan/" + count));
        }
        if (form.values().containsKey(LIFT)) {
            String lift = form.get(LIFT);
            plan.putNull("practicalEquivalence");
            if (!lift.isEmpty()) {
                number(plan.putObject("practicalEquivalence"), "relative", share(lift));
            }
        }
        primary(form.get(PRIMARY));
        form.values().keySet().stream()
                .filter(name -> name.matches("variants/[0-9]+/experiences/[0-9]+/.+"))
                .forEach(name -> put(name, form.get(name)));
        return document;
    }

    private void primary(String metric) {
        ArrayNode metrics = (ArrayNode) document.get("metrics");
        for (int i = metrics.size() - 1; i >= 0; i--) {
            JsonNode use = metrics.get(i);
            if (use.path("role").asText().equals(MetricRole.PRIMARY.code())
                    || use.path("metric").asText().equals(metric)) {
                metrics.remove(i);
            }
        }
        if (!metric.isEmpty()) {
            metrics.insertObject(0).put("metric", metric).put("role", MetricRole.PRIMARY.code());
        }
    }

    private void put(String pointer, String value) {
        int last = pointer.lastIndexOf('/');
        String name = pointer.substring(last + 1);
        if (!(at(pointer.substring(0, last)) instanceof ObjectNode owner)) {
            return;
        }
        if (value.isEmpty()) {
            owner.remove(name);
            return;
        }
        Attribute attribute = site.attributes().get(owner.path("attribute").asText());
        AttributeType type = attribute == null || !name.equals("value") ? AttributeType.STRING : attribute.type();
        switch (type) {
            case NUMBER -> number(owner, name, value);
            case BOOLEAN -> owner.put(name, value.equals("true"));
            case STRING, ENUM -> owner.put(name, value);
        }
    }

    /** A number where one was entered, nothing for nothing, and otherwise the text, which is refused by its place. */
    private static void number(ObjectNode owner, String name, String value) {
        if (value.isEmpty()) {
            owner.putNull(name);
        } else if (value.matches("-?[0-9]{1,15}")) {
            owner.put(name, Long.parseLong(value));
        } else if (value.matches("-?[0-9]{1,15}[.][0-9]{1,10}")) {
            owner.put(name, new BigDecimal(value));
        } else {
            owner.put(name, value);
        }
    }

    private JsonNode at(String pointer) {
        return document.at("/" + pointer);
    }

    private static String percent(JsonNode share) {
        return share.isNumber()
                ? share.decimalValue().movePointRight(2).stripTrailingZeros().toPlainString()
                : "";
    }

    private static String share(String percent) {
        return percent.matches("[0-9]{1,6}([.][0-9]{1,6})?")
                ? new BigDecimal(percent).movePointLeft(2).toPlainString()
                : percent;
    }
}
