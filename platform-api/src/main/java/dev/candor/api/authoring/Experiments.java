package dev.candor.api.authoring;

import dev.candor.api.access.Secrets;
import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.Amendment;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.ExperimentJson;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.VocabularyCatalog;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.ExperimentRules;
import dev.candor.domain.experiment.LaunchChecklist;
import dev.candor.domain.experiment.LifecycleStep;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/** Experiments and their drafts. Each change is checked, kept, audited and announced in one transaction. */
@ApplicationScoped
public class Experiments {

    private final Desk desk;
    private final ExperimentCatalog catalog;
    private final VocabularyCatalog vocabulary;
    private final Audit audit;
    private final Linter linter;

    Experiments(Desk desk, ExperimentCatalog catalog, VocabularyCatalog vocabulary, Audit audit, Linter linter) {
        this.desk = desk;
        this.catalog = catalog;
        this.vocabulary = vocabulary;
        this.audit = audit;
        this.linter = linter;
    }

    /** All experiments of a site, oldest first. */
    public List<KeptExperiment> list(String site) {
        return page(site, 0, Integer.MAX_VALUE);
    }

    /** At most {@code limit} experiments after the one with id {@code after}. */
    public List<KeptExperiment> page(String site, int after, int limit) {
        return catalog.page(desk.site(site).id(), after, limit);
    }

    /** @throws ProblemException NOT_FOUND */
    public KeptExperiment get(String site, String key) {
        return desk.find(desk.site(site), key);
    }

    /** The changes after the plan was sealed. */
    public List<Amendment> amendments(KeptExperiment experiment) {
        return catalog.amendments(experiment.id());
    }

    /** What the linter says of it. */
    public List<LaunchChecklist.Item> findings(KeptExperiment experiment) {
        return linter.findings(experiment);
    }

    @Transactional
    public KeptExperiment create(String siteKey, Experiment experiment, Actor actor) {
        Site site = desk.site(siteKey);
        refuse(ExperimentRules.ofDraft(experiment, vocabulary.attributes(site.id()), site.hosts()));
        linter.refuseSensitive(site, experiment);
        if (catalog.find(site.id(), experiment.key()).isPresent()) {
            throw new ProblemException(
                    ProblemType.ALREADY_EXISTS, "there is an experiment " + experiment.key() + " already");
        }
        catalog.insert(site.id(), experiment, Secrets.seed(), desk.now());
        KeptExperiment kept = desk.find(site, experiment.key());
        catalog.editedBy(kept.id(), actor.name());
        return desk.noted(site, experiment.key(), "experiment.create", actor, ExperimentJson.write(experiment));
    }

    /** Replaces a draft whole. */
    @Transactional
    public KeptExperiment replace(String siteKey, Experiment experiment, long revision, Actor actor) {
        Site site = desk.site(siteKey);
        KeptExperiment kept = forEdit(site, experiment.key(), revision, actor);
        refuse(ExperimentRules.ofDraft(experiment, vocabulary.attributes(site.id()), site.hosts()));
        linter.refuseSensitive(site, experiment);
        catalog.define(kept.id(), experiment);
        catalog.editedBy(kept.id(), actor.name());
        return desk.noted(site, experiment.key(), "experiment.replace", actor, ExperimentJson.write(experiment));
    }

    /** A sealed plan stays as it is; that somebody tried to change it is kept, whatever becomes of this transaction. */
    private KeptExperiment forEdit(Site site, String key, long revision, Actor actor) {
        KeptExperiment kept = desk.find(site, key);
        if (!LifecycleStep.EDIT.isPossibleIn(kept.status())) {
            QuarkusTransaction.requiringNew()
                    .run(() -> audit.record(
                            actor,
                            "experiment.edit_refused",
                            site.key() + "/" + key,
                            Json.object().put("status", kept.status().code()).put("planSha256", kept.planSha256())));
        }
        return desk.locked(site, key, revision, LifecycleStep.EDIT);
    }

    @Transactional
    public void delete(String siteKey, String key, long revision, Actor actor) {
        Site site = desk.site(siteKey);
        KeptExperiment kept = desk.locked(site, key, revision, LifecycleStep.DELETE);
        catalog.delete(kept.id());
        audit.record(actor, "experiment.delete", siteKey + "/" + key, Json.object());
    }

    private static void refuse(List<Fault> faults) {
        if (!faults.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_DEFINITION, faults);
        }
    }
}
