package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.Coded;
import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.JurisdictionDefault;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.consent.SignalPolicy;
import dev.candor.domain.consent.UnitKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** A site's policies as JSON. */
public final class SiteJson {

    private static final String STRICT = "strict";
    private static final String LEGAL = "legal";
    private static final String PROPERTIES = "eventProperties";
    private static final int MOST_PROPERTIES = 50;
    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

    private SiteJson() {}

    /** {@code {"consented_visitor": ["measurement", "remembering"], ...}}: the purposes that each kind of unit needs. */
    public static ConsentPolicy readPolicy(Fields fields) {
        Map<UnitKind, Set<Purpose>> needs = new EnumMap<>(ConsentPolicy.DEFAULT.needs());
        for (UnitKind kind : UnitKind.values()) {
            if (fields.has(kind.code())) {
                Set<Purpose> purposes = EnumSet.noneOf(Purpose.class);
                for (String code : fields.texts(kind.code(), 3, 40)) {
                    Coded.of(Purpose.class, code)
                            .ifPresentOrElse(
                                    purposes::add,
                                    () -> fields.fault(
                                            kind.code(), "must hold purposes: " + Coded.codes(Purpose.class)));
                }
                needs.put(kind, purposes);
            }
        }
        return new ConsentPolicy(needs);
    }

    /** {@code {"gpc": "strict", "dnt": false, "default": "optIn"}}: which signals the site heeds, and what counts without any. */
    public static SignalPolicy readSignals(Fields fields) {
        String gpc = fields.optionalText("gpc", 10).orElse(STRICT);
        if (!gpc.equals(STRICT) && !gpc.equals(LEGAL)) {
            fields.fault("gpc", "must be one of strict, legal");
        }
        return new SignalPolicy(
                gpc.equals(STRICT),
                fields.truth("dnt", false),
                fields.coded("default", JurisdictionDefault.class, JurisdictionDefault.OPT_IN));
    }

    /** {@code ["plan", "basketSize"]}: the keys that a conversion's properties may have. */
    public static List<String> readProperties(Fields fields) {
        List<String> keys = fields.texts(PROPERTIES, MOST_PROPERTIES, 64);
        keys.stream()
                .filter(key -> !PROPERTY.matcher(key).matches())
                .forEach(key -> fields.fault(
                        PROPERTIES,
                        "must hold keys of 1 to 64 letters, digits and _, a letter first, which " + key + " is not"));
        if (Set.copyOf(keys).size() < keys.size()) {
            fields.fault(PROPERTIES, "must hold each key once");
        }
        return keys;
    }

    /** What visitors read and how their answers are treated: {@code before}, but for what {@code fields} names. */
    public static VisitorSettings readVisitors(Fields fields, VisitorSettings before) {
        return VisitorSettingsJson.read(fields, before);
    }

    /** Adds when visitors may be asked, and for feedback, to what their browsers read. */
    public static void writeAsking(ObjectNode node, VisitorSettings settings) {
        VisitorSettingsJson.writeAsking(node, settings);
    }

    /** The same policy as JSON. */
    static ObjectNode writeSignals(SignalPolicy policy) {
        return Json.object()
                .put("gpc", policy.strictGpc() ? STRICT : LEGAL)
                .put("dnt", policy.doNotTrack())
                .put("default", policy.fallback().code());
    }

    /** The same policy as JSON; kinds and purposes in their order. */
    public static ObjectNode writePolicy(ConsentPolicy policy) {
        ObjectNode node = Json.object();
        for (UnitKind kind : UnitKind.values()) {
            var purposes = node.putArray(kind.code());
            policy.needs().getOrDefault(kind, Set.of()).stream()
                    .sorted()
                    .forEach(purpose -> purposes.add(purpose.code()));
        }
        return node;
    }

    /** The site as its administrators see it; no secret is in it. */
    public static ObjectNode write(Site site) {
        ObjectNode node = Json.object()
                .put("key", site.key())
                .put("name", site.name())
                .put("siteKey", site.siteKey())
                .put("timeZone", site.timeZone().getId())
                .put("locale", site.locale())
                .put("retentionDays", site.retentionDays())
                .put("holdoutShare", site.holdoutShare())
                .put("createdAt", site.createdAt().toString());
        node.set("origins", Json.tree(site.origins()));
        node.set("eventProperties", Json.tree(site.eventProperties()));
        node.set("consentPolicy", writePolicy(site.consentPolicy()));
        node.set("signalPolicy", writeSignals(site.signalPolicy()));
        VisitorSettingsJson.write(node, site.visitors());
        return node;
    }

    static ObjectNode settings(Site site) {
        ObjectNode node = Json.object().put("retentionDays", site.retentionDays());
        node.set("eventProperties", Json.tree(site.eventProperties()));
        node.set("consentPolicy", writePolicy(site.consentPolicy()));
        node.set("signalPolicy", writeSignals(site.signalPolicy()));
        VisitorSettingsJson.write(node, site.visitors());
        return node;
    }
}
