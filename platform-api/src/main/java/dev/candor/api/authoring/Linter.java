package dev.candor.api.authoring;

import dev.candor.api.catalog.FindingOverrides;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.VocabularyCatalog;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.FindingOverride;
import dev.candor.domain.experiment.LaunchCheck;
import dev.candor.domain.experiment.LaunchChecklist;
import dev.candor.domain.experiment.LaunchChecklist.Findings;
import dev.candor.domain.experiment.LaunchChecklist.Item;
import dev.candor.domain.experiment.LaunchRules;
import dev.candor.domain.experiment.LifecycleStep;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;

/**
 * What a draft would do to its visitors, said at every save: the draft is kept, so that nobody loses work, but what is
 * sensitive is refused at once. An administrator lets a single finding pass with a reason; that is audited and stands on the
 * results.
 */
@ApplicationScoped
public class Linter {

    static final int LONGEST_REASON = 500;

    private final Desk desk;
    private final VocabularyCatalog vocabulary;
    private final FindingOverrides overrides;

    Linter(Desk desk, VocabularyCatalog vocabulary, FindingOverrides overrides) {
        this.desk = desk;
        this.vocabulary = vocabulary;
        this.overrides = overrides;
    }

    /** @throws ProblemException INVALID_DEFINITION naming everything sensitive */
    void refuseSensitive(Site site, Experiment experiment) {
        List<Fault> sensitive = lint(site, experiment).found().stream()
                .filter(item -> item.check() == LaunchCheck.SENSITIVE)
                .map(item -> new Fault(item.field(), item.message()))
                .toList();
        if (!sensitive.isEmpty()) {
            throw new ProblemException(ProblemType.INVALID_DEFINITION, sensitive);
        }
    }

    /** What was found, with what administrators said to it. */
    List<Item> findings(KeptExperiment kept) {
        return lint(desk.site(kept.siteId()), kept.experiment())
                .with(overrides.of(kept.id()))
                .found();
    }

    List<FindingOverride> overrides(KeptExperiment kept) {
        return overrides.of(kept.id());
    }

    /**
     * Lets the finding {@code code} at {@code field} pass.
     *
     * @throws ProblemException NOT_FOUND, IMPOSSIBLE_STEP when it is no draft, INVALID_DEFINITION when there is no such finding or
     *     nobody may let it pass
     */
    @Transactional
    public KeptExperiment override(String siteKey, String key, String code, String field, String reason, Actor actor) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    List.of(new Fault("/reason", "is needed, with at most " + LONGEST_REASON + " characters")));
        }
        Site site = desk.site(siteKey);
        KeptExperiment kept = desk.locked(site, key, LifecycleStep.EDIT);
        Item found = lint(site, kept.experiment()).found().stream()
                .filter(item -> item.code().equals(code) && item.field().equals(field))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_DEFINITION,
                        List.of(new Fault("/code", "the linter does not find " + code + " at " + field))));
        if (!found.mayBeOverridden()) {
            throw new ProblemException(
                    ProblemType.INVALID_DEFINITION,
                    List.of(new Fault("/code", code + " cannot be overridden, whatever the reason")));
        }
        overrides.put(kept.id(), new FindingOverride(code, field, reason, actor.name(), desk.now()));
        return desk.noted(
                site,
                key,
                "experiment.override",
                actor,
                Json.object().put("code", code).put("field", field).put("reason", reason));
    }

    private LaunchChecklist lint(Site site, Experiment experiment) {
        Findings findings = new Findings();
        LaunchRules.lint(
                experiment,
                new LaunchRules.Site(
                        site.locale(), site.hosts(), vocabulary.metrics(site.id()), vocabulary.attributes(site.id())),
                findings);
        return findings.checklist();
    }
}
