package dev.candor.api.results;

import dev.candor.api.catalog.Amendment;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.catalog.VocabularyCatalog;
import dev.candor.api.eventstore.ExcludedTraffic;
import dev.candor.api.eventstore.FoldPace;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.ledger.ShownBreakdowns;
import dev.candor.api.ledger.Snapshots.Snapshot;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.api.results.ExperimentResults.AmendmentLine;
import dev.candor.api.results.ExperimentResults.Breakdown;
import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.api.results.ExperimentResults.Lag;
import dev.candor.api.results.ExperimentResults.PhaseLine;
import dev.candor.api.results.ExperimentResults.Source;
import dev.candor.domain.Coded;
import dev.candor.domain.event.Dimension;
import dev.candor.domain.experiment.Status;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import dev.candor.domain.metric.TrustEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An experiment's results, from its sufficient statistics: the work does not grow with the events. Percentile caps and quantiles
 * alone look at every visitor; see {@link FreshDistributions}.
 */
@ApplicationScoped
public class ResultsService {

    private static final String EARLIER =
            "The snapshots between this one and the moment asked for differ from it by fewer than "
                    + SmallCells.LEAST_VISITORS + " visitors of a variant, and are not shown.";

    private final SiteCatalog sites;
    private final ExperimentCatalog experiments;
    private final VocabularyCatalog vocabulary;
    private final Ledger ledger;
    private final ShownBreakdowns shownBreakdowns;
    private final FreshDistributions distributions;
    private final History history;
    private final FoldPace pace;
    private final ExcludedTraffic excluded;
    private final Circumstances circumstances;
    private final VisitorHealth visitorHealth;
    private final Clock clock;

    ResultsService(
            SiteCatalog sites,
            ExperimentCatalog experiments,
            VocabularyCatalog vocabulary,
            Ledger ledger,
            ShownBreakdowns shownBreakdowns,
            FreshDistributions distributions,
            History history,
            FoldPace pace,
            ExcludedTraffic excluded,
            Circumstances circumstances,
            VisitorHealth visitorHealth,
            Clock clock) {
        this.sites = sites;
        this.experiments = experiments;
        this.vocabulary = vocabulary;
        this.ledger = ledger;
        this.shownBreakdowns = shownBreakdowns;
        this.distributions = distributions;
        this.history = history;
        this.pace = pace;
        this.excluded = excluded;
        this.circumstances = circumstances;
        this.visitorHealth = visitorHealth;
        this.clock = clock;
    }

    /** The results of the present phase, as they are now. */
    public ExperimentResults analyse(String siteKey, String experimentKey) {
        return analyse(siteKey, experimentKey, ResultsQuery.PRESENT);
    }

    /** @throws ProblemException NOT_FOUND, also for a phase that never began and a moment before the first snapshot */
    public ExperimentResults analyse(String siteKey, String experimentKey, ResultsQuery query) {
        Site site = sites.find(siteKey).orElseThrow(() -> unknown("there is no site of that key"));
        KeptExperiment kept = experiments
                .find(site.id(), experimentKey)
                .orElseThrow(() -> unknown("there is no experiment of that key in this site"));
        return analyse(kept, query);
    }

    private ExperimentResults analyse(KeptExperiment present, ResultsQuery query) {
        List<Metric> metrics = metrics(present);
        if (query.asOf() != null) {
            History.Then then = history.at(present, query.asOf(), query.phase());
            Snapshot snapshot = then.snapshot();
            KeptExperiment kept =
                    present.withStatus(Coded.of(Status.class, snapshot.status()).orElse(present.status()));
            return results(
                    kept,
                    query,
                    metrics,
                    snapshot.phase(),
                    snapshot.at(),
                    snapshot.statistics(),
                    SingleValues.OF_A_SNAPSHOT,
                    then.isEarlier() ? EARLIER : null);
        }
        int phase = query.phase() == null ? present.currentPhase() : query.phase();
        if (phase > present.currentPhase()) {
            throw unknown("the experiment has " + present.currentPhase() + " phases so far");
        }
        FreshDistributions.Read read =
                distributions.of(present, phase, metrics, ledger.statistics(present.id(), phase));
        return results(present, query, metrics, phase, clock.instant(), read.statistics(), read.values(), null);
    }

    private ExperimentResults results(
            KeptExperiment kept,
            ResultsQuery query,
            List<Metric> metrics,
            int phase,
            Instant asOf,
            Statistics statistics,
            SingleValues values,
            @Nullable String note) {
        List<Amendment> all = experiments.amendments(kept.id());
        List<Amendment> amendments =
                all.stream().filter(amendment -> !amendment.at().isAfter(asOf)).toList();
        Analysis analysis = new Analysis(kept, metrics, statistics, values);
        long bots =
                kept.startedAt() == null || kept.origin() != null ? 0 : excluded.since(kept.siteId(), kept.startedAt());
        List<HealthCheck> health = new ArrayList<>(
                HealthChecks.of(kept, phase, statistics, amendments, circumstances.isAsSealed(kept, all)));
        health.addAll(circumstances.health(kept, phase, metrics, statistics, bots));
        Unattributed unattributed = circumstances.unattributed(kept, metrics, statistics);
        if (kept.origin() == null) {
            health.add(unattributed.check(kept.experiment()));
        }
        health.addAll(visitorHealth.of(kept, phase, statistics));
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
                asOf,
                phase,
                kept.phases().stream()
                        .map(p -> new PhaseLine(p.number(), p.startedAt()))
                        .toList(),
                history.version(kept),
                history.restatements(kept),
                history.seal(kept).orElse(null),
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
                bots,
                health,
                new Judge(kept, analysis).judge(visitors, health),
                unattributed.withheld(analysis.metrics()),
                ConsentSection.of(kept, metrics, analysis).orElse(null),
                query.breakdown() == null
                        ? null
                        : breakdown(kept, metrics, phase, statistics, unattributed, query.breakdown()),
                SeriesSection.of(kept, metrics, history.spread(kept, phase, asOf), unattributed),
                history.setAside(kept),
                kept.isLive() ? lag() : new Lag(0, 0, 0),
                circumstances.coverage(kept),
                circumstances.overrides(kept),
                circumstances.auditHead(),
                note);
    }

    private Breakdown breakdown(
            KeptExperiment kept,
            List<Metric> metrics,
            int phase,
            Statistics whole,
            Unattributed unattributed,
            Dimension dimension) {
        BreakdownSection section = new BreakdownSection(kept, metrics, unattributed);
        Map<String, Statistics> groups =
                BreakdownSection.groups(whole, ledger.breakdown(kept.id(), phase, dimension.code()));
        return section.of(
                dimension,
                shownBreakdowns.show(
                        kept.id(), phase, dimension.code(), section.steps(groups, whole, clock.instant())::after));
    }

    private Lag lag() {
        FoldPace.Lag lag = pace.now();
        return new Lag(lag.waiting(), lag.oldestSeconds(), lag.perSecond());
    }

    private static ProblemException unknown(String what) {
        return new ProblemException(ProblemType.NOT_FOUND, what);
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
