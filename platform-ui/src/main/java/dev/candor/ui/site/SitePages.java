package dev.candor.ui.site;

import dev.candor.api.authoring.Experiments;
import dev.candor.api.authoring.Sites;
import dev.candor.api.catalog.Site;
import dev.candor.api.decision.Snippets;
import dev.candor.api.privacy.TrustChecks;
import dev.candor.ui.page.Layout;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestPath;

/** One site: how to connect it, and what its experiments can speak of. */
@Authenticated
@Blocking
@Path("/sites/{site}")
@Produces(MediaType.TEXT_HTML)
public class SitePages {

    private final Sites sites;
    private final Experiments experiments;
    private final Snippets snippets;
    private final TrustChecks checks;
    private final Layout layout;

    SitePages(Sites sites, Experiments experiments, Snippets snippets, TrustChecks checks, Layout layout) {
        this.checks = checks;
        this.snippets = snippets;
        this.sites = sites;
        this.experiments = experiments;
        this.layout = layout;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(SiteView view);
    }

    @GET
    public TemplateInstance show(@RestPath String site) {
        Site found = sites.get(site);
        return Templates.show(SiteView.of(
                found,
                sites.attributes(site).values(),
                sites.metrics(site).values(),
                new SiteView.Keeping(sites.uses(site), sites.purges(), sites.today()),
                SiteTag.of(found, experiments.list(site), layout.origin(), snippets),
                checks.of(found),
                layout.words(found.timeZone())));
    }
}
