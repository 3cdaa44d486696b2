package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.access.Secrets;
import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.Amendment;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.ExperimentJson;
import dev.candor.api.catalog.ExperimentStopped;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.SealedPlan;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.catalog.VocabularyCatalog;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.ExperimentRules;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Status;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.TrustEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writing, starting and ending experiments. Each change is checked, kept, audited and announced in one transaction. */
@ApplicationScoped
public class Experiments {

    private final Sites sites;
    private final SiteCatalog siteCatalog;
    private final ExperimentCatalog catalog;
    private final VocabularyCatalog vocabulary;
    private final Audit audit;
    private final Clock clock;
    private final Event<ExperimentStopped> stopped;

    Experiments(
            Sites sites,
            SiteCatalog siteCatalog,
            ExperimentCatalog catalog,
            VocabularyCatalog vocabulary,
            Audit audit,
            Clock clock,
            Event<ExperimentStopped> stopped) {
        this.sites = sites;
        this.siteCatalog = siteCatalog;
        this.catalog = catalog;
        this.vocabulary = vocabulary;
        this.audit = audit;
        this.clock = clock;
        this.stopped = stopped;
    }

    /** All experiments of a site, oldest first. */
    public List<KeptExperiment> list(String site) {
        return page(site, 0, Integer.MAX_VALUE);
    }

    /** At most {@code limit} experiments after the one with id {@code after}. */
    public List<KeptExperiment> page(String site, int after, int limit) {
        return catalog.page(sites.get(site).id(), after, limit);
    }

    /** @throws ProblemException NOT_FOUND */
    public KeptExperiment get(String site, String key) {
        return catalog.find(sites.get(site).id(), key).orElseThrow(Experiments::unknown);
    }

    /** The changes after the plan was sealed. */
    public List<Amendment> amendments(KeptExperiment experiment) {
        return catalog.amendments(experiment.id());
    }

    @Transactional
    public KeptExperiment create(String siteKey, Experiment experiment, Actor actor) {
        Site site = sites.get(siteKey);
        refuse(ExperimentRules.ofDraft(experiment), ProblemType.INVALID_DEFINITION);
        if (catalog.find(site.id(), experiment.key()).isPresent()) {
            throw new ProblemException(
                    ProblemType.ALREADY_EXISTS, "there is an experiment " + experiment.key() + " already");
        }
        catalog.insert(site.id(), experiment, Secrets.seed(), now());
        return noted(site, experiment.key(), "experiment.create", actor, ExperimentJson.write(experiment));
    }

    /** Replaces a draft whole. */
    @Transactional
    public KeptExperiment replace(String siteKey, Experiment experiment, long revision, Actor actor) {
        Site site = sites.get(siteKey);
        KeptExperiment kept = locked(site, experiment.key(), revision);
        if (kept.status() != Status.DRAFT) {
            throw impossible(kept, "changed", "only a draft can be; a running one takes amendments");
        }
        refuse(ExperimentRules.ofDraft(experiment), ProblemType.INVALID_DEFINITION);
        catalog.define(kept.id(), experiment);
        return noted(site, experiment.key(), "experiment.replace", actor, ExperimentJson.write(experiment));
    }

    @Transactional
    public void delete(String siteKey, String key, long revision, Actor actor) {
        Site site = sites.get(siteKey);
        KeptExperiment kept = locked(site, key, revision);
        if (kept.status() != Status.DRAFT) {
            throw impossible(kept, "deleted", "only a draft can be; archive it instead");
        }
        catalog.delete(kept.id());
        audit.record(actor, "experiment.delete", siteKey + "/" + key, Json.object());
    }

    /**
     * Seals the plan and begins, or waits for the planned start.
     *
     * @throws ProblemException NOT_READY with every reason why it may not start
     */
    @Transactional
    public KeptExperiment start(String siteKey, String key, Actor actor) {
        Site site = sites.get(siteKey);
        KeptExperiment kept = step(site, key, "started", EnumSet.of(Status.DRAFT));
        Experiment experiment = kept.experiment();
        Map<String, Metric> metrics = vocabulary.metrics(site.id());
        List<Fault> faults =
                ExperimentRules.ofLaunch(experiment, metrics, vocabulary.attributes(site.id()), site.languages());
        catalog.layerSeed(site.id(), kept.layer(), Secrets.seed());
        List<Slice> taken = taken(site, kept);
        Slice slice = Slice.beside(taken, experiment.trafficShare()).orElse(null);
        if (slice == null && experiment.trafficShare() > 0) {
            faults.add(new Fault(
                    "/trafficShare",
                    "the layer " + kept.layer() + " has no room for " + experiment.trafficShare() + " basis points"));
        }
        if (!faults.isEmpty() || slice == null) {
            throw new ProblemException(ProblemType.NOT_READY, faults);
        }
        Instant now = now();
        boolean later = experiment.startsAt() != null && experiment.startsAt().isAfter(now);
        SealedPlan plan = SealedPlan.of(experiment, definitions(experiment, metrics));
        catalog.seal(kept.id(), experiment, later ? Status.SCHEDULED : Status.RUNNING, slice, plan, now);
        return noted(site, key, "experiment.start", actor, Json.object().put("planSha256", plan.sha256()));
    }

    @Transactional
    public KeptExperiment pause(String siteKey, String key, Actor actor) {
        return move(siteKey, key, "paused", EnumSet.of(Status.RUNNING), Status.PAUSED, actor);
    }

    @Transactional
    public KeptExperiment resume(String siteKey, String key, Actor actor) {
        return move(siteKey, key, "resumed", EnumSet.of(Status.PAUSED), Status.RUNNING, actor);
    }

    /** Ends the experiment: what happens from now on is not counted. */
    @Transactional
    public KeptExperiment stop(String siteKey, String key, Actor actor) {
        return move(
                siteKey,
                key,
                "stopped",
                EnumSet.of(Status.RUNNING, Status.PAUSED, Status.SCHEDULED),
                Status.STOPPED,
                actor);
    }

    @Transactional
    public KeptExperiment archive(String siteKey, String key, Actor actor) {
        return move(siteKey, key, "archived", EnumSet.of(Status.DRAFT, Status.STOPPED), Status.ARCHIVED, actor);
    }

    /** Begins a scheduled experiment whose time has come. */
    @Transactional
    public KeptExperiment begin(String siteKey, String key) {
        return move(siteKey, key, "begun", EnumSet.of(Status.SCHEDULED), Status.RUNNING, Actor.SYSTEM);
    }

    /** Ramps up or down: the slice grows or shrinks at its end, so that nobody who stays is assigned anew. */
    @Transactional
    public KeptExperiment ramp(String siteKey, String key, int share, long revision, Actor actor) {
        Site site = sites.get(siteKey);
        KeptExperiment kept = locked(site, key, revision);
        Slice slice = kept.slice();
        if (!kept.isLive() || slice == null) {
            throw impossible(kept, "ramped", "only a running experiment can be");
        }
        catalog.layerSeed(site.id(), kept.layer(), Secrets.seed());
        Slice resized = slice.resized(share, taken(site, kept))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.IMPOSSIBLE_STEP,
                        "the layer " + kept.layer() + " has no room for " + share + " basis points"));
        int before = kept.experiment().trafficShare();
        catalog.resize(kept.id(), kept.experiment().withTrafficShare(share), resized);
        JsonNode detail = Json.object().put("from", before).put("to", share);
        catalog.amend(kept.id(), new Amendment(now(), actor.name(), "trafficShare", Json.text(detail)));
        return noted(site, key, "experiment.ramp", actor, detail);
    }

    private KeptExperiment move(String siteKey, String key, String step, Set<Status> from, Status to, Actor actor) {
        Site site = sites.get(siteKey);
        KeptExperiment kept = step(site, key, step, from);
        Instant stoppedAt = to == Status.STOPPED ? now() : null;
        catalog.move(kept.id(), to, stoppedAt);
        if (stoppedAt != null) {
            stopped.fire(new ExperimentStopped(kept.id(), stoppedAt));
        }
        if (kept.isLive()) {
            JsonNode detail = Json.object().put("from", kept.status().code()).put("to", to.code());
            catalog.amend(kept.id(), new Amendment(now(), actor.name(), "status", Json.text(detail)));
        }
        return noted(site, key, "experiment." + step, actor, Json.object());
    }

    private KeptExperiment step(Site site, String key, String step, Set<Status> from) {
        KeptExperiment kept = catalog.lock(site.id(), key).orElseThrow(Experiments::unknown);
        if (!from.contains(kept.status())) {
            String needed = from.stream()
                    .map(Status::code)
                    .reduce((a, b) -> a + " or " + b)
                    .orElse("");
            throw impossible(kept, step, "it must be " + needed);
        }
        return kept;
    }

    private KeptExperiment locked(Site site, String key, long revision) {
        KeptExperiment kept = catalog.lock(site.id(), key).orElseThrow(Experiments::unknown);
        if (kept.revision() != revision) {
            throw new ProblemException(
                    ProblemType.STALE_REVISION, "the experiment is now at revision " + kept.revision());
        }
        return kept;
    }

    /** What the other experiments of its layer hold. The layer must be locked. */
    private List<Slice> taken(Site site, KeptExperiment kept) {
        return catalog.live(site.id()).stream()
                .filter(other -> other.id() != kept.id() && other.layer().equals(kept.layer()))
                .map(KeptExperiment::slice)
                .filter(java.util.Objects::nonNull)
                .toList();
    }

    /** The metrics' definitions in the experiment's order: the site's own before the ready-made. */
    static List<Metric> definitions(Experiment experiment, Map<String, Metric> own) {
        Map<String, Metric> known = new HashMap<>(TrustEvents.all());
        known.putAll(own);
        return experiment.metrics().stream().map(use -> known.get(use.metric())).toList();
    }

    private KeptExperiment noted(Site site, String key, String action, Actor actor, JsonNode detail) {
        audit.record(actor, action, site.key() + "/" + key, detail);
        siteCatalog.changed(site.id());
        return catalog.find(site.id(), key).orElseThrow(Experiments::unknown);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static void refuse(List<Fault> faults, ProblemType type) {
        if (!faults.isEmpty()) {
            throw new ProblemException(type, faults);
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "there is no experiment of that key in this site");
    }

    private static ProblemException impossible(KeptExperiment kept, String step, @Nullable String why) {
        return new ProblemException(
                ProblemType.IMPOSSIBLE_STEP,
                "the experiment is " + kept.status().code() + " and cannot be " + step + ": " + why);
    }
}
