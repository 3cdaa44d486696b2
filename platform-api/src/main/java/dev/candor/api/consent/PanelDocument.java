package dev.candor.api.consent;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteJson;
import dev.candor.api.catalog.VisitorSettings.PurposeText;
import dev.candor.api.problem.Json;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.AttributeTexts;
import dev.candor.domain.consent.Purpose;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/**
 * What visitors read before they answer, in one language. Each text has a version, the beginning of the SHA-256 of what is
 * shown: whoever changes a word, how long something is kept or who receives it has another version, and asks again.
 *
 * @param body   JSON, as {@code GET /v1/sites/{siteKey}/panel} answers it
 * @param shown  every text in it, to be kept, so that it can be shown again beside a receipt
 */
public record PanelDocument(String language, ObjectNode body, List<Shown> shown) {

    private static final int VERSION_LENGTH = 16;

    public PanelDocument {
        shown = List.copyOf(shown);
    }

    /**
     * A text as somebody read it.
     *
     * @param kind    {@code purposes} or {@code attribute}
     * @param sha256  of the content, in hexadecimal
     * @param content canonical JSON
     */
    public record Shown(String kind, String language, String sha256, String content) {

        /** What answers name it by. */
        public String version() {
            return sha256.substring(0, VERSION_LENGTH);
        }

        private static Shown of(String kind, String language, ObjectNode content) {
            String canonical = Json.canonical(content);
            return new Shown(kind, language, hash(canonical), canonical);
        }
    }

    /** The documents of a site in all its languages. */
    public static List<PanelDocument> all(Site site, Collection<Attribute> attributes) {
        return Languages.of(site).stream()
                .map(language -> of(site, attributes, language))
                .toList();
    }

    /** The document in {@code language}, one that {@link Languages#choose} chose. */
    public static PanelDocument of(Site site, Collection<Attribute> attributes, String language) {
        List<Shown> shown = new ArrayList<>();
        ObjectNode asked = Json.object().put("language", language);
        asked.putObject("controller")
                .put("name", controller(site))
                .put("contact", site.visitors().controller().contact());
        ArrayNode purposes = asked.putArray("purposes");
        for (Purpose purpose : Purpose.values()) {
            PurposeText words = PurposeWords.of(site, language, purpose);
            purposes.addObject()
                    .put("purpose", purpose.code())
                    .put("title", words.title())
                    .put("text", words.text());
        }
        Shown whole = Shown.of("purposes", language, asked);
        shown.add(whole);
        ObjectNode body = asked.deepCopy().put("textVersion", whole.version());
        ArrayNode list = body.putArray("attributes");
        for (Attribute attribute : attributes) {
            ObjectNode node = attribute(site, attribute, language);
            Shown of = Shown.of("attribute", language, node);
            shown.add(of);
            list.add(node.put("version", of.version()));
        }
        SiteJson.writeAsking(body, site.visitors());
        return new PanelDocument(language, body, shown);
    }

    private static ObjectNode attribute(Site site, Attribute attribute, String language) {
        ObjectNode node = Json.object()
                .put("key", attribute.key())
                .put("type", attribute.type().code());
        node.set("values", attribute.values().isEmpty() ? null : Json.tree(attribute.values()));
        node.put("retentionDays", attribute.retentionDays());
        AttributeTexts texts = Languages.texts(attribute.texts(), site, language)
                .orElseThrow(() -> new IllegalStateException("an attribute without texts"));
        node.set("texts", Json.tree(texts));
        return node;
    }

    /** The name of whoever answers for the data. */
    public static String controller(Site site) {
        String name = site.visitors().controller().name();
        return name == null ? site.name() : name;
    }

    private static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
