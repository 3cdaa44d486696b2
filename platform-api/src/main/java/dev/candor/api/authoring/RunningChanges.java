package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Secrets;
import dev.candor.api.catalog.Amendment;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.LifecycleStep;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.PhaseRules;
import dev.candor.domain.experiment.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What may change after the plan was sealed. Each change is an amendment, listed beside the result. */
@ApplicationScoped
public class RunningChanges {

    private final Desk desk;
    private final ExperimentCatalog catalog;

    RunningChanges(Desk desk, ExperimentCatalog catalog) {
        this.desk = desk;
        this.catalog = catalog;
    }

    /** Ramps up or down: the slice grows or shrinks at its end, so that nobody who stays is assigned anew. */
    @Transactional
    public KeptExperiment ramp(String siteKey, String key, int share, long revision, Actor actor) {
        Site site = desk.site(siteKey);
        KeptExperiment kept = desk.locked(site, key, revision, LifecycleStep.RAMP);
        Slice slice = kept.slice();
        if (slice == null) {
            throw new IllegalStateException("a started experiment owns a slice");
        }
        catalog.layerSeed(site.id(), kept.layer(), Secrets.seed());
        List<Slice> taken = desk.taken(site, kept);
        Slice resized = slice.resized(share, taken)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.IMPOSSIBLE_STEP,
                        "the layer " + kept.layer() + " has no room for " + share + " basis points: at most "
                                + slice.room(taken)));
        int before = kept.experiment().trafficShare();
        catalog.resize(kept.id(), kept.experiment().withTrafficShare(share), resized);
        JsonNode detail = Json.object().put("from", before).put("to", share);
        return amended(site, kept, Amendment.TRAFFIC, "experiment.ramp", detail, desk.now(), actor);
    }

    /** The largest share of the traffic that a started experiment can be ramped to, in basis points. */
    public int room(Site site, KeptExperiment kept) {
        Slice slice = kept.slice();
        return slice == null ? 0 : slice.room(desk.taken(site, kept));
    }

    /**
     * Goes on with other weights, as a new phase with results of its own.
     *
     * @param weights basis points by variant key
     * @throws ProblemException INVALID_REQUEST with every fault of the weights
     */
    @Transactional
    public KeptExperiment beginPhase(
            String siteKey, String key, Map<String, Integer> weights, long revision, Actor actor) {
        Site site = desk.site(siteKey);
        KeptExperiment kept = desk.locked(site, key, revision, LifecycleStep.NEW_PHASE);
        Experiment experiment = kept.experiment();
        var faults = PhaseRules.ofWeights(experiment, weights);
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, faults);
        }
        // Later than the phase before also by the clock of another node.
        Instant earliest =
                kept.phases().get(kept.phases().size() - 1).startedAt().plusNanos(1_000);
        Instant now = desk.now().isBefore(earliest) ? earliest : desk.now();
        Phase next = new Phase(
                kept.phases().size() + 1,
                now,
                experiment.variants().stream()
                        .map(variant -> weights.getOrDefault(variant.key(), 0))
                        .toList());
        catalog.beginPhase(kept.id(), experiment, next);
        ObjectNode detail = Json.object().put("number", next.number());
        ObjectNode from = detail.putObject("from");
        experiment.variants().forEach(variant -> from.put(variant.key(), variant.weight()));
        ObjectNode to = detail.putObject("to");
        experiment.variants().forEach(variant -> to.put(variant.key(), weights.get(variant.key())));
        return amended(site, kept, Amendment.PHASE, "experiment.phase", detail, now, actor);
    }

    private KeptExperiment amended(
            Site site, KeptExperiment kept, String what, String action, JsonNode detail, Instant now, Actor actor) {
        catalog.amend(kept.id(), new Amendment(now, actor.name(), what, Json.text(detail)));
        return desk.noted(site, kept.experiment().key(), action, actor, detail);
    }
}
