package dev.candor.api.authoring;

import dev.candor.api.access.Secrets;
import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.AttributeJson;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.MetricJson;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.catalog.VocabularyCatalog;
import dev.candor.api.database.Purges;
import dev.candor.api.eventstore.AttributeUse;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.TrustEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sites, with the attributes and metrics that their experiments speak of. */
@ApplicationScoped
public class Sites {

    private final SiteCatalog sites;
    private final VocabularyCatalog vocabulary;
    private final AttributeUse uses;
    private final ExperimentCatalog experiments;
    private final Purges purges;
    private final Audit audit;
    private final Clock clock;

    Sites(
            SiteCatalog sites,
            VocabularyCatalog vocabulary,
            AttributeUse uses,
            ExperimentCatalog experiments,
            Purges purges,
            Audit audit,
            Clock clock) {
        this.sites = sites;
        this.vocabulary = vocabulary;
        this.uses = uses;
        this.experiments = experiments;
        this.purges = purges;
        this.audit = audit;
        this.clock = clock;
    }

    /** A new site and its secret key, which is not kept and can't be shown again. */
    public record Created(Site site, String serverKey) {}

    public List<Site> all() {
        return sites.all();
    }

    /** @throws ProblemException NOT_FOUND */
    public Site get(String key) {
        return sites.find(key)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "there is no site of that key"));
    }

    @Transactional
    public Created create(SiteDraft draft, Actor actor) {
        if (sites.find(draft.key()).isPresent()) {
            throw new ProblemException(ProblemType.ALREADY_EXISTS, "there is a site " + draft.key() + " already");
        }
        String serverKey = "sk_" + Secrets.token();
        sites.insert(draft.asSite("pk_" + Secrets.seed(), clock.instant()), Secrets.hash(serverKey));
        Site site = get(draft.key());
        audit.record(actor, "site.create", site.key(), SiteDraft.describe(site));
        sites.changed(site.id());
        return new Created(site, serverKey);
    }

    /**
     * Replaces what an administrator may change.
     *
     * @param revision the revision that the change was made from
     * @throws ProblemException STALE_REVISION when it has moved on
     */
    @Transactional
    public Site change(SiteDraft draft, long revision, Actor actor) {
        Site site = get(draft.key());
        if (site.revision() != revision || !sites.update(draft.applied(site, clock.instant()))) {
            throw new ProblemException(ProblemType.STALE_REVISION, "the site is now at revision " + site.revision());
        }
        refuseAnotherEpsilon(site, draft);
        refuseForgetting(site, draft);
        audit.record(actor, "site.change", site.key(), SiteDraft.describe(get(site.key())));
        sites.changed(site.id());
        return get(site.key());
    }

    /** Answers that were changed in two ways can't be told apart: while somebody measures them the way stays. */
    private void refuseAnotherEpsilon(Site site, SiteDraft draft) {
        if (isSame(
                site.visitors().feedback().epsilon(),
                draft.visitors().feedback().epsilon())) {
            return;
        }
        String measuring = experiments.live(site.id()).stream()
                .filter(kept -> kept.metrics().stream().anyMatch(TrustEvents::isMeanOfFeedback))
                .map(kept -> kept.experiment().key())
                .collect(Collectors.joining(", "));
        if (!measuring.isEmpty()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    List.of(new Fault(
                            "/feedback/epsilon",
                            "can't change while experiments measure the answers: stop them first: " + measuring)));
        }
    }

    /** While somebody measures who comes back, everybody who counts is kept in mind. */
    private void refuseForgetting(Site site, SiteDraft draft) {
        String measuring = experiments.live(site.id()).stream()
                .filter(kept -> site.consentPolicy().remembers(kept.experiment().unit())
                        && !draft.consentPolicy().remembers(kept.experiment().unit()))
                .filter(kept -> kept.metrics().stream().anyMatch(TrustEvents::needsMemory))
                .map(kept -> kept.experiment().key())
                .collect(Collectors.joining(", "));
        if (!measuring.isEmpty()) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    List.of(new Fault(
                            "/consentPolicy",
                            "must need remembering while experiments measure who comes back: stop them first: "
                                    + measuring)));
        }
    }

    private static boolean isSame(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.compareTo(other) == 0;
    }

    /** A new secret key; the old one is worth nothing from now on. */
    @Transactional
    public Created rotateServerKey(String key, Actor actor) {
        Site site = get(key);
        String serverKey = "sk_" + Secrets.token();
        sites.replaceServerKey(site.id(), Secrets.hash(serverKey));
        audit.record(actor, "site.rotate_key", key, Json.object());
        sites.changed(site.id());
        return new Created(get(key), serverKey);
    }

    public Map<String, Metric> metrics(String site) {
        return vocabulary.metrics(get(site).id());
    }

    public Map<String, Attribute> attributes(String site) {
        return vocabulary.attributes(get(site).id());
    }

    /** What was asked for each of its attributes, and what visitors got for it. */
    public Map<String, AttributeUse.Account> uses(String site) {
        return uses.of(get(site).id());
    }

    /** When what was last deleted because its time was over. */
    public List<Purges.Purge> purges() {
        return purges.last();
    }

    /** The day, in UTC, of what is said now. */
    public LocalDate today() {
        return uses.today();
    }

    @Transactional
    public Metric putMetric(String siteKey, Metric metric, Actor actor) {
        Site site = get(siteKey);
        vocabulary.putMetric(site.id(), metric);
        audit.record(actor, "metric.put", siteKey + "/" + metric.key(), MetricJson.write(metric));
        sites.changed(site.id());
        return metric;
    }

    @Transactional
    public Attribute putAttribute(String siteKey, Attribute attribute, Actor actor) {
        Site site = get(siteKey);
        vocabulary.putAttribute(site.id(), attribute);
        audit.record(actor, "attribute.put", siteKey + "/" + attribute.key(), AttributeJson.write(attribute));
        sites.changed(site.id());
        return attribute;
    }
}
