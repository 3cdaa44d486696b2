package dev.candor.api.explaining;

import dev.candor.api.access.Secrets;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.assignment.Ruleset;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Status;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Makes the rule of any experiment: of one that runs as it is, of another as it would be if it ran. */
@ApplicationScoped
public class Grounds {

    private static final Slice NOTHING = new Slice(0, 0);

    private final SiteCatalog sites;
    private final ExperimentCatalog experiments;
    private final Clock clock;

    Grounds(SiteCatalog sites, ExperimentCatalog experiments, Clock clock) {
        this.sites = sites;
        this.experiments = experiments;
        this.clock = clock;
    }

    /**
     * The ground of a decision about this experiment.
     *
     * @throws ProblemException NOT_FOUND; NOT_READY for a draft without variants
     */
    Ground of(String siteKey, String key) {
        Site site = sites.find(siteKey)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "there is no site of that key"));
        KeptExperiment kept = experiments
                .find(site.id(), key)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "there is no experiment of that key in this site"));
        if (kept.experiment().variants().isEmpty()) {
            throw new ProblemException(
                    ProblemType.NOT_READY, List.of(new Fault("/variants", "at least one variant is needed")));
        }
        // A draft's layer gets its seed here, if it has none: the start will find it, so that what is said holds then.
        String layerSeed = experiments.layerSeed(site.id(), kept.layer(), Secrets.seed());
        List<Slice> taken = taken(site, kept);
        Optional<Slice> slice = kept.isLive()
                ? Optional.ofNullable(kept.slice())
                : Slice.beside(taken, kept.experiment().trafficShare());
        Rule rule = new Rule(kept.experiment(), kept.seed(), layerSeed, slice.orElse(NOTHING), taken, kept.phases());
        Ruleset ruleset = new Ruleset(
                site.siteKey(),
                site.revision(),
                site.consentPolicy(),
                site.signalPolicy(),
                site.holdoutSeed(),
                site.holdoutShare(),
                List.of(rule),
                site.hosts());
        boolean supposed = kept.status() != Status.RUNNING;
        long now = clock.millis();
        long at = supposed ? Math.max(rule.opens(), Math.min(now, rule.closes() - 1)) : now;
        return new Ground(kept, ruleset, rule, supposed, slice.isPresent(), at);
    }

    private List<Slice> taken(Site site, KeptExperiment kept) {
        return experiments.live(site.id()).stream()
                .filter(other -> other.id() != kept.id() && other.layer().equals(kept.layer()))
                .map(KeptExperiment::slice)
                .filter(Objects::nonNull)
                .toList();
    }
}
