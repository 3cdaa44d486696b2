package dev.candor.ui.experiment;

import dev.candor.api.access.Caller;
import dev.candor.api.authoring.Experiments;
import dev.candor.api.authoring.Lifecycle;
import dev.candor.api.authoring.RunningChanges;
import dev.candor.api.authoring.Sites;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.folding.Recount;
import dev.candor.api.problem.Problem;
import dev.candor.api.results.ResultsQuery;
import dev.candor.api.results.ResultsService;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Role;
import dev.candor.domain.experiment.LifecycleStep;
import dev.candor.ui.experiment.ExperimentView.Refusal;
import dev.candor.ui.page.FormValues;
import dev.candor.ui.page.Layout;
import dev.candor.ui.results.RecountView;
import dev.candor.ui.results.ResultsView;
import dev.candor.ui.words.Words;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts together what stands on one experiment's page. */
@RequestScoped
class ExperimentPage {

    private final Sites sites;
    private final Experiments experiments;
    private final Lifecycle lifecycle;
    private final RunningChanges changes;
    private final ResultsService results;
    private final Recount recounts;
    private final Caller caller;
    private final Layout layout;

    ExperimentPage(
            Sites sites,
            Experiments experiments,
            Lifecycle lifecycle,
            RunningChanges changes,
            ResultsService results,
            Recount recounts,
            Caller caller,
            Layout layout) {
        this.sites = sites;
        this.experiments = experiments;
        this.lifecycle = lifecycle;
        this.changes = changes;
        this.results = results;
        this.recounts = recounts;
        this.caller = caller;
        this.layout = layout;
    }

    /** The page, after {@code refusal} of a step and with what was entered into the form of a change. */
    ExperimentView view(String siteKey, String key, @Nullable Refusal refusal, FormValues form) {
        return view(siteKey, key, ResultsQuery.PRESENT, refusal, form);
    }

    /** As above, with the results that {@code query} asks for. */
    ExperimentView view(String siteKey, String key, ResultsQuery query, @Nullable Refusal refusal, FormValues form) {
        Site site = sites.get(siteKey);
        Words words = layout.words(site.timeZone());
        KeptExperiment kept = experiments.get(siteKey, key);
        boolean mayEdit = caller.actor().role().covers(Role.EDITOR);
        boolean begun = kept.startedAt() != null || kept.origin() != null;
        return ExperimentView.of(
                site,
                kept,
                new ExperimentView.Parts(
                        SetupView.of(kept, experiments.amendments(kept), sites.metrics(siteKey), words),
                        LifecycleStep.START.isPossibleIn(kept.status())
                                ? ChecklistView.of(lifecycle.checklist(siteKey, key), words)
                                : null,
                        mayEdit && LifecycleStep.RAMP.isPossibleIn(kept.status())
                                ? ChangesView.of(kept, changes.room(site, kept), form, words)
                                : null,
                        begun ? results(site, kept, query, words) : null,
                        kept.startedAt() != null && kept.origin() == null ? recount(site, kept, words) : null,
                        refusal),
                caller.actor().role(),
                words);
    }

    /** What the page fetches again while the experiment runs. */
    ResultsView results(String siteKey, String key, ResultsQuery query) {
        Site site = sites.get(siteKey);
        return results(site, experiments.get(siteKey, key), query, layout.words(site.timeZone()));
    }

    /** What the page fetches again while a recount goes on. */
    RecountView recount(String siteKey, String key) {
        Site site = sites.get(siteKey);
        return recount(site, experiments.get(siteKey, key), layout.words(site.timeZone()));
    }

    private RecountView recount(Site site, KeptExperiment kept, Words words) {
        return RecountView.of(
                recounts.last(kept).orElse(null),
                ExperimentView.address(site.key(), kept.experiment().key()) + "/recount",
                caller.actor().role().covers(Role.EDITOR),
                words);
    }

    /** Why a step was refused, as the page says it. */
    Refusal refusal(Problem problem) {
        var words = layout.words().experiment();
        return problem.errors().isEmpty()
                ? new Refusal(words.impossibleTitle(), "", List.of(new Fault("", problem.detail())))
                : new Refusal(words.refusedTitle(), words.refusedHelp(), problem.errors());
    }

    private ResultsView results(Site site, KeptExperiment kept, ResultsQuery query, Words words) {
        String address = ExperimentView.address(site.key(), kept.experiment().key());
        return ResultsView.of(
                results.analyse(site.key(), kept.experiment().key(), query),
                address + "/results" + query.parameters(),
                "/api/v1" + address + "/results" + query.parameters(),
                kept.experiment().plan().maximumVisitors(),
                words);
    }
}
