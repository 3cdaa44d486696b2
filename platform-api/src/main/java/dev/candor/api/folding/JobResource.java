package dev.candor.api.folding;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.ledger.Jobs;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;

/** {@code GET /api/v1/jobs/{id}}. */
@Path("/api/v1/jobs")
@Produces(MediaType.APPLICATION_JSON)
public class JobResource {

    private final Jobs jobs;
    private final ExperimentCatalog experiments;
    private final Caller caller;

    JobResource(Jobs jobs, ExperimentCatalog experiments, Caller caller) {
        this.jobs = jobs;
        this.experiments = experiments;
        this.caller = caller;
    }

    @GET
    @Path("{id}")
    public ObjectNode job(@RestPath String id) {
        caller.require(Role.VIEWER);
        return jobs.find(id(id)).map(job -> json(job, experiments)).orElseThrow(JobResource::unknown);
    }

    static ObjectNode json(Jobs.Job job, ExperimentCatalog experiments) {
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
