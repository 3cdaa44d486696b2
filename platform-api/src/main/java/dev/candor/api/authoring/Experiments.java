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
import dev.candor.domain.experiment.LifecycleStep;
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

    Experiments(Desk desk, ExperimentCatalog catalog, VocabularyCatalog vocabulary, Audit audit) {
        this.desk = desk;
        this.catalog = catalog;
        this.vocabulary = vocabulary;
        this.audit = audit;
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

    @Transactional
    public KeptExperiment create(String siteKey, Experiment experiment, Actor actor) {
        Site site = desk.site(siteKey);
        refuse(ExperimentRules.ofDraft(experiment, vocabulary.attributes(site.id()), site.hosts()));
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
        KeptExperiment kept = desk.locked(site, experiment.key(), revision, LifecycleStep.EDIT);
        refuse(ExperimentRules.ofDraft(experiment, vocabulary.attributes(site.id()), site.hosts()));
        catalog.define(kept.id(), experiment);
        catalog.editedBy(kept.id(), actor.name());
        return desk.noted(site, experiment.key(), "experiment.replace", actor, ExperimentJson.write(experiment));
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
