package dev.candor.api.explaining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.access.Caller;
import dev.candor.api.catalog.VisitorJson;
import dev.candor.api.explaining.Simulations.Crowd;
import dev.candor.api.problem.Fields;
import dev.candor.domain.actor.Role;
import dev.candor.domain.consent.ConsentState;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.RestPath;

/** {@code explain} and {@code simulate} of an experiment. They are posted, for what is asked stays out of addresses. */
@Path("/api/v1/sites/{site}/experiments/{key}")
@Produces(MediaType.APPLICATION_JSON)
public class ExplainingResource {

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.UTF_8);

    private final Explanations explanations;
    private final Simulations simulations;
    private final Caller caller;

    ExplainingResource(Explanations explanations, Simulations simulations, Caller caller) {
        this.explanations = explanations;
        this.simulations = simulations;
        this.caller = caller;
    }

    @POST
    @Path("explain")
    public Response explain(@RestPath String site, @RestPath String key, byte[] body) {
        caller.require(Role.VIEWER);
        Fields fields = Fields.received(body);
        Question question = Question.read(fields);
        fields.refuse();
        return unkept(ExplainedJson.write(explanations.explain(site, key, question)));
    }

    @POST
    @Path("simulate")
    public Response simulate(@RestPath String site, @RestPath String key, byte[] body) {
        caller.require(Role.VIEWER);
        Fields fields = Fields.received(body.length == 0 ? NOTHING : body);
        Crowd crowd = new Crowd(
                (int) fields.whole("units", Simulations.FEWEST, Simulations.MOST, 100_000),
                fields.whole("seed", 0, Long.MAX_VALUE, 1),
                VisitorJson.consents(fields, ConsentState.GRANTED),
                VisitorJson.facts(fields));
        fields.refuse();
        return unkept(SimulationJson.write(simulations.simulate(site, key, crowd)));
    }

    private static Response unkept(JsonNode answer) {
        return Response.ok(answer).header("Cache-Control", "no-store").build();
    }
}
