package dev.candor.domain.experiment;

import static dev.candor.domain.experiment.LaunchCheck.CREEPY;

import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.AttributeType;
import dev.candor.domain.attribute.SensitiveKinds;
import dev.candor.domain.audience.Condition;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Source;
import dev.candor.domain.audience.Operator;
import dev.candor.domain.experiment.LaunchChecklist.Findings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What makes visitors shudder, from the article that Candor grew from: pressing overlays, personal data in copy and
 * addresses, places, searches, browsing and social life, sensitive themes, knowledge that nobody gave, and rules so narrow
 * that they mean single persons. Words are looked for in English, Japanese, German and French; the list finds what is plainly so, and is no
 * proof.
 */
final class CreepyTriggers {

    /** An experience may look at so many attributes. */
    static final int MOST_ATTRIBUTES = 3;

    /** An overlay waits at least so long. */
    static final int OVERLAY_SECONDS = 10;

    private static final Pattern EXIT_INTENT = words("exit[-_ ]?intent|on[-_]?exit\\b|mouse[-_]?leave|離脱防止");
    private static final Pattern OVERLAY =
            words("\\b(pop[-_]?up|modal|overlay|lightbox|interstitial|chat[-_]?(popup|window|invite|bubble))"
                    + "|ポップアップ|オーバーレイ");
    private static final Pattern DELAY =
            words("\"delay(seconds|ms|milliseconds)?\"\\s*:\\s*\"?([0-9]{1,9}(?:\\.[0-9]{1,6})?)");
    private static final Pattern PLACEHOLDER = words("\\{\\{|\\$\\{|<%|%%[a-z_]+%%|\\[\\[[a-z_]+]]");
    private static final Pattern AD_CLICK = words("\\b(gclid|fbclid|msclkid|dclid)\\b");
    private static final Pattern GEOLOCATION = words("geolocation");

    private static final Pattern OUTBOUND =
            words("\"(send[-_]?)?(sms|(web[-_]?)?push([-_]?notification)?|whatsapp|line[-_]?message)\"\\s*:|\\bsms:");
    /** Words in keys that single people out when three of the groups meet. */
    private static final List<Set<String>> QUASI_IDENTIFIERS = List.of(
            Set.of("age", "birthday", "birthdate", "birthyear", "birth", "dob"),
            Set.of("gender", "sex"),
            Set.of("region", "prefecture", "state", "country", "county"),
            Set.of("job", "occupation", "profession", "employer", "school"),
            Set.of("household", "children", "married", "income"));

    private static final Set<String> BEHAVIOUR = Set.of("newOrReturning", "referrerHost");

    private final Map<String, Attribute> attributes;
    private final Findings findings;

    CreepyTriggers(Map<String, Attribute> attributes, Findings findings) {
        this.attributes = attributes;
        this.findings = findings;
    }

    void look(Experiment experiment) {
        if (experiment.audience() != null) {
            rule(experiment.audience(), "/audience");
        }
        for (int v = 0; v < experiment.variants().size(); v++) {
            Variant variant = experiment.variants().get(v);
            String at = "/variants/" + v;
            content(variant.content(), at);
            for (int e = 0; e < variant.experiences().size(); e++) {
                experience(variant.experiences().get(e), at + "/experiences/" + e);
            }
        }
    }

    private void experience(Experience experience, String at) {
        rule(experience.when(), at + "/when");
        content(experience.content(), at);
        copy(experience.content().payload(), at + "/payload");
        List<Change> changes = experience.content().changes();
        for (int c = 0; c < changes.size(); c++) {
            Change change = changes.get(c);
            copy(change.value(), at + "/changes/" + c + "/value");
            if (change.selector().strip().equalsIgnoreCase("title")) {
                fail("title", at + "/changes/" + c + "/selector", "the page's title is seen by whoever looks on");
            }
            address(change, experience, at + "/changes/" + c + "/value");
        }
        experience.why().forEach((language, text) -> copy(text, at + "/why/" + language));
    }

    /** In everything that any visitor meets, personalized or not. */
    private void content(Content content, String at) {
        text(content.payload(), at + "/payload");
        List<Change> changes = content.changes();
        for (int c = 0; c < changes.size(); c++) {
            text(changes.get(c).value(), at + "/changes/" + c + "/value");
        }
        List<String> overlays = Stream.concat(
                        Stream.of(content.payload()), changes.stream().map(Change::value))
                .filter(text -> OVERLAY.matcher(text).find())
                .toList();
        if (!overlays.isEmpty()) {
            overlays(overlays, at);
        }
    }

    private void text(String text, String field) {
        if (EXIT_INTENT.matcher(text).find()) {
            fail("aggressive", field, "no overlay when somebody wants to leave");
        }
        if (PLACEHOLDER.matcher(text).find()) {
            fail("personal_text", field, "no placeholders: personal data does not belong into the copy");
        }
        if (OUTBOUND.matcher(text).find()) {
            fail("outbound", field, "no messages to the visitor's phone or inbox: nobody asked for them here");
        }
        if (GEOLOCATION.matcher(text).find()) {
            fail("location", field, "the browser is not asked for its place");
        }
    }

    private void overlays(List<String> overlays, String at) {
        if (overlays.size() > 1) {
            fail("aggressive", at, "more than one overlay or pop-up in one experience");
        }
        Matcher delay = DELAY.matcher(String.join("\n", overlays));
        if (!delay.find()) {
            findings.warn(
                    CREEPY,
                    "creepy.aggressive",
                    at,
                    "creepy.aggressive: see that the overlay waits " + OVERLAY_SECONDS
                            + " seconds and comes once a session");
            return;
        }
        String unit = delay.group(1);
        boolean milliseconds = unit != null && unit.toLowerCase(Locale.ROOT).startsWith("m");
        double seconds = Double.parseDouble(delay.group(2)) / (milliseconds ? 1000 : 1);
        if (seconds < OVERLAY_SECONDS) {
            fail("aggressive", at, "an overlay waits at least " + OVERLAY_SECONDS + " seconds");
        }
    }

    private void copy(String text, String field) {
        SensitiveKinds.in(text)
                .filter(word -> !GEOLOCATION.matcher(text).find())
                .ifPresent(word -> fail(
                        "sensitive",
                        field,
                        "“" + word + "” touches what is nobody's business: health, belief, origin, politics, sex life,"
                                + " crime, minors"));
        for (CreepyTheme theme : CreepyTheme.ALL) {
            theme.inCopy(text)
                    .ifPresent(words -> fail(theme.code(), field, "“" + words + "” speaks of " + theme.what()));
        }
        for (CreepyTheme theme : CreepyTheme.WEIGHTY) {
            theme.inCopy(text)
                    .ifPresent(words -> findings.fail(
                            CREEPY,
                            theme.code(),
                            field,
                            theme.code() + ": “" + words + "” decides about " + theme.what()
                                    + ": a person must approve that different visitors get different ones"));
        }
    }

    private void address(Change change, Experience experience, String field) {
        boolean isAddress = change.kind() == ChangeKind.REDIRECT
                || (change.kind() == ChangeKind.ATTR && Set.of("href", "src").contains(change.attribute()));
        int query = change.value().indexOf('?');
        if (isAddress && query >= 0) {
            String asked = change.value().substring(query);
            experience.attributes().stream()
                    .filter(key -> asked.contains("?" + key + "=") || asked.contains("&" + key + "="))
                    .forEach(key ->
                            fail("address", field, "what was stated as “" + key + "” would stand in an address"));
        }
    }

    private void rule(Condition rule, String field) {
        Set<String> keys = Condition.attributesOf(rule);
        for (String key : keys) {
            CreepyTheme.ALL.stream()
                    .filter(theme -> theme.isInKey(key))
                    .forEach(theme -> fail(theme.code(), field, "the attribute " + key + " is " + theme.what()));
        }
        if (keys.size() > MOST_ATTRIBUTES) {
            fail(
                    "profile",
                    field,
                    "looks at " + keys.size() + " attributes at once, which means single persons: at most "
                            + MOST_ATTRIBUTES);
        }
        long kinds = QUASI_IDENTIFIERS.stream()
                .filter(kind -> keys.stream()
                        .anyMatch(key -> Arrays.stream(key.split("_")).anyMatch(kind::contains)))
                .count();
        if (kinds >= 3) {
            fail("profile", field, "together these attributes tell people apart: use at most two of such kinds");
        }
        List<Compare> compares = Condition.comparesOf(rule);
        compares.forEach(compare -> comparison(compare, field));
        boolean behaviour = compares.stream()
                .anyMatch(compare -> compare.source() == Source.CONTEXT && BEHAVIOUR.contains(compare.field()));
        if (!keys.isEmpty() && behaviour) {
            findings.warn(
                    CREEPY,
                    "creepy.combination",
                    field,
                    "creepy.combination: what was stated is joined with how the visitor came; the why should say so");
        }
    }

    private void comparison(Compare compare, String field) {
        Attribute attribute = compare.source() == Source.ATTRIBUTE ? attributes.get(compare.field()) : null;
        boolean exact = compare.operator() == Operator.IS || compare.operator() == Operator.IN;
        if (attribute != null && attribute.type() == AttributeType.NUMBER && exact) {
            fail("exact", field, "an exact number of " + compare.field() + " is too exact: use a range");
        }
        compare.operands().stream()
                .filter(operand ->
                        operand instanceof String text && AD_CLICK.matcher(text).find())
                .forEach(operand -> fail("search_history", field, "an ad click's id follows the visitor across sites"));
    }

    private void fail(String code, String field, String message) {
        findings.fail(CREEPY, "creepy." + code, field, "creepy." + code + ": " + message);
    }

    private static Pattern words(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }
}
