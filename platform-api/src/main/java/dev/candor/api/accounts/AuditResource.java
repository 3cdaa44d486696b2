package dev.candor.api.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.audit.Audit;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/audit}: who changed what, newest first, and whether the log is whole. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
public class AuditResource {

    private static final int PAGE = 50;

    private final Audit audit;
    private final Caller caller;

    AuditResource(Audit audit, Caller caller) {
        this.audit = audit;
        this.caller = caller;
    }

    @GET
    public JsonNode list(@RestQuery @Nullable String cursor) {
        caller.require(Role.ADMIN);
        List<Audit.Entry> entries = audit.page(before(cursor), PAGE);
        ObjectNode page = Json.object();
        var items = page.putArray("items");
        for (Audit.Entry entry : entries) {
            ObjectNode item = items.addObject()
                    .put("sequence", entry.sequence())
                    .put("at", entry.at().toString())
                    .put("actor", entry.actor())
                    .put("action", entry.action())
                    .put("subject", entry.subject())
                    .put("hash", entry.hash());
            item.set("detail", entry.detail());
        }
        boolean more = entries.size() == PAGE;
        return page.put("next", more ? Long.toString(entries.get(PAGE - 1).sequence()) : null);
    }

    /** Only what an earlier page gave as {@code next} is a cursor. */
    private static long before(@Nullable String cursor) {
        if (cursor == null) {
            return Long.MAX_VALUE;
        }
        if (!cursor.matches("[0-9]{1,18}")) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    List.of(new Fault("cursor", "must be what the page before gave as next")));
        }
        return Long.parseLong(cursor);
    }

    /**
     * Whether the chain is whole.
     *
     * @param head as an export printed it earlier: then the chain must still hold that row
     */
    @GET
    @Path("verify")
    public JsonNode verify(@RestQuery @Nullable String head) {
        caller.require(Role.ADMIN);
        Audit.Head kept = head == null
                ? null
                : Audit.Head.read(head)
                        .orElseThrow(() -> new ProblemException(
                                ProblemType.INVALID_REQUEST,
                                List.of(new Fault("head", "must be a head of the audit as an export printed it"))));
        Optional<Long> broken = audit.firstBroken(kept);
        return Json.object()
                .put("intact", broken.isEmpty())
                .put("firstBroken", broken.orElse(null))
                .put("head", audit.head().toString());
    }
}
