package dev.candor.ui.site;

import dev.candor.api.access.Caller;
import dev.candor.api.authoring.Experiments;
import dev.candor.api.authoring.SiteDraft;
import dev.candor.api.authoring.Sites;
import dev.candor.api.catalog.Site;
import dev.candor.api.decision.Snippets;
import dev.candor.api.privacy.Epochs;
import dev.candor.api.privacy.TrustChecks;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import dev.candor.ui.page.Flash;
import dev.candor.ui.page.FormValues;
import dev.candor.ui.page.Layout;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestPath;

/** One site: how to connect it, what its experiments can speak of, and what its conversions may say. */
@Authenticated
@Blocking
@Path("/sites/{site}")
@Produces(MediaType.TEXT_HTML)
public class SitePages {

    private static final int STALE = 412;
    private static final int UNPROCESSABLE = 422;

    private final Sites sites;
    private final Experiments experiments;
    private final Epochs epochs;
    private final Snippets snippets;
    private final TrustChecks checks;
    private final Caller caller;
    private final Layout layout;

    SitePages(
            Sites sites,
            Experiments experiments,
            Epochs epochs,
            Snippets snippets,
            TrustChecks checks,
            Caller caller,
            Layout layout) {
        this.epochs = epochs;
        this.checks = checks;
        this.snippets = snippets;
        this.sites = sites;
        this.experiments = experiments;
        this.caller = caller;
        this.layout = layout;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(SiteView view);
    }

    @GET
    public TemplateInstance show(@RestPath String site) {
        return page(sites.get(site), FormValues.EMPTY);
    }

    /** Replaces the keys that a conversion's properties may have. */
    @POST
    @Path("event-properties")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response save(@RestPath String site, MultivaluedMap<String, String> entered) {
        Actor actor = caller.require(Role.ADMIN);
        FormValues form = FormValues.of(entered);
        Site found = sites.get(site);
        List<String> keys = form.get(SiteView.PROPERTIES)
                .lines()
                .map(String::strip)
                .filter(key -> !key.isEmpty())
                .toList();
        Fields fields = Fields.of(Json.object().set(SiteView.PROPERTIES, Json.tree(keys)));
        SiteDraft draft = SiteDraft.patch(found, fields);
        if (!fields.faults().isEmpty()) {
            return again(UNPROCESSABLE, found, form.with(fields.faults()));
        }
        String revision = form.get("revision");
        try {
            sites.change(draft, revision.matches("[0-9]{1,18}") ? Long.parseLong(revision) : -1, actor);
            return Flash.redirect("/sites/" + found.key(), "settingsSaved");
        } catch (ProblemException e) {
            if (e.problem().status() != STALE) {
                throw e;
            }
            Fault stale = new Fault("", layout.words().steering().stale());
            return again(STALE, found, form.with(List.of(stale)));
        }
    }

    /** Ends the epoch of the site's pseudonyms and begins another one. */
    @POST
    @Path("pseudonym-epochs")
    public Response beginEpoch(@RestPath String site) {
        epochs.begin(site, caller.require(Role.ADMIN));
        return Flash.redirect("/sites/" + sites.get(site).key(), "epochBegun");
    }

    private Response again(int status, Site site, FormValues form) {
        return Response.status(status).entity(page(site, form).render()).build();
    }

    private TemplateInstance page(Site found, FormValues form) {
        String site = found.key();
        return Templates.show(SiteView.of(
                found,
                sites.attributes(site).values(),
                sites.metrics(site).values(),
                new SiteView.Keeping(sites.uses(site), sites.purges(), epochs.of(site), sites.today()),
                SiteTag.of(found, experiments.list(site), layout.origin(), snippets),
                checks.of(found),
                form,
                layout.words(found.timeZone())));
    }
}
