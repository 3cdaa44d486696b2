package dev.candor.api.privacy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.Rulesets;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteJson;
import dev.candor.api.consent.PanelDocument;
import dev.candor.api.consent.ReceiptKeys;
import dev.candor.api.database.Purges;
import dev.candor.api.problem.Json;
import dev.candor.domain.attribute.Attribute;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What anybody may know of how a site treats its visitors' data, from what is in force now. */
@ApplicationScoped
public class TrustDocument {

    private static final String SCHEMA = "candor.trust/1";
    private static final Duration KNOWN_FOR = Duration.ofSeconds(5);
    private static final int SALT_HOURS = 48;

    private final Purges purges;
    private final Audit audit;
    private final ReceiptKeys keys;
    private final TrustChecks checks;
    private final Rulesets rulesets;
    private final Clock clock;
    private volatile @Nullable Facts facts;

    TrustDocument(Purges purges, Audit audit, ReceiptKeys keys, TrustChecks checks, Rulesets rulesets, Clock clock) {
        this.purges = purges;
        this.audit = audit;
        this.keys = keys;
        this.checks = checks;
        this.rulesets = rulesets;
        this.clock = clock;
    }

    /** What the database knows; asked for by anybody, and so not asked of it each time. */
    private record Facts(Instant until, List<Purges.Purge> purges, Audit.@Nullable Entry head) {}

    /** That of the site of this public key, if there is one; {@code host} is the one that this program is called by. */
    public Optional<ObjectNode> of(String siteKey, String host) {
        return rulesets.of(siteKey).filter(compiled -> !compiled.fromCopy()).map(compiled -> of(compiled, host));
    }

    /** @param host the one that this program is called by */
    ObjectNode of(Compiled compiled, String host) {
        Site site = compiled.site();
        ObjectNode node =
                Json.object().put("schema", SCHEMA).put("site", site.siteKey()).put("name", site.name());
        node.putObject("controller")
                .put("name", PanelDocument.controller(site))
                .put("contact", site.visitors().controller().contact());
        ObjectNode settings = SiteJson.write(site);
        ObjectNode modes = node.putObject("modes");
        modes.set("units", settings.get("consentPolicy"));
        modes.set("signals", settings.get("signalPolicy"));
        purposes(node.putObject("purposes"), compiled);
        attributes(node.putArray("attributes"), compiled);
        node.putObject("retention")
                .put("eventDays", site.retentionDays())
                .put("receiptDays", site.visitors().receiptRetentionDays())
                .put("dailySaltHours", SALT_HOURS)
                .put("pseudonymDays", site.visitors().pseudonymEpochDays())
                .put("addressesAndUserAgents", "not_kept")
                .put("attributeValues", "not_received");
        node.putArray("subprocessors");
        facts(node);
        ObjectNode badge = node.putObject("badge").put("shown", checks.holds(site));
        ObjectNode passed = badge.putObject("checks");
        checks.of(site).forEach(check -> passed.put(check.code(), check.passed()));
        node.putObject("publicKey")
                .put("algorithm", "Ed25519")
                .put("keyId", keys.id(site.id()))
                .put("spki", Base64.getEncoder().encodeToString(keys.publicKey(site.id())));
        node.set("externalTransmission", TransmissionTable.of(site, host));
        return node;
    }

    private static void purposes(ObjectNode node, Compiled compiled) {
        for (PanelDocument document :
                PanelDocument.all(compiled.site(), compiled.attributes().values())) {
            ObjectNode of = node.putObject(document.language());
            of.put("textVersion", document.body().get("textVersion").asText());
            of.set("texts", document.body().get("purposes"));
        }
    }

    private static void attributes(ArrayNode list, Compiled compiled) {
        for (Attribute attribute : compiled.attributes().values()) {
            ObjectNode node = list.addObject()
                    .put("key", attribute.key())
                    .put("provenance", attribute.provenance().code())
                    .put("retentionDays", attribute.retentionDays());
            node.putArray("purposes").add("personalization");
            ObjectNode recipients = node.putObject("recipients");
            new TreeMap<>(attribute.texts()).forEach((language, texts) -> recipients.put(language, texts.recipients()));
        }
    }

    private void facts(ObjectNode node) {
        Facts known = facts;
        if (known == null || !known.until().isAfter(clock.instant())) {
            known = new Facts(
                    clock.instant().plus(KNOWN_FOR),
                    purges.last(),
                    audit.page(Long.MAX_VALUE, 1).stream().findFirst().orElse(null));
            facts = known;
        }
        ObjectNode last = node.putObject("lastPurge");
        known.purges().forEach(purge -> last.put(purge.kind(), purge.at().toString()));
        Audit.Entry head = known.head();
        if (head == null) {
            node.putNull("auditHead");
        } else {
            node.putObject("auditHead").put("sequence", head.sequence()).put("hash", head.hash());
        }
    }
}
