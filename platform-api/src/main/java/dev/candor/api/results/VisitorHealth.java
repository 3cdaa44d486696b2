package dev.candor.api.results;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.consent.ConsentScreens;
import dev.candor.api.ledger.ErasedVisitors;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.domain.ManyVisitors;
import dev.candor.domain.experiment.Variant;
import dev.candor.stats.frequentist.ChiSquareTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether what visitors read, and what they had erased, is alike in every variant. */
@ApplicationScoped
class VisitorHealth {

    static final String CONSENT_SCREENS = "consent_screens";
    static final String ERASURE = "differential_erasure";

    /** A p-value below this says that variants asked differently, as for the sample ratio. */
    static final double ALARM = 0.001;
    /** Shares of erased visitors may differ by half a point. */
    static final double ERASURE_WARNING = 0.005;

    private static final double ROUNDING = 1e-12;
    private static final String PASS = "pass";
    private static final String NOT_APPLICABLE = "not_applicable";

    private final ConsentScreens screens;
    private final ErasedVisitors erased;
    private final Responses responses;

    VisitorHealth(ConsentScreens screens, ErasedVisitors erased, Responses responses) {
        this.screens = screens;
        this.erased = erased;
        this.responses = responses;
    }

    List<HealthCheck> of(KeptExperiment kept, int phase, Statistics statistics) {
        if (kept.origin() != null) {
            return List.of();
        }
        return List.of(
                screens(screens.byVariant(kept, phase)),
                erasure(
                        kept.experiment().variants().stream().map(Variant::key).toList(),
                        statistics,
                        erased.byVariant(kept.id(), phase)),
                Responses.check(
                        kept.experiment().variants().stream().map(Variant::key).toList(),
                        responses.byVariant(kept, phase)));
    }

    /** @param answers by variant, by version */
    static HealthCheck screens(Map<String, Map<String, Long>> answers) {
        TreeSet<String> versions = new TreeSet<>();
        answers.values().forEach(of -> versions.addAll(of.keySet()));
        if (answers.size() < 2) {
            return new HealthCheck(
                    CONSENT_SCREENS, NOT_APPLICABLE, null, ALARM, "Nobody whose answer is known was counted yet.");
        }
        if (versions.size() == 1) {
            return new HealthCheck(CONSENT_SCREENS, PASS, 1.0, ALARM, "All visitors read the same words.");
        }
        long[][] table = answers.values().stream()
                .map(of -> versions.stream()
                        .mapToLong(version -> of.getOrDefault(version, 0L))
                        .toArray())
                .toArray(long[][]::new);
        double p = ChiSquareTable.of(table).pValue().value();
        Double shown = Coarse.pValue(p, smallest(answers, versions));
        return p < ALARM
                ? new HealthCheck(
                        CONSENT_SCREENS,
                        "fail",
                        shown,
                        ALARM,
                        "Visitors of different variants answered to different words, so that those who agreed are not"
                                + " alike. Ask everybody the same way.")
                : new HealthCheck(
                        CONSENT_SCREENS,
                        PASS,
                        shown,
                        ALARM,
                        "Several words were shown, such as several languages, to all variants alike.");
    }

    /** Over all variants, those who read the words that the fewest read. */
    private static long smallest(Map<String, Map<String, Long>> answers, Set<String> versions) {
        return versions.stream()
                .mapToLong(version -> answers.values().stream()
                        .mapToLong(of -> of.getOrDefault(version, 0L))
                        .sum())
                .min()
                .orElse(0);
    }

    /** @param erased visitors by variant, that were counted and are not any more */
    static HealthCheck erasure(List<String> variants, Statistics statistics, Map<String, Long> erased) {
        double lowest = 1;
        double highest = 0;
        int seen = 0;
        long total = 0;
        for (String variant : variants) {
            long gone = erased.getOrDefault(variant, 0L);
            total += gone;
            long all = gone + statistics.visitors(variant).counted();
            if (all > 0) {
                double share = (double) gone / all;
                lowest = Math.min(lowest, share);
                highest = Math.max(highest, share);
                seen++;
            }
        }
        if (seen < 2) {
            return new HealthCheck(ERASURE, NOT_APPLICABLE, null, ERASURE_WARNING, "Nobody was counted yet.");
        }
        double gap = highest - lowest;
        boolean tilted = gap > ERASURE_WARNING + ROUNDING;
        return new HealthCheck(
                ERASURE,
                tilted ? "warn" : PASS,
                // The gap between two variants of known size would tell how few had themselves erased.
                total > 0 && total < ManyVisitors.LEAST ? null : gap,
                ERASURE_WARNING,
                tilted
                        ? "More visitors of one variant had their data erased: what is left may not be alike."
                        : "Erasures, if any, took about the same share of every variant.");
    }
}
