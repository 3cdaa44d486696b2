package dev.candor.api.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.consent.Receipts;
import dev.candor.api.consent.Receipts.Kept;
import dev.candor.api.consent.ShownTexts;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/receipts}: proofs for whoever must show them. */
@Path("/api/v1/receipts")
@Produces(MediaType.APPLICATION_JSON)
public class ReceiptsResource {

    private final Receipts receipts;
    private final ShownTexts texts;
    private final SiteCatalog sites;
    private final Caller caller;

    ReceiptsResource(Receipts receipts, ShownTexts texts, SiteCatalog sites, Caller caller) {
        this.receipts = receipts;
        this.texts = texts;
        this.sites = sites;
        this.caller = caller;
    }

    /** A receipt, whether it is genuine, and what was read before answering. */
    @GET
    @Path("{id}")
    public JsonNode receipt(@RestPath String id, @RestQuery @Nullable String site) {
        caller.require(Role.ANALYST);
        List<Kept> found = receipts.find(uuid(id)).stream()
                .filter(kept -> site == null || sites.keyOf(kept.site()).equals(site))
                .toList();
        if (found.size() > 1) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST, "several sites were sent this id: say which by ?site=");
        }
        Kept kept = found.stream().findFirst().orElseThrow(ReceiptsResource::unknown);
        ObjectNode answer = Json.object().put("site", sites.keyOf(kept.site()));
        answer.set("receipt", kept.document());
        answer.put("genuine", receipts.isGenuine(kept.site(), kept.document()));
        answer.set(
                "text",
                texts.find(kept.site(), kept.document().at("/text/version").asText(""))
                        .map(TextsResource::write)
                        .orElse(null));
        return answer;
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return new ProblemException(ProblemType.NOT_FOUND, "there is no receipt of that id");
    }
}
