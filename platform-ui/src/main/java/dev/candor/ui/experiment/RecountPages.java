package dev.candor.ui.experiment;

import dev.candor.api.access.Caller;
import dev.candor.api.authoring.Experiments;
import dev.candor.api.folding.Recount;
import dev.candor.api.problem.ProblemException;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import dev.candor.ui.page.Flash;
import dev.candor.ui.page.FormValues;
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

/** An editor has the numbers worked out again from the events, and sees how far that is. */
@Authenticated
@Blocking
@Path("/sites/{site}/experiments/{key}/recount")
@Produces(MediaType.TEXT_HTML)
public class RecountPages {

    private static final int CONFLICT = 409;

    private final ExperimentPage page;
    private final Experiments experiments;
    private final Recount recount;
    private final Caller caller;

    RecountPages(ExperimentPage page, Experiments experiments, Recount recount, Caller caller) {
        this.page = page;
        this.experiments = experiments;
        this.recount = recount;
        this.caller = caller;
    }

    /** What the page fetches again while one goes on. */
    @GET
    public TemplateInstance show(@RestPath String site, @RestPath String key) {
        return ExperimentPages.Templates.recount(page.recount(site, key));
    }

    @POST
    public Response begin(@RestPath String site, @RestPath String key) {
        Actor actor = caller.require(Role.EDITOR);
        try {
            recount.begin(experiments.get(site, key), actor);
            return Flash.redirect(ExperimentView.address(site, key) + "#recount", "recountBegun");
        } catch (ProblemException e) {
            if (e.problem().status() != CONFLICT) {
                throw e;
            }
            return Response.status(CONFLICT)
                    .entity(ExperimentPages.Templates.show(
                                    page.view(site, key, page.refusal(e.problem()), FormValues.EMPTY))
                            .render())
                    .build();
        }
    }
}
