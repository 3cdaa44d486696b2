package dev.candor.api.results;

import dev.candor.api.access.Caller;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/sites/{site}/experiments/{key}/results}. */
@Path("/api/v1/sites/{site}/experiments/{key}/results")
@Produces(MediaType.APPLICATION_JSON)
public class ResultsResource {

    private final ResultsService results;
    private final Caller caller;

    ResultsResource(ResultsService results, Caller caller) {
        this.results = results;
        this.caller = caller;
    }

    @GET
    public ExperimentResults get(
            @RestPath String site,
            @RestPath String key,
            @RestQuery @Nullable String phase,
            @RestQuery @Nullable String breakdown,
            @RestQuery @Nullable String asOf) {
        caller.require(Role.VIEWER);
        return results.analyse(site, key, ResultsQuery.read(phase, breakdown, asOf));
    }
}
