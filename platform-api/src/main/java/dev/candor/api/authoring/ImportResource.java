package dev.candor.api.authoring;

import dev.candor.api.access.Caller;
import dev.candor.api.catalog.ExperimentJson;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.problem.Fields;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestPath;

/** {@code POST /api/v1/sites/{site}/import}. */
@Path("/api/v1/sites/{site}/import")
@Produces(MediaType.APPLICATION_JSON)
public class ImportResource {

    private final Imports imports;
    private final Caller caller;

    ImportResource(Imports imports, Caller caller) {
        this.imports = imports;
        this.caller = caller;
    }

    @POST
    public Response take(@RestPath String site, byte[] body) {
        Actor actor = caller.require(Role.EDITOR);
        Fields fields = Fields.received(body);
        ImportedCounts counts = ImportedCounts.read(fields);
        fields.refuse();
        KeptExperiment kept = imports.take(site, counts, actor);
        return Response.created(URI.create("/api/v1/sites/" + site + "/experiments/"
                        + kept.experiment().key()))
                .entity(ExperimentJson.write(kept.experiment())
                        .put("status", kept.status().code()))
                .build();
    }
}
