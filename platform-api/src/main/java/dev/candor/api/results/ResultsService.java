package dev.candor.api.results;

import dev.candor.api.catalog.Amendment;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.catalog.VocabularyCatalog;
import dev.candor.api.eventstore.EventStore;
import dev.candor.api.eventstore.ExcludedTraffic;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.api.results.ExperimentResults.AmendmentLine;
import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.api.results.ExperimentResults.Lag;
import dev.candor.api.results.ExperimentResults.Source;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import dev.candor.domain.metric.TrustEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An experiment's results, from its sufficient statistics alone: the work does not grow with the events. */
@ApplicationScoped
public class ResultsService {

    private final SiteCatalog sites;
    private final ExperimentCatalog experiments;
    private final VocabularyCatalog vocabulary;
    private final Ledger ledger;
    private final EventStore events;
    private final ExcludedTraffic excluded;
    private final Clock clock;

    ResultsService(
            SiteCatalog sites,
            ExperimentCatalog experiments,
            VocabularyCatalog vocabulary,
            Ledger ledger,
            EventStore events,
            ExcludedTraffic excluded,
            Clock clock) {
        this.sites = sites;
        this.experiments = experiments;
        this.vocabulary = vocabulary;
        this.ledger = ledger;
        this.events = events;
        this.excluded = excluded;
        this.clock = clock;
    }

    /** @throws ProblemException NOT_FOUND */
    public ExperimentResults analyse(String siteKey, String experimentKey) {
        Site site = sites.find(siteKey)
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "there is no site of that key"));
        KeptExperiment kept = experiments
                .find(site.id(), experimentKey)
                .orElseThrow(() ->
                        new ProblemException(ProblemType.NOT_FOUND, "there is no experiment of that key in this site"));
        return analyse(kept);
    }

    private ExperimentResults analyse(KeptExperiment kept) {
        Statistics statistics = ledger.statistics(kept.id());
        List<Amendment> amendments = experiments.amendments(kept.id());
        List<Metric> metrics = metrics(kept);
        Analysis analysis = new Analysis(kept, metrics, statistics);
        List<HealthCheck> health = HealthChecks.of(kept, statistics, amendments);
        long visitors = 0;
        long quarantined = 0;
        for (Statistics.Visitors count : statistics.visitors().values()) {
            visitors += count.counted();
            quarantined += count.quarantined();
        }
        return new ExperimentResults(
                kept.experiment().key(),
                kept.experiment().name(),
                kept.status().code(),
                clock.instant(),
                kept.planSha256(),
                amendments.stream()
                        .map(a -> new AmendmentLine(a.at(), a.actor(), a.what(), a.detail()))
                        .toList(),
                kept.origin() == null
                        ? null
                        : new Source(
                                kept.origin().source(),
                                kept.origin().note(),
                                kept.origin().randomized()),
                visitors,
                quarantined,
                kept.startedAt() == null || kept.origin() != null ? 0 : excluded.since(kept.siteId(), kept.startedAt()),
                health,
                new Judge(kept, analysis).judge(visitors, health),
                analysis.metrics(),
                ConsentSection.of(kept, metrics, analysis).orElse(null),
                new Lag(kept.isLive() ? events.waiting() : 0));
    }

    /** The metrics as sealed; for a draft, as they are defined now. */
    private List<Metric> metrics(KeptExperiment kept) {
        if (!kept.metrics().isEmpty()) {
            return kept.metrics();
        }
        Map<String, Metric> known = new HashMap<>(TrustEvents.all());
        known.putAll(vocabulary.metrics(kept.siteId()));
        return kept.experiment().metrics().stream()
                .map(use -> known.getOrDefault(
                        use.metric(), Metric.plain(use.metric(), MetricKind.CONVERSION, Direction.INCREASE)))
                .toList();
    }
}
