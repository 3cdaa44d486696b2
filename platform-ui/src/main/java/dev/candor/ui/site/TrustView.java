package dev.candor.ui.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.ui.words.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The trust document for a visitor to read. */
public record TrustView(
        String language,
        String siteKey,
        String name,
        String controller,
        String contact,
        boolean badge,
        List<CheckLine> checks,
        List<PurposeLine> purposes,
        List<AttributeLine> attributes,
        int eventDays,
        int receiptDays,
        int saltHours,
        String lastPurge,
        String auditHead,
        List<SentLine> transmission) {

    /** A check that the badge stands on. */
    public record CheckLine(String what, boolean passed) {}

    public record PurposeLine(String title, String text) {}

    public record AttributeLine(String key, int days, String recipients) {}

    /** What the browser sends, where to, what for. */
    public record SentLine(String what, String to, String why) {}

    static TrustView of(JsonNode document, Words words) {
        String language = words.language().tag();
        List<CheckLine> checks = new ArrayList<>();
        document.path("badge")
                .path("checks")
                .properties()
                .forEach(check -> checks.add(new CheckLine(
                        words.trust().check(check.getKey()), check.getValue().asBoolean())));
        List<PurposeLine> purposes = new ArrayList<>();
        document.path("purposes")
                .path(language)
                .path("texts")
                .forEach(purpose -> purposes.add(new PurposeLine(
                        purpose.path("title").asText(), purpose.path("text").asText())));
        List<AttributeLine> attributes = new ArrayList<>();
        document.path("attributes")
                .forEach(attribute -> attributes.add(new AttributeLine(
                        attribute.path("key").asText(),
                        attribute.path("retentionDays").asInt(),
                        recipients(attribute.path("recipients"), language))));
        List<SentLine> sent = new ArrayList<>();
        document.path("externalTransmission")
                .path(language)
                .forEach(row -> sent.add(new SentLine(
                        row.path("what").asText(),
                        row.path("to").asText(),
                        row.path("why").asText())));
        return new TrustView(
                language,
                document.path("site").asText(),
                document.path("name").asText(),
                document.at("/controller/name").asText(),
                document.at("/controller/contact").asText(""),
                document.at("/badge/shown").asBoolean(),
                checks,
                purposes,
                attributes,
                document.at("/retention/eventDays").asInt(),
                document.at("/retention/receiptDays").asInt(),
                document.at("/retention/dailySaltHours").asInt(),
                purges(document.path("lastPurge"), words),
                document.at("/auditHead/hash").asText("–"),
                sent);
    }

    /** In the reader's language, or in the one that there is. */
    private static String recipients(JsonNode byLanguage, String language) {
        return byLanguage.has(language)
                ? byLanguage.path(language).asText()
                : byLanguage.properties().stream()
                        .map(Map.Entry::getValue)
                        .map(JsonNode::asText)
                        .findFirst()
                        .orElse("–");
    }

    private static String purges(JsonNode last, Words words) {
        String runs = last.properties().stream()
                .map(purge -> words.site().purge(purge.getKey()) + " "
                        + words.formats()
                                .dateTime(Instant.parse(purge.getValue().asText())))
                .collect(Collectors.joining(" · "));
        return runs.isEmpty() ? "–" : runs;
    }
}
