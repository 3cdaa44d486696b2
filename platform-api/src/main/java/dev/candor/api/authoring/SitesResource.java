package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Caller;
import dev.candor.api.catalog.AttributeJson;
import dev.candor.api.catalog.MetricJson;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteJson;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Keys;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.TrustEvents;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/** {@code /api/v1/sites}: sites and their vocabulary. */
@Path("/api/v1/sites")
@Produces(MediaType.APPLICATION_JSON)
public class SitesResource {

    private final Sites sites;
    private final Caller caller;

    SitesResource(Sites sites, Caller caller) {
        this.sites = sites;
        this.caller = caller;
    }

    @GET
    public JsonNode list() {
        caller.require(Role.VIEWER);
        return Page.of(sites.all().stream().map(SiteJson::write).toList(), null);
    }

    @POST
    public Response create(byte[] body) {
        Actor actor = caller.require(Role.ADMIN);
        Fields fields = Fields.received(body);
        SiteDraft draft = SiteDraft.read(fields);
        fields.refuse();
        Sites.Created created = sites.create(draft, actor);
        return Response.created(URI.create("/api/v1/sites/" + created.site().key()))
                .tag(Revision.tag(created.site().revision()))
                .entity(withSecret(created))
                .build();
    }

    @GET
    @Path("{site}")
    public Response get(@RestPath String site) {
        caller.require(Role.VIEWER);
        return answer(sites.get(site));
    }

    @PATCH
    @Path("{site}")
    public Response change(@RestPath String site, @HeaderParam("If-Match") @Nullable String ifMatch, byte[] body) {
        Actor actor = caller.require(Role.ADMIN);
        Fields fields = Fields.received(body);
        SiteDraft draft = SiteDraft.patch(sites.get(site), fields);
        fields.refuse();
        return answer(sites.change(draft, Revision.of(ifMatch), actor));
    }

    @POST
    @Path("{site}/keys")
    public JsonNode rotate(@RestPath String site) {
        return withSecret(sites.rotateServerKey(site, caller.require(Role.ADMIN)));
    }

    @GET
    @Path("{site}/metrics")
    public JsonNode metrics(@RestPath String site) {
        caller.require(Role.VIEWER);
        Map<String, Metric> own = sites.metrics(site);
        List<ObjectNode> items = new ArrayList<>();
        own.values().forEach(metric -> items.add(MetricJson.write(metric).put("builtIn", false)));
        TrustEvents.all().values().stream()
                .filter(metric -> !own.containsKey(metric.key()))
                .forEach(metric -> items.add(builtIn(metric)));
        return Page.of(items, null);
    }

    /** A ready-made metric: counted over everybody who was exposed, whatever they consented to. */
    private static ObjectNode builtIn(Metric metric) {
        ObjectNode node = MetricJson.write(metric)
                .put("builtIn", true)
                .put("harm", metric.direction() == Direction.DECREASE ? "up" : "down")
                .put("denominator", "exposures")
                .put("zeroWithoutPersonalization", TrustEvents.isZeroWithoutPersonalization(metric.key()))
                .put("mayGuard", !TrustEvents.isAmbiguous(metric.key()))
                .put("needsMemory", TrustEvents.needsMemory(metric))
                .put("countedWithoutUnit", TrustEvents.mayBeOfNobody(metric.event()));
        node.set(
                "defaultMargin",
                TrustEvents.defaultMargin(metric.key())
                        .map(margin -> (JsonNode) Json.object().put("absolute", margin.amount()))
                        .orElse(NullNode.getInstance()));
        return node;
    }

    @PUT
    @Path("{site}/metrics/{key}")
    public JsonNode putMetric(@RestPath String site, @RestPath String key, byte[] body) {
        Actor actor = caller.require(Role.EDITOR);
        Fields fields = Fields.received(body);
        Metric metric = MetricJson.read(key, fields);
        checkName(key, fields);
        fields.refuse();
        return MetricJson.write(sites.putMetric(site, metric, actor));
    }

    @GET
    @Path("{site}/attributes")
    public JsonNode attributes(@RestPath String site) {
        caller.require(Role.VIEWER);
        return Page.of(
                sites.attributes(site).values().stream()
                        .map(AttributeJson::write)
                        .toList(),
                null);
    }

    /** What was asked, and what visitors got for it. */
    @GET
    @Path("{site}/attributes/ledger")
    public JsonNode ledger(@RestPath String site) {
        caller.require(Role.VIEWER);
        return Page.of(AttributeLedger.write(sites.attributes(site).keySet(), sites.uses(site), sites.today()), null);
    }

    @PUT
    @Path("{site}/attributes/{key}")
    public JsonNode putAttribute(@RestPath String site, @RestPath String key, byte[] body) {
        Actor actor = caller.require(Role.EDITOR);
        Fields fields = Fields.received(body);
        Attribute attribute = AttributeJson.read(key, fields);
        checkName(key, fields);
        checkLanguage(attribute, sites.get(site), fields);
        fields.refuse(ProblemType.INVALID_DEFINITION);
        return AttributeJson.write(sites.putAttribute(site, attribute, actor));
    }

    private static void checkName(String key, Fields fields) {
        if (!Keys.isName(key)) {
            fields.fault("", "the key in the address " + Keys.NAME_RULE);
        }
    }

    /** Visitors whose language has no text read the site's. */
    private static void checkLanguage(Attribute attribute, Site site, Fields fields) {
        String own = site.locale();
        if (!attribute.texts().isEmpty()
                && !attribute.texts().containsKey(own)
                && !attribute.texts().containsKey(own.substring(0, 2))) {
            fields.fault("texts", "must be there in the site's own language, " + own);
        }
    }

    private static Response answer(Site site) {
        return Response.ok(SiteJson.write(site))
                .tag(Revision.tag(site.revision()))
                .build();
    }

    private static JsonNode withSecret(Sites.Created created) {
        ObjectNode node = SiteJson.write(created.site());
        return node.put("serverKey", created.serverKey());
    }
}
