package dev.candor.api.privacy;

import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.FindingOverrides;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.catalog.VocabularyCatalog;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/** The drafts for a lawyer of one site or experiment, as Markdown, in English ({@code en}) or Japanese ({@code ja}). */
@ApplicationScoped
public class Papers {

    private final SiteCatalog sites;
    private final VocabularyCatalog vocabulary;
    private final ExperimentCatalog experiments;
    private final FindingOverrides overrides;

    Papers(SiteCatalog sites, VocabularyCatalog vocabulary, ExperimentCatalog experiments, FindingOverrides overrides) {
        this.sites = sites;
        this.vocabulary = vocabulary;
        this.experiments = experiments;
        this.overrides = overrides;
    }

    /** What visitors are told. */
    public String notice(String site, String language) {
        return paperwork(site(site), language).notice();
    }

    /** The record of processing. */
    public String record(String site, String language) {
        Site found = site(site);
        return paperwork(found, language).record(experiments.live(found.id()));
    }

    /** Whether an experiment may need an impact assessment. */
    public String screening(String site, String key, String language) {
        Site found = site(site);
        KeptExperiment kept = experiments
                .find(found.id(), key)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "there is no experiment of that key in this site"));
        return paperwork(found, language).screening(kept, overrides.of(kept.id()));
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
