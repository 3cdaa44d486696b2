package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.access.Secrets;
import dev.candor.api.catalog.Amendment;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.ExperimentStopped;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.SealedPlan;
import dev.candor.api.catalog.Site;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.LaunchChecklist;
import dev.candor.domain.experiment.LifecycleStep;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Status;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** From draft to archive: the steps that people take, and those that the calendar takes for them. */
@ApplicationScoped
public class Lifecycle {

    private final Desk desk;
    private final ExperimentCatalog catalog;
    private final LaunchChecks checks;
    private final Approval approval;
    private final Event<ExperimentStopped> stopped;

    Lifecycle(
            Desk desk,
            ExperimentCatalog catalog,
            LaunchChecks checks,
            Approval approval,
            Event<ExperimentStopped> stopped) {
        this.desk = desk;
        this.catalog = catalog;
        this.checks = checks;
        this.approval = approval;
        this.stopped = stopped;
    }

    /**
     * What stands between a draft and its start.
     *
     * @throws ProblemException IMPOSSIBLE_STEP when it is no draft
     */
    public LaunchChecklist checklist(String siteKey, String key) {
        Site site = desk.site(siteKey);
        KeptExperiment kept = desk.find(site, key);
        if (!LifecycleStep.START.isPossibleIn(kept.status())) {
            throw new ProblemException(ProblemType.IMPOSSIBLE_STEP, LifecycleStep.START.refusal(kept.status()));
        }
        return checks.of(site, kept, desk.taken(site, kept), desk.now());
    }

    /**
     * Seals the plan and begins, or waits for the planned start.
     *
     * @throws ProblemException NOT_READY with every reason why it may not start, APPROVAL_REQUIRED when it takes
     *     somebody else
     */
    @Transactional
    public KeptExperiment start(String siteKey, String key, Actor actor) {
        Site site = desk.site(siteKey);
        KeptExperiment kept = desk.locked(site, key, LifecycleStep.START);
        Instant now = desk.now();
        catalog.layerSeed(site.id(), kept.layer(), Secrets.seed());
        var taken = desk.taken(site, kept);
        LaunchChecklist checklist = checks.of(site, kept, taken, now);
        if (!checklist.mayStart()) {
            throw new ProblemException(ProblemType.NOT_READY, checklist.reasons());
        }
        approval.require(kept, actor);
        Experiment experiment = kept.experiment();
        Slice slice = Slice.beside(taken, experiment.trafficShare()).orElseThrow();
        Instant startsAt = experiment.startsAt();
        boolean later = startsAt != null && startsAt.isAfter(now);
        Instant begins = startsAt != null && later ? startsAt.truncatedTo(ChronoUnit.MICROS) : now;
        SealedPlan plan = SealedPlan.of(experiment, checks.definitions(site, experiment));
        catalog.seal(kept.id(), experiment, later ? Status.SCHEDULED : Status.RUNNING, slice, plan, begins);
        return desk.noted(site, key, "experiment.start", actor, Json.object().put("planSha256", plan.sha256()));
    }

    @Transactional
    public KeptExperiment pause(String siteKey, String key, Actor actor) {
        return move(siteKey, key, LifecycleStep.PAUSE, Status.PAUSED, actor);
    }

    @Transactional
    public KeptExperiment resume(String siteKey, String key, Actor actor) {
        return move(siteKey, key, LifecycleStep.RESUME, Status.RUNNING, actor);
    }

    /** Ends the experiment: what happens from now on is not counted. */
    @Transactional
    public KeptExperiment stop(String siteKey, String key, Actor actor) {
        return move(siteKey, key, LifecycleStep.STOP, Status.STOPPED, actor);
    }

    @Transactional
    public KeptExperiment archive(String siteKey, String key, Actor actor) {
        return move(siteKey, key, LifecycleStep.ARCHIVE, Status.ARCHIVED, actor);
    }

    /**
     * Brings the status up to what the plan says, at the planned moment and not at that of this call. The nodes decide by
     * the times themselves; the status follows. Of several nodes that call this at once, one does something.
     *
     * @return whether anything was due
     */
    @Transactional
    public boolean keepTime(int experimentId, Instant now) {
        KeptExperiment kept = catalog.lockUnlessLocked(experimentId).orElse(null);
        if (kept == null || !kept.isLive()) {
            return false;
        }
        Instant startsAt = kept.experiment().startsAt();
        Instant endsAt = kept.experiment().endsAt();
        if (endsAt != null && !endsAt.isAfter(now)) {
            Instant end = endsAt.truncatedTo(ChronoUnit.MICROS);
            change(desk.site(kept.siteId()), kept, Status.STOPPED, end, "experiment.stopped", Actor.SYSTEM);
            return true;
        }
        if (kept.status() == Status.SCHEDULED && (startsAt == null || !startsAt.isAfter(now))) {
            change(desk.site(kept.siteId()), kept, Status.RUNNING, null, "experiment.begun", Actor.SYSTEM);
            return true;
        }
        return false;
    }

    private KeptExperiment move(String siteKey, String key, LifecycleStep step, Status to, Actor actor) {
        Site site = desk.site(siteKey);
        KeptExperiment kept = desk.locked(site, key, step);
        Instant stoppedAt = to == Status.STOPPED ? desk.now() : null;
        return change(site, kept, to, stoppedAt, "experiment." + step.participle(), actor);
    }

    private KeptExperiment change(
            Site site, KeptExperiment kept, Status to, @Nullable Instant stoppedAt, String action, Actor actor) {
        catalog.move(kept.id(), to, stoppedAt);
        if (stoppedAt != null) {
            stopped.fire(new ExperimentStopped(kept.id(), stoppedAt));
        }
        if (kept.isLive()) {
            JsonNode detail = Json.object().put("from", kept.status().code()).put("to", to.code());
            catalog.amend(kept.id(), new Amendment(desk.now(), actor.name(), "status", Json.text(detail)));
        }
        return desk.noted(site, kept.experiment().key(), action, actor, Json.object());
    }
}
