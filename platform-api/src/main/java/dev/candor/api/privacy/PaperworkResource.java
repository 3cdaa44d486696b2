package dev.candor.api.privacy;

import dev.candor.api.access.Caller;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.FindingOverrides;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.catalog.VocabularyCatalog;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Role;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** {@code /api/v1/sites/{site}/…/paperwork}: drafts for a lawyer, as Markdown, in English or Japanese. */
@Path("/api/v1/sites/{site}")
@Produces("text/markdown;charset=UTF-8")
public class PaperworkResource {

    private final SiteCatalog sites;
    private final VocabularyCatalog vocabulary;
    private final ExperimentCatalog experiments;
    private final FindingOverrides overrides;
    private final Caller caller;

    PaperworkResource(
            SiteCatalog sites,
            VocabularyCatalog vocabulary,
            ExperimentCatalog experiments,
            FindingOverrides overrides,
            Caller caller) {
        this.sites = sites;
        this.vocabulary = vocabulary;
        this.experiments = experiments;
        this.overrides = overrides;
        this.caller = caller;
    }

    @GET
    @Path("paperwork/notice")
    public String notice(@RestPath String site, @RestQuery @DefaultValue("en") String lang) {
        caller.require(Role.VIEWER);
        return paperwork(site(site), lang).notice();
    }

    @GET
    @Path("paperwork/record")
    public String record(@RestPath String site, @RestQuery @DefaultValue("en") String lang) {
        caller.require(Role.VIEWER);
        Site found = site(site);
        return paperwork(found, lang).record(experiments.live(found.id()));
    }

    @GET
    @Path("experiments/{key}/paperwork/dpia")
    public String screening(@RestPath String site, @RestPath String key, @RestQuery @DefaultValue("en") String lang) {
        caller.require(Role.VIEWER);
        Site found = site(site);
        KeptExperiment kept = experiments
                .find(found.id(), key)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "there is no experiment of that key in this site"));
        return paperwork(found, lang).screening(kept, overrides.of(kept.id()));
    }

    private Paperwork paperwork(Site site, String language) {
        if (!Set.of("en", "ja").contains(language)) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, List.of(new Fault("lang", "must be en or ja")));
        }
        return new Paperwork(site, vocabulary.attributes(site.id()).values(), language);
    }

    private Site site(String key) {
        return sites.find(key)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "there is no site of that key"));
    }
}
