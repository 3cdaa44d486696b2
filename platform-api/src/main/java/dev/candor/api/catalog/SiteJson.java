package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.Coded;
import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.consent.SignalPolicy;
import dev.candor.domain.consent.UnitKind;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** A site's policies as JSON. */
public final class SiteJson {

    private static final String STRICT = "strict";
    private static final String LEGAL = "legal";

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

    /** {@code {"gpc": "strict", "dnt": false}}: which signals of the browser the site heeds. */
    public static SignalPolicy readSignals(Fields fields) {
        String gpc = fields.optionalText("gpc", 10).orElse(STRICT);
        if (!gpc.equals(STRICT) && !gpc.equals(LEGAL)) {
            fields.fault("gpc", "must be one of strict, legal");
        }
        return new SignalPolicy(gpc.equals(STRICT), fields.truth("dnt", false));
    }

    private static ObjectNode writeSignals(SignalPolicy policy) {
        return Json.object().put("gpc", policy.strictGpc() ? STRICT : LEGAL).put("dnt", policy.doNotTrack());
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
        node.set("consentPolicy", writePolicy(site.consentPolicy()));
        node.set("signalPolicy", writeSignals(site.signalPolicy()));
        return node;
    }

    static ObjectNode settings(Site site) {
        ObjectNode node = Json.object().put("retentionDays", site.retentionDays());
        node.set("consentPolicy", writePolicy(site.consentPolicy()));
        node.set("signalPolicy", writeSignals(site.signalPolicy()));
        return node;
    }
}
