package dev.candor.api.authoring;

import dev.candor.api.catalog.FindingOverrides;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.VocabularyCatalog;
import dev.candor.api.ledger.MeasuredTraffic;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.LaunchCheck;
import dev.candor.domain.experiment.LaunchChecklist;
import dev.candor.domain.experiment.LaunchChecklist.Findings;
import dev.candor.domain.experiment.LaunchRules;
import dev.candor.domain.experiment.PlannedSize;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.TrustEvents;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that is looked at before a start: the domain's rules, and what only the database knows. */
@ApplicationScoped
class LaunchChecks {

    private final VocabularyCatalog vocabulary;
    private final MeasuredTraffic measured;
    private final Approval approval;
    private final FindingOverrides overrides;

    LaunchChecks(
            VocabularyCatalog vocabulary, MeasuredTraffic measured, Approval approval, FindingOverrides overrides) {
        this.vocabulary = vocabulary;
        this.measured = measured;
        this.approval = approval;
        this.overrides = overrides;
    }

    /** The checklist; {@code taken} are the slices of the layer that others hold. */
    LaunchChecklist of(Site site, KeptExperiment kept, List<Slice> taken, Instant now) {
        Experiment experiment = kept.experiment();
        Map<String, Metric> metrics = vocabulary.metrics(site.id());
        Findings findings = new Findings();
        LaunchRules.check(
                experiment,
                new LaunchRules.Site(
                        site.locale(), site.hosts(), metrics, vocabulary.attributes(site.id()), site.consentPolicy()),
                now,
                findings);
        if (experiment.trafficShare() > 0
                && Slice.beside(taken, experiment.trafficShare()).isEmpty()) {
            findings.fail(
                    LaunchCheck.LAYER_ROOM,
                    "/trafficShare",
                    "the layer " + kept.layer() + " has no room for " + experiment.trafficShare() + " basis points");
        }
        size(site, experiment, metrics, now).check(findings);
        approval.author(kept)
                .ifPresent(author -> findings.warn(
                        LaunchCheck.APPROVAL, "", author + " edited this draft last: another editor must start it"));
        return findings.checklist().with(overrides.of(kept.id()));
    }

    private PlannedSize size(Site site, Experiment experiment, Map<String, Metric> metrics, Instant now) {
        Optional<Double> daily = Optional.ofNullable(experiment.plan().expectedDailyVisitors())
                .map(Long::doubleValue)
                .or(() -> measured.dailyVisitors(site.id(), experiment.unit(), now));
        Optional<Long> needed = experiment
                .primary()
                .flatMap(use -> Optional.ofNullable(known(metrics).get(use.metric())))
                .flatMap(metric -> measured.metric(site.id(), experiment.unit(), metric.key())
                        .flatMap(before -> NeededVisitors.of(experiment, metric, before)));
        return new PlannedSize(experiment, now, site.retentionDays(), daily, needed);
    }

    /**
     * The metrics' definitions in the experiment's order: the site's own before the ready-made. How answers to the
     * one-question card are changed is sealed with them, so that the results always undo what was done.
     */
    List<Metric> definitions(Site site, Experiment experiment) {
        Map<String, Metric> known = known(vocabulary.metrics(site.id()));
        return experiment.metrics().stream()
                .map(use -> known.get(use.metric()))
                .map(metric -> TrustEvents.isMeanOfFeedback(metric)
                        ? metric.withEpsilon(site.visitors().feedback().epsilon())
                        : metric)
                .toList();
    }

    private static Map<String, Metric> known(Map<String, Metric> own) {
        Map<String, Metric> known = new HashMap<>(TrustEvents.all());
        known.putAll(own);
        return known;
    }
}
