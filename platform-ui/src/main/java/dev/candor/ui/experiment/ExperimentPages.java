package dev.candor.ui.experiment;

import dev.candor.api.access.Caller;
import dev.candor.api.authoring.Experiments;
import dev.candor.api.authoring.Lifecycle;
import dev.candor.api.authoring.Sites;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.problem.Problem;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.results.ResultsService;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import dev.candor.domain.experiment.Status;
import dev.candor.ui.experiment.ExperimentView.Refusal;
import dev.candor.ui.page.Flash;
import dev.candor.ui.page.Layout;
import dev.candor.ui.results.ResultsView;
import dev.candor.ui.words.Words;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** One experiment, its results and its steps. */
@Authenticated
@Blocking
@Path("/sites/{site}/experiments/{key}")
@Produces(MediaType.TEXT_HTML)
public class ExperimentPages {

    private final Sites sites;
    private final Experiments experiments;
    private final Lifecycle lifecycle;
    private final ResultsService results;
    private final Caller caller;
    private final Layout layout;

    ExperimentPages(
            Sites sites,
            Experiments experiments,
            Lifecycle lifecycle,
            ResultsService results,
            Caller caller,
            Layout layout) {
        this.sites = sites;
        this.experiments = experiments;
        this.lifecycle = lifecycle;
        this.results = results;
        this.caller = caller;
        this.layout = layout;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(ExperimentView view);

        static native TemplateInstance results(ResultsView view);
    }

    @GET
    public TemplateInstance show(@RestPath String site, @RestPath String key) {
        return Templates.show(view(site, key, null));
    }

    /** What the page fetches again while the experiment runs. */
    @GET
    @Path("results")
    public TemplateInstance results(@RestPath String site, @RestPath String key) {
        Site owner = sites.get(site);
        return Templates.results(results(owner, experiments.get(site, key), layout.words(owner.timeZone())));
    }

    @POST
    @Path("{step: start|pause|resume|stop|archive}")
    public Response take(@RestPath String site, @RestPath String key, @RestPath String step) {
        Actor actor = caller.require(Role.EDITOR);
        try {
            KeptExperiment kept = take(step, site, key, actor);
            return Flash.redirect(ExperimentView.address(site, key), done(step, kept.status()));
        } catch (ProblemException e) {
            if (e.problem().status() == Response.Status.NOT_FOUND.getStatusCode()) {
                throw e;
            }
            return Response.status(e.problem().status())
                    .entity(Templates.show(view(site, key, refusal(e.problem())))
                            .render())
                    .build();
        }
    }

    private KeptExperiment take(String step, String site, String key, Actor actor) {
        return switch (step) {
            case "start" -> lifecycle.start(site, key, actor);
            case "pause" -> lifecycle.pause(site, key, actor);
            case "resume" -> lifecycle.resume(site, key, actor);
            case "stop" -> lifecycle.stop(site, key, actor);
            default -> lifecycle.archive(site, key, actor);
        };
    }

    private static String done(String step, Status now) {
        return switch (step) {
            case "start" -> now == Status.SCHEDULED ? "scheduled" : "started";
            case "pause" -> "paused";
            case "resume" -> "resumed";
            case "stop" -> "stopped";
            default -> "archived";
        };
    }

    private Refusal refusal(Problem problem) {
        var words = layout.words().experiment();
        return problem.errors().isEmpty()
                ? new Refusal(words.impossibleTitle(), "", List.of(new Fault("", problem.detail())))
                : new Refusal(words.refusedTitle(), words.refusedHelp(), problem.errors());
    }

    private ExperimentView view(String siteKey, String key, @Nullable Refusal refusal) {
        Site site = sites.get(siteKey);
        Words words = layout.words(site.timeZone());
        KeptExperiment kept = experiments.get(siteKey, key);
        SetupView setup = SetupView.of(kept, experiments.amendments(kept), sites.metrics(siteKey), words);
        boolean begun = kept.startedAt() != null || kept.origin() != null;
        return ExperimentView.of(
                site,
                kept,
                setup,
                begun ? results(site, kept, words) : null,
                refusal,
                caller.actor().role().covers(Role.EDITOR),
                words);
    }

    private ResultsView results(Site site, KeptExperiment kept, Words words) {
        String address = ExperimentView.address(site.key(), kept.experiment().key());
        return ResultsView.of(
                results.analyse(site.key(), kept.experiment().key()),
                address + "/results",
                "/api/v1" + address + "/results",
                kept.experiment().plan().maximumVisitors(),
                words);
    }
}
