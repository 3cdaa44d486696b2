package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.catalog.Amendment;
import dev.candor.api.catalog.ExperimentJson;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.ExperimentRules;
import dev.candor.domain.experiment.Status;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/sites/{site}/experiments}. */
@Path("/api/v1/sites/{site}/experiments")
@Produces(MediaType.APPLICATION_JSON)
public class ExperimentsResource {

    private static final int LARGEST_PAGE = 200;

    private final Experiments experiments;
    private final Sites sites;
    private final Templates templates;
    private final Caller caller;

    ExperimentsResource(Experiments experiments, Sites sites, Templates templates, Caller caller) {
        this.experiments = experiments;
        this.sites = sites;
        this.templates = templates;
        this.caller = caller;
    }

    @GET
    public JsonNode list(
            @RestPath String site,
            @RestQuery @DefaultValue("50") String limit,
            @RestQuery @DefaultValue("0") String cursor) {
        caller.require(Role.VIEWER);
        int size = number("limit", limit, 1, LARGEST_PAGE);
        List<KeptExperiment> page = experiments.page(site, number("cursor", cursor, 0, Integer.MAX_VALUE), size + 1);
        boolean more = page.size() > size;
        List<KeptExperiment> shown = more ? page.subList(0, size) : page;
        return Page.of(
                shown.stream().map(this::json).toList(),
                more ? Integer.toString(shown.get(size - 1).id()) : null);
    }

    /** A new draft; with {@code ?template=KEY} the body says only what differs from the template. */
    @POST
    public Response create(@RestPath String site, @RestQuery @Nullable String template, byte[] body) {
        Actor actor = caller.require(Role.EDITOR);
        Fields fields = template == null ? Fields.received(body) : templates.fields(template, sites.get(site), body);
        KeptExperiment created = experiments.create(site, read(fields), actor);
        return Response.created(URI.create("/api/v1/sites/" + site + "/experiments/"
                        + created.experiment().key()))
                .tag(Revision.tag(created.revision()))
                .entity(json(created))
                .build();
    }

    @GET
    @Path("{key}")
    public Response get(@RestPath String site, @RestPath String key) {
        caller.require(Role.VIEWER);
        return answer(experiments.get(site, key));
    }

    @PUT
    @Path("{key}")
    public Response replace(
            @RestPath String site,
            @RestPath String key,
            @HeaderParam("If-Match") @Nullable String ifMatch,
            byte[] body) {
        Actor actor = caller.require(Role.EDITOR);
        Experiment experiment = read(Fields.received(body));
        if (!experiment.key().equals(key)) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "/key must be the key in the address");
        }
        return answer(experiments.replace(site, experiment, Revision.of(ifMatch), actor));
    }

    @DELETE
    @Path("{key}")
    public void delete(@RestPath String site, @RestPath String key, @HeaderParam("If-Match") @Nullable String ifMatch) {
        Actor actor = caller.require(Role.EDITOR);
        experiments.delete(site, key, Revision.of(ifMatch), actor);
    }

    private static Experiment read(Fields fields) {
        Experiment experiment = ExperimentJson.read(fields);
        List<Fault> faults = fields.faults();
        if (!faults.isEmpty()) {
            // All at once: what the rules say of the rest, but nothing twice about one field.
            List<String> known = faults.stream().map(Fault::field).toList();
            boolean creepy = faults.stream().anyMatch(fault -> fault.message().startsWith("creepy."));
            throw new ProblemException(
                    creepy ? ProblemType.INVALID_DEFINITION : ProblemType.INVALID_REQUEST,
                    Stream.concat(
                                    faults.stream(),
                                    ExperimentRules.ofDraft(experiment).stream()
                                            .filter(fault -> !known.contains(fault.field())))
                            .toList());
        }
        return experiment;
    }

    private static int number(String field, String text, int low, int high) {
        try {
            int number = Integer.parseInt(text);
            if (number >= low && number <= high) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, as for a number out of range
        }
        throw new ProblemException(
                ProblemType.INVALID_REQUEST,
                List.of(new Fault(field, "must be a whole number from " + low + " to " + high)));
    }

    private Response answer(KeptExperiment kept) {
        return Response.ok(json(kept)).tag(Revision.tag(kept.revision())).build();
    }

    private JsonNode json(KeptExperiment kept) {
        ObjectNode node = json(kept, experiments.amendments(kept));
        if (kept.status() == Status.DRAFT) {
            node.setAll((ObjectNode) OverridesResource.findings(experiments.findings(kept)));
        }
        return node;
    }

    /** The experiment and what happened to it, as every answer about it has it. */
    static ObjectNode json(KeptExperiment kept, List<Amendment> amended) {
        ObjectNode node = ExperimentJson.write(kept.experiment());
        node.put("status", kept.status().code()).put("revision", kept.revision());
        node.set("phases", ExperimentJson.writePhases(kept));
        node.withObject("/plan").put("sha256", kept.planSha256());
        node.put("createdAt", kept.createdAt().toString());
        node.put("startedAt", kept.startedAt() == null ? null : kept.startedAt().toString());
        node.put("stoppedAt", kept.stoppedAt() == null ? null : kept.stoppedAt().toString());
        ArrayNode amendments = node.putArray("amendments");
        for (Amendment amendment : amended) {
            amendments
                    .addObject()
                    .put("at", amendment.at().toString())
                    .put("actor", amendment.actor())
                    .put("what", amendment.what())
                    .set("detail", Json.kept(amendment.detail()));
        }
        return node;
    }
}
