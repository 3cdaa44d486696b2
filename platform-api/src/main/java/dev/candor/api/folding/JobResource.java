package dev.candor.api.folding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.ledger.Jobs;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** {@code POST /api/v1/sites/{site}/experiments/{key}/recount} and {@code GET /api/v1/jobs/{id}}. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {

    private final Recount recount;
    private final Jobs jobs;
    private final SiteCatalog sites;
    private final ExperimentCatalog experiments;
    private final Caller caller;

    JobResource(Recount recount, Jobs jobs, SiteCatalog sites, ExperimentCatalog experiments, Caller caller) {
        this.recount = recount;
        this.jobs = jobs;
        this.sites = sites;
        this.experiments = experiments;
        this.caller = caller;
    }

    @POST
    @Path("sites/{site}/experiments/{key}/recount")
    public Response recount(@RestPath String site, @RestPath String key) {
        Actor actor = caller.require(Role.EDITOR);
        KeptExperiment experiment = sites.find(site)
                .map(Site::id)
                .flatMap(id -> experiments.find(id, key))
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "there is no experiment of that key in that site"));
        Jobs.Job job = recount.begin(experiment, actor);
        return Response.accepted(json(job))
                .location(URI.create("/api/v1/jobs/" + job.id()))
                .build();
    }

    @GET
    @Path("jobs/{id}")
    public ObjectNode job(@RestPath String id) {
        caller.require(Role.VIEWER);
        return jobs.find(id(id)).map(this::json).orElseThrow(JobResource::unknown);
    }

    private ObjectNode json(Jobs.Job job) {
        ObjectNode node = Json.object()
                .put("id", job.id().toString())
                .put("kind", job.kind())
                .put(
                        "experiment",
                        experiments
                                .byId(job.experimentId())
                                .map(kept -> kept.experiment().key())
                                .orElse(null))
                .put("status", job.status())
                .put("done", job.done())
                .put("total", job.total())
                .put("startedAt", job.startedAt().toString())
                .put(
                        "finishedAt",
                        job.finishedAt() == null ? null : job.finishedAt().toString());
        node.set("result", job.result() == null ? null : Json.kept(job.result()));
        return node;
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "there is no job of that id");
    }
}
