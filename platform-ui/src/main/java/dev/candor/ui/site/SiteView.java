package dev.candor.ui.site;

import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.VisitorSettings.Feedback;
import dev.candor.api.database.Purges;
import dev.candor.api.eventstore.AttributeUse;
import dev.candor.api.privacy.Epochs;
import dev.candor.api.privacy.TrustChecks;
import dev.candor.api.results.PublishedPolls;
import dev.candor.domain.ManyVisitors;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.AttributeTexts;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.consent.SignalPolicy;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.metric.Metric;
import dev.candor.ui.page.FormField;
import dev.candor.ui.page.FormValues;
import dev.candor.ui.words.Language;
import dev.candor.ui.words.Words;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One site's page.
 *
 * @param tag       what its developers paste
 * @param maskedTag the one to paste where nothing of the original may be seen; empty where nothing is changed
 * @param byServer  whether decisions are made by the server, to which goes what visitors declare
 * @param pinnedTag the one that the browser holds to its hash
 * @param failing   the checks of the trust badge that fail, each with what to do
 * @param badgeHtml what shows the badge
 */
public record SiteView(
        String key,
        String name,
        String siteKey,
        String tag,
        String maskedTag,
        String pinnedTag,
        List<String> origins,
        String timeZone,
        String locale,
        String retention,
        List<String> eventProperties,
        String feedback,
        String badge,
        boolean byServer,
        String receipts,
        String lastPurge,
        EpochLines epochs,
        List<ConsentLine> consent,
        SignalLines signals,
        List<AttributeLine> attributes,
        List<MetricLine> metrics,
        List<String> failing,
        String badgeHtml,
        List<PollLine> polls,
        Form form) {

    /** What people said in a poll. */
    public record PollLine(String share, String what) {}

    /**
     * What an administrator may change here.
     *
     * @param revision the one that the page was made from
     * @param field    the keys of the conversions' properties
     * @param fault    what was wrong beyond the field; empty for nothing
     */
    public record Form(String revision, FormField field, String fault) {

        static Form of(Site site, FormValues entered, Words words) {
            FormField field = FormField.lines(
                    PROPERTIES,
                    words.site().eventProperties(),
                    words.site().eventPropertiesHelp(),
                    entered.get(
                            PROPERTIES, entered.values().isEmpty() ? String.join("\n", site.eventProperties()) : ""));
            return new Form(
                    Long.toString(site.revision()),
                    entered.marked(field),
                    entered.faults().getOrDefault("", ""));
        }
    }

    /** The field of the keys that a conversion's properties may have. */
    static final String PROPERTIES = "eventProperties";

    /** What must be granted before a unit of this kind is counted. */
    public record ConsentLine(String unit, String needs) {}

    /** What counts beside the visitor's own answer. */
    public record SignalLines(String gpc, String dnt, String unanswered) {}

    /** @param forNothing whether it was answered, and nothing was given for it for long */
    public record AttributeLine(
            String key,
            String label,
            String whyWeAsk,
            String provenance,
            String keptFor,
            String asked,
            String answered,
            String delivered,
            boolean forNothing) {}

    /** Since when which key makes the pseudonyms, the newest first. */
    public record EpochLines(String help, List<EpochLine> lines) {}

    /** @param key whether its key is still there, and what for */
    public record EpochLine(String number, String from, String until, String key) {}

    /** What was asked and given by attribute, what was deleted when, and which keys there are. */
    record Keeping(
            Map<String, AttributeUse.Account> uses,
            List<Purges.Purge> purges,
            List<Epochs.State> epochs,
            LocalDate today) {}

    public record MetricLine(String key, String event, String counts, String better, String window) {}

    static SiteView of(
            Site site,
            Collection<Attribute> attributes,
            Collection<Metric> metrics,
            Keeping keeping,
            SiteTag tag,
            List<TrustChecks.Check> checks,
            FormValues entered,
            Words words) {
        return new SiteView(
                site.key(),
                site.name(),
                site.siteKey(),
                tag.plain(),
                tag.masked(),
                tag.pinned(),
                site.origins(),
                site.timeZone().getId(),
                site.locale(),
                words.site().days(site.retentionDays()),
                site.eventProperties(),
                feedback(site, words),
                site.visitors().badge() ? words.site().badgeOn() : words.site().badgeOff(),
                site.visitors().deciding().byServer(),
                words.site().days(site.visitors().receiptRetentionDays()),
                lastPurge(keeping, words),
                new EpochLines(
                        words.site().pseudonymsHelp(site.visitors().pseudonymEpochDays()),
                        keeping.epochs().reversed().stream()
                                .map(epoch -> epoch(epoch, words))
                                .toList()),
                Arrays.stream(UnitKind.values())
                        .map(unit -> consent(site, unit, words))
                        .toList(),
                signals(site.signalPolicy(), words),
                attributes.stream()
                        .map(attribute -> attribute(attribute, site, keeping, words))
                        .toList(),
                metrics.stream().map(metric -> metric(metric, words)).toList(),
                checks.stream()
                        .filter(check -> !check.passed())
                        .map(check -> words.site().trustCheckFails(check.code()))
                        .toList(),
                tag.badge(),
                PublishedPolls.all().stream().map(poll -> poll(poll, words)).toList(),
                Form.of(site, entered, words));
    }

    /** To whom the one-question card is shown, and whether chance changes the answers. */
    private static String feedback(Site site, Words words) {
        Feedback feedback = site.visitors().feedback();
        if (feedback.share() == 0) {
            return words.site().feedbackOff();
        }
        String share = words.site().feedbackShare(words.formats().percent(feedback.share() / 10_000.0, 2));
        return feedback.epsilon() == null
                ? share
                : share + " · "
                        + words.site().feedbackRandomized(feedback.epsilon().toPlainString());
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

    /** The last run of each kind: one line, newest first. */
    private static EpochLine epoch(Epochs.State epoch, Words words) {
        Instant ended = epoch.endedAt();
        String key;
        if (epoch.destroyedAt() != null) {
            key = words.site().epochDestroyed(words.formats().dateTime(epoch.destroyedAt()));
        } else if (ended == null) {
            key = words.site().epochInForce();
        } else if (epoch.held().isEmpty()) {
            key = words.site().epochEnds();
        } else {
            key = words.site().epochHeld(String.join(", ", epoch.held()));
        }
        return new EpochLine(
                Integer.toString(epoch.number()),
                words.formats().dateTime(epoch.beganAt()),
                ended == null ? "" : words.formats().dateTime(ended),
                key);
    }

    private static String lastPurge(Keeping keeping, Words words) {
        String runs = keeping.purges().stream()
                .sorted(Comparator.comparing(Purges.Purge::at).reversed())
                .map(purge ->
                        words.site().purge(purge.kind()) + " " + words.formats().dateTime(purge.at()))
                .collect(Collectors.joining(" · "));
        return runs.isEmpty() ? words.site().noPurge() : runs;
    }

    private static AttributeLine attribute(Attribute attribute, Site site, Keeping keeping, Words words) {
        AttributeUse.Account account = AttributeUse.account(keeping.uses(), attribute.key());
        String reader = words.language().tag();
        AttributeTexts texts = attribute.texts().get(attribute.texts().containsKey(reader) ? reader : site.locale());
        return new AttributeLine(
                attribute.key(),
                texts == null ? attribute.key() : texts.label(),
                texts == null ? "" : texts.whyWeAsk(),
                words.site().provenanceKind(attribute.provenance().code()),
                words.site().days(attribute.retentionDays()),
                few(account.asked(), words),
                few(account.answered(), words),
                few(account.delivered(), words),
                account.isTakenForNothing(keeping.today()));
    }

    private static PollLine poll(PublishedPolls.Poll poll, Words words) {
        return new PollLine(
                words.formats().percent(poll.share().doubleValue(), 0),
                words.language() == Language.JAPANESE ? poll.japanese() : poll.english());
    }

    /** In steps, so that nobody learns what one visitor did. */
    private static String few(long count, Words words) {
        Long steps = ManyVisitors.inSteps(count);
        return steps == null
                ? words.site().few(ManyVisitors.LEAST)
                : words.formats().whole(steps);
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
