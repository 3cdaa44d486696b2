package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.access.Secrets;
import dev.candor.api.catalog.PseudonymKeys;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteJson;
import dev.candor.api.catalog.VisitorSettings;
import dev.candor.api.problem.Fields;
import dev.candor.domain.Keys;
import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.SignalPolicy;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What an administrator may say about a site. */
public record SiteDraft(
        String key,
        String name,
        List<String> origins,
        ZoneId timeZone,
        String locale,
        ConsentPolicy consentPolicy,
        SignalPolicy signalPolicy,
        int retentionDays,
        List<String> eventProperties,
        VisitorSettings visitors,
        int holdoutShare) {

    private static final int DEFAULT_RETENTION_DAYS = 180;
    private static final Pattern LOCALE = Pattern.compile("[a-z]{2}(-[A-Z]{2})?");

    public SiteDraft {
        origins = List.copyOf(origins);
        eventProperties = List.copyOf(eventProperties);
    }

    /** A site's draft in {@code fields}; its faults are noted there. */
    public static SiteDraft read(Fields fields) {
        List<String> origins = fields.texts("origins", 50, 300);
        origins.stream()
                .filter(origin -> !isOrigin(origin))
                .forEach(origin -> fields.fault(
                        "origins",
                        origin + " is not an origin: scheme and host in lower case, perhaps a port, nothing behind"));
        if (origins.isEmpty()) {
            fields.fault("origins", "needs at least one origin, for example https://shop.example");
        }
        return new SiteDraft(
                fields.text("key", Keys::isKey, Keys.KEY_RULE),
                fields.text("name", 200),
                origins,
                timeZone(fields, ZoneId.of("UTC")),
                locale(fields, "en"),
                fields.object("consentPolicy").map(SiteJson::readPolicy).orElse(ConsentPolicy.DEFAULT),
                fields.object("signalPolicy").map(SiteJson::readSignals).orElse(SignalPolicy.DEFAULT),
                (int) fields.whole("retentionDays", 1, 750, DEFAULT_RETENTION_DAYS),
                SiteJson.readProperties(fields),
                SiteJson.readVisitors(fields, VisitorSettings.DEFAULT),
                (int) fields.whole("holdoutShare", 0, 5000, 0));
    }

    /** {@code site} with the changes in {@code fields}: what is not named stays as it is. */
    public static SiteDraft patch(Site site, Fields fields) {
        List<String> origins = fields.has("origins") ? fields.texts("origins", 50, 300) : site.origins();
        if (origins.isEmpty() || !origins.stream().allMatch(SiteDraft::isOrigin)) {
            fields.fault("origins", "must hold origins such as https://shop.example, at least one");
        }
        return new SiteDraft(
                site.key(),
                fields.has("name") ? fields.text("name", 200) : site.name(),
                origins,
                timeZone(fields, site.timeZone()),
                locale(fields, site.locale()),
                fields.object("consentPolicy").map(SiteJson::readPolicy).orElse(site.consentPolicy()),
                fields.object("signalPolicy").map(SiteJson::readSignals).orElse(site.signalPolicy()),
                (int) fields.whole("retentionDays", 1, 750, site.retentionDays()),
                fields.has("eventProperties") ? SiteJson.readProperties(fields) : site.eventProperties(),
                SiteJson.readVisitors(fields, site.visitors()),
                (int) fields.whole("holdoutShare", 0, 5000, site.holdoutShare()));
    }

    Site asSite(String siteKey, Instant now) {
        return new Site(
                0,
                key,
                name,
                origins,
                siteKey,
                timeZone,
                locale,
                consentPolicy,
                signalPolicy,
                retentionDays,
                eventProperties,
                visitors.changedFrom(VisitorSettings.DEFAULT, now),
                new PseudonymKeys(Secrets.bytes(32), List.of(new PseudonymKeys.Epoch(1, Secrets.bytes(32), now, null))),
                Secrets.seed(),
                holdoutShare,
                1,
                now);
    }

    /** {@code site} as it is after this change at {@code now}. */
    Site applied(Site site, Instant now) {
        return new Site(
                site.id(),
                site.key(),
                name,
                origins,
                site.siteKey(),
                timeZone,
                locale,
                consentPolicy,
                signalPolicy,
                retentionDays,
                eventProperties,
                visitors.changedFrom(site.visitors(), now),
                site.keys(),
                site.holdoutSeed(),
                holdoutShare,
                site.revision(),
                site.createdAt());
    }

    static JsonNode describe(Site site) {
        return SiteJson.write(site);
    }

    private static ZoneId timeZone(Fields fields, ZoneId fallback) {
        try {
            return fields.optionalText("timeZone", 60).map(ZoneId::of).orElse(fallback);
        } catch (DateTimeException e) {
            fields.fault("timeZone", "must be a time zone such as Asia/Tokyo");
            return fallback;
        }
    }

    private static String locale(Fields fields, String fallback) {
        return fields.has("locale")
                ? fields.text("locale", text -> LOCALE.matcher(text).matches(), "must be a language such as en or ja")
                : fallback;
    }

    private static boolean isOrigin(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            String rebuilt = uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
            return web && uri.getHost() != null && rebuilt.equals(text) && text.equals(text.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
