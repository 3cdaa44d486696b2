package dev.candor.api.results;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.api.results.ExperimentResults.VerdictLine;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.MetricUse;
import dev.candor.domain.experiment.Status;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.metric.Margin;
import dev.candor.stats.StatisticsException;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.verdict.DecisionRule;
import dev.candor.stats.verdict.HealthFailure;
import dev.candor.stats.verdict.Look;
import dev.candor.stats.verdict.Reason;
import dev.candor.stats.verdict.TrustEvidence;
import dev.candor.stats.verdict.VariantEvidence;
import dev.candor.stats.verdict.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Brings an experiment's evidence before the decision rule. */
final class Judge {

    private final KeptExperiment kept;
    private final Experiment experiment;
    private final Analysis analysis;
    private final VerdictWords words;

    Judge(KeptExperiment kept, Analysis analysis) {
        this.kept = kept;
        this.experiment = kept.experiment();
        this.analysis = analysis;
        this.words = new VerdictWords(experiment);
    }

    VerdictLine judge(long visitors, List<HealthCheck> health) {
        if (HealthChecks.failed(health, HealthChecks.RANDOMIZED)) {
            return words.notCausal();
        }
        if (kept.status() == Status.DRAFT) {
            return words.notStarted();
        }
        List<Variant> personalized = analysis.personalized();
        if (personalized.isEmpty() || experiment.primary().isEmpty()) {
            return words.nothingToJudge();
        }
        boolean reached = horizonReached(visitors);
        if (!reached
                && ended()
                && health.stream().noneMatch(check -> check.status().equals("fail"))) {
            return words.stoppedEarly(visitors);
        }
        // Before the evidence, of which there may be too little: what is broken is broken.
        List<Reason> unhealthy = failures(health).stream()
                .sorted()
                .<Reason>map(Reason.Unhealthy::new)
                .toList();
        if (!unhealthy.isEmpty()) {
            return words.of(new Verdict.Invalid(unhealthy), visitors);
        }
        try {
            List<VariantEvidence> evidence = new ArrayList<>();
            for (Variant variant : personalized) {
                evidence.add(evidence(variant, look(variant, reached)));
            }
            Verdict verdict = DecisionRule.decide(look(personalized.get(0), reached), Set.of(), evidence)
                    .verdict();
            return words.of(verdict, visitors);
        } catch (StatisticsException e) {
            return words.tooFew();
        }
    }

    /** A fixed plan is read once: when its number of visitors is reached. Imported numbers are as they were published. */
    private boolean horizonReached(long visitors) {
        Long maximum = experiment.plan().maximumVisitors();
        return kept.origin() != null || (maximum != null && visitors >= maximum);
    }

    private boolean ended() {
        return kept.status() == Status.STOPPED || kept.status() == Status.ARCHIVED;
    }

    private Look look(Variant variant, boolean reached) {
        Margin worthwhile = experiment.plan().practicalEquivalence();
        double smallest = worthwhile == null
                ? 0
                : analysis.pair(primaryIndex(), opponent(variant), variant).absolute(worthwhile);
        return new Look(
                reached ? Look.Stage.AT_MAXIMUM : Look.Stage.BEFORE_HORIZON,
                smallest,
                new Confidence(experiment.plan().alpha()));
    }

    private VariantEvidence evidence(Variant variant, Look look) {
        List<TrustEvidence> trust = new ArrayList<>();
        for (int i = 0; i < experiment.metrics().size(); i++) {
            MetricUse use = experiment.metrics().get(i);
            Margin margin = use.margin();
            if (use.role().guards() && margin != null) {
                Pair pair = analysis.pair(i, opponent(variant), variant);
                trust.add(pair.trust(pair.absolute(margin), Analysis.baselineOf(use), look));
            }
        }
        Pair primary = analysis.pair(primaryIndex(), opponent(variant), variant);
        return new VariantEvidence(variant.key(), primary.primary(look), trust);
    }

    private Variant opponent(Variant variant) {
        return Objects.requireNonNull(analysis.opponent(variant));
    }

    private int primaryIndex() {
        return experiment.metrics().indexOf(experiment.primary().orElseThrow());
    }

    private static Set<HealthFailure> failures(List<HealthCheck> health) {
        Set<HealthFailure> failures = EnumSet.noneOf(HealthFailure.class);
        if (HealthChecks.failed(health, HealthChecks.SAMPLE_RATIO)) {
            failures.add(HealthFailure.SAMPLE_RATIO);
        }
        if (HealthChecks.failed(health, BalanceChecks.MEASUREMENT_PARITY)) {
            failures.add(HealthFailure.MEASUREMENT_PARITY);
        }
        if (HealthChecks.failed(health, Unattributed.CHECK)) {
            failures.add(HealthFailure.GUARD_NOT_MEASURED);
        }
        if (HealthChecks.failed(health, BalanceChecks.CONSENT_BALANCE)) {
            failures.add(HealthFailure.CONSENT_BALANCE);
        }
        if (HealthChecks.failed(health, BalanceChecks.PRE_EXPOSURE)) {
            failures.add(HealthFailure.CALIBRATION);
        }
        if (HealthChecks.failed(health, HealthChecks.AMENDMENTS)) {
            failures.add(HealthFailure.SETTINGS_CHANGED);
        }
        if (HealthChecks.failed(health, VisitorHealth.CONSENT_SCREENS)) {
            failures.add(HealthFailure.CONSENT_SCREENS_DIFFER);
        }
        return failures;
    }
}
