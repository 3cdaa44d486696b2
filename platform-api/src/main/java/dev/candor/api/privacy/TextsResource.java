package dev.candor.api.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.consent.PanelDocument.Shown;
import dev.candor.api.consent.ShownTexts;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** {@code /api/v1/sites/{site}/texts}: what visitors read, by the version that a receipt names. */
@Path("/api/v1/sites/{site}/texts")
@Produces(MediaType.APPLICATION_JSON)
public class TextsResource {

    private final ShownTexts texts;
    private final SiteCatalog sites;
    private final Caller caller;

    TextsResource(ShownTexts texts, SiteCatalog sites, Caller caller) {
        this.texts = texts;
        this.sites = sites;
        this.caller = caller;
    }

    @GET
    @Path("{version}")
    public JsonNode text(@RestPath String site, @RestPath String version) {
        caller.require(Role.VIEWER);
        return sites.find(site)
                .flatMap(found -> texts.find(found.id(), version))
                .map(TextsResource::write)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "this site never showed a text of that version"));
    }

    static ObjectNode write(Shown shown) {
        ObjectNode node = Json.object()
                .put("version", shown.version())
                .put("sha256", shown.sha256())
                .put("kind", shown.kind())
                .put("language", shown.language());
        node.set("content", Json.kept(shown.content()));
        return node;
    }
}
