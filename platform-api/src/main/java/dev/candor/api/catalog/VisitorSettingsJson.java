package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.VisitorSettings.Ask;
import dev.candor.api.catalog.VisitorSettings.Controller;
import dev.candor.api.catalog.VisitorSettings.Deciding;
import dev.candor.api.catalog.VisitorSettings.Feedback;
import dev.candor.api.catalog.VisitorSettings.PurposeText;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.assignment.DecisionPlace;
import dev.candor.domain.consent.Purpose;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** {@link VisitorSettings} as JSON: {@code controller}, {@code texts}, {@code ask}, {@code feedback}, {@code badge}, {@code decisions}, and how long what is kept. */
final class VisitorSettingsJson {

    static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}(-[A-Z]{2})?");

    private static final int MOST_LANGUAGES = 20;
    private static final int MOST_PATHS = 50;
    private static final int LONGEST_PATH = 200;
    private static final BigDecimal LEAST_EPSILON = new BigDecimal("0.1");
    private static final BigDecimal MOST_EPSILON = BigDecimal.TEN;

    private VisitorSettingsJson() {}

    /** {@code before} with what {@code fields} names. */
    static VisitorSettings read(Fields fields, VisitorSettings before) {
        return new VisitorSettings(
                fields.object("controller").map(VisitorSettingsJson::controller).orElse(before.controller()),
                fields.object("texts").map(VisitorSettingsJson::texts).orElse(before.texts()),
                fields.object("ask").map(VisitorSettingsJson::ask).orElse(before.ask()),
                fields.object("feedback").map(VisitorSettingsJson::feedback).orElse(before.feedback()),
                fields.truth("badge", before.badge()),
                (int) fields.whole("receiptRetentionDays", 1, 3_650, before.receiptRetentionDays()),
                (int) fields.whole("pseudonymEpochDays", 1, 395, before.pseudonymEpochDays()),
                new Deciding(
                        fields.coded(
                                "decisions",
                                DecisionPlace.class,
                                before.deciding().place()),
                        fields.has("decisionsSince")
                                ? fields.instant("decisionsSince")
                                : before.deciding().since()));
    }

    private static Controller controller(Fields fields) {
        return new Controller(
                fields.has("name") ? fields.text("name", 200) : null,
                fields.has("contact") ? fields.text("contact", 300) : null);
    }

    private static Map<String, Map<Purpose, PurposeText>> texts(Fields fields) {
        Map<String, Map<Purpose, PurposeText>> texts = new TreeMap<>();
        List<String> languages = fields.names();
        if (languages.size() > MOST_LANGUAGES) {
            fields.fault("", "must hold at most " + MOST_LANGUAGES + " languages");
            return texts;
        }
        for (String language : languages) {
            if (!LANGUAGE.matcher(language).matches()) {
                fields.fault(language, "must be a language such as en or ja");
            }
            Map<Purpose, PurposeText> own = new EnumMap<>(Purpose.class);
            fields.object(language).ifPresent(of -> {
                for (Purpose purpose : Purpose.values()) {
                    of.object(purpose.code())
                            .ifPresent(words -> own.put(
                                    purpose, new PurposeText(words.text("title", 200), words.text("text", 1_000))));
                }
            });
            texts.put(language, Map.copyOf(own));
        }
        return texts;
    }

    private static Ask ask(Fields fields) {
        List<String> paths = fields.texts("notOn", MOST_PATHS, LONGEST_PATH);
        if (!paths.stream().allMatch(path -> path.matches("/[^?#\\s]*"))) {
            fields.fault("notOn", "must hold paths such as /checkout, without query and fragment");
        }
        return new Ask(
                (int) fields.whole("days", 1, 395, VisitorSettings.DEFAULT.ask().days()), paths);
    }

    private static Feedback feedback(Fields fields) {
        return new Feedback(
                (int) fields.whole("share", 0, 10_000, 0),
                fields.decimal("epsilon", LEAST_EPSILON, MOST_EPSILON).orElse(null));
    }

    /** Adds the settings to {@code node}. */
    static void write(ObjectNode node, VisitorSettings settings) {
        node.putObject("controller")
                .put("name", settings.controller().name())
                .put("contact", settings.controller().contact());
        ObjectNode texts = node.putObject("texts");
        new TreeMap<>(settings.texts()).forEach((language, own) -> {
            ObjectNode of = texts.putObject(language);
            for (Purpose purpose : Purpose.values()) {
                PurposeText words = own.get(purpose);
                if (words != null) {
                    of.putObject(purpose.code()).put("title", words.title()).put("text", words.text());
                }
            }
        });
        writeAsking(node, settings);
        node.put("badge", settings.badge());
        node.put("receiptRetentionDays", settings.receiptRetentionDays());
        node.put("pseudonymEpochDays", settings.pseudonymEpochDays());
        node.put("decisions", settings.deciding().place().code());
        if (settings.deciding().since() != null) {
            node.put("decisionsSince", settings.deciding().since().toString());
        }
    }

    /** Adds {@code ask} and {@code feedback}, as visitors' browsers read them, too. */
    static void writeAsking(ObjectNode node, VisitorSettings settings) {
        node.putObject("ask")
                .put("days", settings.ask().days())
                .set("notOn", Json.tree(settings.ask().notOn()));
        node.putObject("feedback")
                .put("share", settings.feedback().share())
                .put("epsilon", settings.feedback().epsilon());
    }
}
