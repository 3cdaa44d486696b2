package dev.candor.api.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.ledger.NoisedReleases.Release;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /api/v1/sites/{site}/experiments/{key}}{@code /noised-results} and {@code /privacy-budget}. */
@Path("/api/v1/sites/{site}/experiments/{key}")
@Produces(MediaType.APPLICATION_JSON)
public class NoisedResultsResource {

    private static final BigDecimal LEAST = new BigDecimal("0.01");
    private static final BigDecimal MOST = BigDecimal.TEN;
    private static final BigDecimal USUAL = new BigDecimal("0.1");
    private static final int DECIMALS = 4;
    private static final int LONGEST_REASON = 500;

    private final NoisedResults results;
    private final Caller caller;

    NoisedResultsResource(NoisedResults results, Caller caller) {
        this.results = results;
        this.caller = caller;
    }

    @POST
    @Path("noised-results")
    public JsonNode release(@RestPath String site, @RestPath String key, byte[] body) {
        Actor actor = caller.require(Role.ANALYST);
        Fields fields = Fields.received(body);
        BigDecimal epsilon = loss(fields, "epsilon").orElse(USUAL);
        Integer phase = fields.has("phase") ? (int) fields.whole("phase", 1, 10_000) : null;
        boolean renew = fields.truth("renew", false);
        fields.refuse();
        return Json.kept(
                results.release(site, key, phase, epsilon, renew, actor).released());
    }

    @GET
    @Path("privacy-budget")
    public JsonNode budget(@RestPath String site, @RestPath String key) {
        caller.require(Role.ANALYST);
        return write(results.budget(site, key));
    }

    @PUT
    @Path("privacy-budget")
    public JsonNode limit(@RestPath String site, @RestPath String key, byte[] body) {
        Actor actor = caller.require(Role.ADMIN);
        Fields fields = Fields.received(body);
        Optional<BigDecimal> limit = loss(fields, "limit");
        String reason = fields.text("reason", LONGEST_REASON);
        if (!fields.has("limit")) {
            fields.fault("limit", "is needed");
        }
        fields.refuse();
        return write(results.limit(site, key, limit.orElseThrow(), reason, actor));
    }

    private static Optional<BigDecimal> loss(Fields fields, String name) {
        Optional<BigDecimal> loss = fields.decimal(name, LEAST, MOST);
        if (loss.isPresent() && loss.get().stripTrailingZeros().scale() > DECIMALS) {
            fields.fault(name, "must have at most " + DECIMALS + " decimals");
        }
        return loss;
    }

    private static ObjectNode write(NoisedResults.Budget budget) {
        ObjectNode node = Json.object()
                .put("limit", budget.limit())
                .put("spent", budget.spent())
                .put("left", budget.left());
        ArrayNode items = node.putArray("releases");
        for (Release release : budget.releases()) {
            items.addObject()
                    .put("release", release.number())
                    .put("at", release.at().toString())
                    .put("actor", release.actor())
                    .put("phase", release.phase())
                    .put("epsilon", release.epsilon());
        }
        return node;
    }
}
