package dev.candor.api.folding;

import dev.candor.api.access.Caller;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.ledger.Jobs;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestPath;

/** {@code POST /api/v1/sites/{site}/experiments/{key}/recount}. */
@Path("/api/v1/sites/{site}/experiments/{key}/recount")
@Produces(MediaType.APPLICATION_JSON)
public class RecountResource {

    private final Recount recount;
    private final SiteCatalog sites;
    private final ExperimentCatalog experiments;
    private final Caller caller;

    RecountResource(Recount recount, SiteCatalog sites, ExperimentCatalog experiments, Caller caller) {
        this.recount = recount;
        this.sites = sites;
        this.experiments = experiments;
        this.caller = caller;
    }

    @POST
    public Response recount(@RestPath String site, @RestPath String key) {
        Actor actor = caller.require(Role.EDITOR);
        KeptExperiment experiment = sites.find(site)
                .map(Site::id)
                .flatMap(id -> experiments.find(id, key))
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "there is no experiment of that key in that site"));
        Jobs.Job job = recount.begin(experiment, actor);
        return Response.accepted(JobResource.json(job, experiments))
                .location(URI.create("/api/v1/jobs/" + job.id()))
                .build();
    }
}
