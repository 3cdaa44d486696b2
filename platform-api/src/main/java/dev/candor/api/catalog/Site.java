package dev.candor.api.catalog;

import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.SignalPolicy;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * A website.
 *
 * @param origins       scheme, host and port, exactly as a browser sends them
 * @param siteKey       public, {@code pk_...}
 * @param locale        language tag of the texts that visitors read
 * @param signalPolicy  which signals of the browser count
 * @param retentionDays how long events are kept
 * @param eventProperties the keys that a conversion's properties may have
 * @param visitors      what visitors read, and how their answers are treated
 * @param keys          of the pseudonyms of this site's units
 * @param holdoutShare  basis points kept out of every experiment
 * @param revision      grows with every change of the site's catalog
 */
public record Site(
        int id,
        String key,
        String name,
        List<String> origins,
        String siteKey,
        ZoneId timeZone,
        String locale,
        ConsentPolicy consentPolicy,
        SignalPolicy signalPolicy,
        int retentionDays,
        List<String> eventProperties,
        VisitorSettings visitors,
        PseudonymKeys keys,
        String holdoutSeed,
        int holdoutShare,
        long revision,
        Instant createdAt) {
    public Site {
        origins = List.copyOf(origins);
        eventProperties = List.copyOf(eventProperties);
    }

    /** The hosts of its origins: where a redirect may lead. */
    public List<String> hosts() {
        return origins.stream()
                .map(origin -> URI.create(origin).getHost())
                .distinct()
                .toList();
    }
}
