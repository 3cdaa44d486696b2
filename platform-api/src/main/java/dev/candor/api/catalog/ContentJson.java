package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.experiment.Change;
import dev.candor.domain.experiment.ChangeKind;
import dev.candor.domain.experiment.Content;
import dev.candor.domain.experiment.Redirects;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a visitor meets, as JSON: {@code payload} and {@code changes}. */
public final class ContentJson {

    /** A payload has at most so many characters of JSON. */
    public static final int MAX_PAYLOAD = 16_384;

    private static final Pattern ATTRIBUTE = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Set<String> FORBIDDEN = Set.of("style", "srcdoc", "action", "formaction");
    private static final Set<String> ADDRESSES = Set.of("href", "src", "poster", "cite");
    private static final Pattern SAFE_ADDRESS = Pattern.compile("(https://|/(?!/)|#|\\.\\.?/)[^\\s\\\\]*");

    private ContentJson() {}

    static Content read(Fields fields) {
        List<Change> changes = fields.objects("changes", 50, ContentJson::readChange);
        if (changes.size() > 1 && changes.stream().anyMatch(change -> change.kind() == ChangeKind.REDIRECT)) {
            fields.fault("changes", "a redirect stands alone: the page that it leaves is not changed besides");
        }
        return new Content(payload(fields), changes);
    }

    private static String payload(Fields fields) {
        JsonNode payload = fields.raw("payload");
        if (payload == null) {
            return "{}";
        }
        if (payload.isArray()) {
            fields.fault("payload", "must be an object, a text, a number, true or false");
        }
        String text = Json.text(payload);
        if (text.length() > MAX_PAYLOAD) {
            fields.fault("payload", "must have at most " + MAX_PAYLOAD + " characters of JSON");
        }
        if (!Fields.isText(text)) {
            fields.fault("payload", "holds a character that is not text");
        }
        return text;
    }

    private static Change readChange(Fields fields) {
        ChangeKind kind = fields.coded("do", ChangeKind.class);
        if (kind == ChangeKind.REDIRECT) {
            return readRedirect(fields);
        }
        String selector = fields.text("selector", 500);
        String attribute = "";
        String value = fields.optionalText("value", 10_000).orElse("");
        if (kind == ChangeKind.ATTR) {
            attribute =
                    fields.text("attribute", name -> ATTRIBUTE.matcher(name).matches(), "must be an attribute name");
            String name = attribute.toLowerCase(Locale.ROOT);
            if (name.startsWith("on") || FORBIDDEN.contains(name)) {
                fields.fault("attribute", name + " may not be changed");
            }
            if (ADDRESSES.contains(name) && !SAFE_ADDRESS.matcher(value).matches()) {
                fields.fault("value", "must be an https address or a path of the same site");
            }
        } else if (kind == ChangeKind.ADD_CLASS || kind == ChangeKind.REMOVE_CLASS) {
            if (value.isBlank() || value.chars().anyMatch(Character::isWhitespace)) {
                fields.fault("value", "must be one class name");
            }
        } else if (kind == ChangeKind.TEXT && !fields.has("value")) {
            fields.fault("value", "is needed: the new text");
        } else if (kind.isMarkup()) {
            value = markup(fields, kind, value);
        }
        return new Change(kind, selector, attribute, value);
    }

    /** The markup that is kept and shown: what is harmless of {@code value}. An element may be emptied, not an insertion. */
    private static String markup(Fields fields, ChangeKind kind, String value) {
        if (!fields.has("value")) {
            fields.fault("value", "is needed: the new HTML");
        }
        String harmless = Markup.harmless(value);
        if (harmless.isBlank() && (kind != ChangeKind.HTML || !value.isBlank())) {
            fields.fault("value", "holds nothing that may be shown: " + Markup.ALLOWED);
        }
        return harmless;
    }

    private static Change readRedirect(Fields fields) {
        String address = fields.text("value", 2000);
        if (!address.isBlank() && !Redirects.isAddress(address)) {
            fields.fault("value", "must be a whole http or https address, for example https://shop.example/new");
        }
        return new Change(ChangeKind.REDIRECT, "", "", address);
    }

    /** Adds payload and changes to {@code node}. */
    public static void write(ObjectNode node, Content content) {
        node.set("payload", Json.kept(content.payload()));
        node.set("changes", writeChanges(content.changes()));
    }

    private static ArrayNode writeChanges(List<Change> changes) {
        ArrayNode array = Json.object().putArray("changes");
        for (Change change : changes) {
            ObjectNode node = array.addObject();
            if (change.kind() != ChangeKind.REDIRECT) {
                node.put("selector", change.selector());
            }
            node.put("do", change.kind().code());
            if (!change.attribute().isEmpty()) {
                node.put("attribute", change.attribute());
            }
            if (change.kind() != ChangeKind.HIDE && change.kind() != ChangeKind.SHOW) {
                node.put("value", change.value());
            }
        }
        return array;
    }
}
