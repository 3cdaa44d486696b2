package dev.candor.api.accounts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Accounts;
import dev.candor.api.access.Caller;
import dev.candor.api.access.Secrets;
import dev.candor.api.audit.Audit;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Keys;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** {@code /api/v1/users} and {@code /api/v1/tokens}: who may come in. */
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
public class AccountsResource {

    private static final int SHORTEST_PASSWORD = 12;
    private static final int LONGEST_PASSWORD = 72;

    private final Accounts accounts;
    private final Audit audit;
    private final Caller caller;

    AccountsResource(Accounts accounts, Audit audit, Caller caller) {
        this.accounts = accounts;
        this.audit = audit;
        this.caller = caller;
    }

    @GET
    @Path("users")
    public JsonNode users() {
        caller.require(Role.ADMIN);
        return list(accounts.all());
    }

    @POST
    @Path("users")
    @Transactional
    public Response addUser(byte[] body) {
        Actor actor = caller.require(Role.ADMIN);
        Fields fields = Fields.received(body);
        String name = fields.text("name", Keys::isName, Keys.NAME_RULE);
        String password = fields.text("password", LONGEST_PASSWORD);
        if (password.length() < SHORTEST_PASSWORD
                || password.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_PASSWORD) {
            fields.fault("password", "must have " + SHORTEST_PASSWORD + " to " + LONGEST_PASSWORD + " bytes");
        }
        Role role = fields.coded("role", Role.class);
        fields.refuse();
        if (!accounts.insert(name, BcryptUtil.bcryptHash(password), role)) {
            throw new ProblemException(ProblemType.ALREADY_EXISTS, "there is a user " + name + " already");
        }
        ObjectNode user = Json.object().put("name", name).put("role", role.code());
        audit.record(actor, "user.create", name, user);
        return Response.status(Response.Status.CREATED).entity(user).build();
    }

    @GET
    @Path("tokens")
    public JsonNode tokens() {
        caller.require(Role.ADMIN);
        return list(accounts.tokens());
    }

    /** Makes a token; the answer is the only place where it is ever shown. */
    @POST
    @Path("tokens")
    @Transactional
    public Response addToken(byte[] body) {
        Actor actor = caller.require(Role.ADMIN);
        Fields fields = Fields.received(body);
        String name = fields.text("name", Keys::isName, Keys.NAME_RULE);
        Role role = fields.coded("role", Role.class);
        fields.refuse();
        String token = "ct_" + Secrets.token();
        if (!accounts.insertToken(name, token, role)) {
            throw new ProblemException(ProblemType.ALREADY_EXISTS, "there is a token " + name + " already");
        }
        audit.record(actor, "token.create", name, Json.object().put("role", role.code()));
        return Response.status(Response.Status.CREATED)
                .entity(Json.object().put("name", name).put("role", role.code()).put("token", token))
                .build();
    }

    private static JsonNode list(List<Actor> actors) {
        ObjectNode page = Json.object();
        var items = page.putArray("items");
        actors.forEach(actor -> items.addObject()
                .put("name", actor.name())
                .put("role", actor.role().code()));
        return page.putNull("next");
    }
}
