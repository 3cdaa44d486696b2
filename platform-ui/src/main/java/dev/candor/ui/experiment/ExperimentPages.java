package dev.candor.ui.experiment;

import dev.candor.api.access.Caller;
import dev.candor.api.authoring.Lifecycle;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.results.ResultsQuery;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import dev.candor.domain.experiment.Status;
import dev.candor.ui.page.Flash;
import dev.candor.ui.page.FormValues;
import dev.candor.ui.results.RecountView;
import dev.candor.ui.results.ResultsView;
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
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** One experiment, its results and its steps. */
@Authenticated
@Blocking
@Path("/sites/{site}/experiments/{key}")
@Produces(MediaType.TEXT_HTML)
public class ExperimentPages {

    private final ExperimentPage page;
    private final Lifecycle lifecycle;
    private final Caller caller;

    ExperimentPages(ExperimentPage page, Lifecycle lifecycle, Caller caller) {
        this.page = page;
        this.lifecycle = lifecycle;
        this.caller = caller;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(ExperimentView view);

        static native TemplateInstance results(ResultsView view);

        static native TemplateInstance recount(RecountView recount);
    }

    @GET
    public TemplateInstance show(
            @RestPath String site,
            @RestPath String key,
            @RestQuery @Nullable String phase,
            @RestQuery @Nullable String breakdown) {
        return Templates.show(page.view(site, key, ResultsQuery.read(phase, breakdown, null), null, FormValues.EMPTY));
    }

    /** What the page fetches again while the experiment runs. */
    @GET
    @Path("results")
    public TemplateInstance results(
            @RestPath String site,
            @RestPath String key,
            @RestQuery @Nullable String phase,
            @RestQuery @Nullable String breakdown) {
        return Templates.results(page.results(site, key, ResultsQuery.read(phase, breakdown, null)));
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
                    .entity(Templates.show(page.view(site, key, page.refusal(e.problem()), FormValues.EMPTY))
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
}
