package dev.candor.ui.site;

import dev.candor.api.catalog.Site;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.AttributeTexts;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.consent.SignalPolicy;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.metric.Metric;
import dev.candor.ui.words.Words;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One site's page.
 *
 * @param tag       what its developers paste
 * @param maskedTag the one to paste where nothing of the original may be seen; empty where nothing is changed
 */
public record SiteView(
        String key,
        String name,
        String siteKey,
        String tag,
        String maskedTag,
        List<String> origins,
        String timeZone,
        String locale,
        String retention,
        List<ConsentLine> consent,
        SignalLines signals,
        List<AttributeLine> attributes,
        List<MetricLine> metrics) {

    /** What must be granted before a unit of this kind is counted. */
    public record ConsentLine(String unit, String needs) {}

    /** What counts beside the visitor's own answer. */
    public record SignalLines(String gpc, String dnt, String unanswered) {}

    public record AttributeLine(String key, String label, String whyWeAsk, String provenance, String keptFor) {}

    public record MetricLine(String key, String event, String counts, String better, String window) {}

    static SiteView of(
            Site site, Collection<Attribute> attributes, Collection<Metric> metrics, SiteTag tag, Words words) {
        return new SiteView(
                site.key(),
                site.name(),
                site.siteKey(),
                tag.plain(),
                tag.masked(),
                site.origins(),
                site.timeZone().getId(),
                site.locale(),
                words.site().days(site.retentionDays()),
                Arrays.stream(UnitKind.values())
                        .map(unit -> consent(site, unit, words))
                        .toList(),
                signals(site.signalPolicy(), words),
                attributes.stream()
                        .map(attribute -> attribute(attribute, site, words))
                        .toList(),
                metrics.stream().map(metric -> metric(metric, words)).toList());
    }

    private static ConsentLine consent(Site site, UnitKind unit, Words words) {
        Set<Purpose> needs = site.consentPolicy().needs().getOrDefault(unit, Set.of());
        return new ConsentLine(
                words.experiment().unitKind(unit.code()),
                needs.isEmpty()
                        ? words.site().noConsent()
                        : needs.stream()
                                .sorted()
                                .map(purpose -> words.site().purpose(purpose.code()))
                                .collect(Collectors.joining(" + ")));
    }

    private static SignalLines signals(SignalPolicy policy, Words words) {
        return new SignalLines(
                words.site().gpcPolicy(policy.strictGpc()),
                words.site().dntPolicy(policy.doNotTrack()),
                words.site().jurisdiction(policy.fallback().code()));
    }

    private static AttributeLine attribute(Attribute attribute, Site site, Words words) {
        String reader = words.language().tag();
        AttributeTexts texts = attribute.texts().get(attribute.texts().containsKey(reader) ? reader : site.locale());
        return new AttributeLine(
                attribute.key(),
                texts == null ? attribute.key() : texts.label(),
                texts == null ? "" : texts.whyWeAsk(),
                words.site().provenanceKind(attribute.provenance().code()),
                words.site().days(attribute.retentionDays()));
    }

    private static MetricLine metric(Metric metric, Words words) {
        return new MetricLine(
                metric.key(),
                metric.event(),
                words.results().kind(metric.kind().code()),
                words.results().direction(metric.direction().code()),
                metric.windowHours() == null
                        ? words.site().noLimit()
                        : words.site().hours(metric.windowHours()));
    }
}
