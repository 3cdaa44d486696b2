package dev.candor.api.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.problem.Json;
import dev.candor.api.results.PublishedPolls.Poll;
import dev.candor.domain.actor.Role;
import dev.candor.stats.StatisticsException;
import dev.candor.stats.sample.ProportionSample;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code GET /api/v1/benchmarks}: published polls, with what may be reckoned from them. */
@Path("/api/v1/benchmarks")
@Produces(MediaType.APPLICATION_JSON)
public class BenchmarksResource {

    private final Caller caller;

    BenchmarksResource(Caller caller) {
        this.caller = caller;
    }

    @GET
    public JsonNode list() {
        caller.require(Role.VIEWER);
        ObjectNode node = Json.object();
        ArrayNode items = node.putArray("items");
        for (Poll poll : PublishedPolls.all()) {
            ObjectNode item = items.addObject()
                    .put("key", poll.key())
                    .put("share", poll.share())
                    .put("n", poll.n())
                    .put("en", poll.english())
                    .put("ja", poll.japanese())
                    .put("source", PublishedPolls.SOURCE);
            try {
                ProportionSample sample = poll.sample();
                item.put("standardError", Math.sqrt(sample.varianceOfRate())).putNull("whyNot");
            } catch (StatisticsException e) {
                item.putNull("standardError").put("whyNot", "no sample size published: nothing is tested against it");
            }
        }
        return node;
    }
}
