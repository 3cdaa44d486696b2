package dev.candor.api.results;

import dev.candor.api.catalog.Amendment;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.domain.experiment.Variant;
import dev.candor.stats.health.SampleRatioCheck;
import java.util.ArrayList;
import java.util.List;

/** May these numbers be read at all? Each check says what it looked at, and what to do when it fails. */
final class HealthChecks {

    static final String SAMPLE_RATIO = "sample_ratio";
    static final String RANDOMIZED = "randomized";
    static final String AMENDMENTS = "amendments";

    private static final String PASS = "pass";
    private static final String WARN = "warn";
    private static final String FAIL = "fail";
    private static final String NOT_APPLICABLE = "not_applicable";

    /** A sample ratio below this is worth a look, though not yet an alarm. */
    private static final double SAMPLE_RATIO_WARNING = 0.01;
    /** More quarantined units than this share of the visitors is worth a look. */
    private static final double QUARANTINE_WARNING = 0.01;

    private HealthChecks() {}

    /** @param asSealed whether nothing but the amendments was changed since the start */
    static List<HealthCheck> of(
            KeptExperiment kept, int phase, Statistics statistics, List<Amendment> amendments, boolean asSealed) {
        List<HealthCheck> checks = new ArrayList<>();
        checks.add(randomized(kept));
        checks.add(sampleRatio(kept, phase, statistics));
        checks.add(quarantined(kept, statistics));
        checks.add(amended(kept, amendments, asSealed));
        return checks;
    }

    private static HealthCheck randomized(KeptExperiment kept) {
        boolean selected = kept.origin() != null && !kept.origin().randomized();
        return new HealthCheck(
                RANDOMIZED,
                selected ? FAIL : PASS,
                null,
                null,
                selected
                        ? "These groups were selected, not assigned by chance: the difference between them is not the"
                                + " effect of anything."
                        : "Chance alone decided who met which variant.");
    }

    private static HealthCheck sampleRatio(KeptExperiment kept, int phase, Statistics statistics) {
        List<Variant> variants = kept.experiment().variants();
        long[] counts = variants.stream()
                .mapToLong(v -> statistics.visitors(v.key()).counted())
                .toArray();
        double[] weights = phase <= kept.phases().size()
                ? kept.phases().get(phase - 1).weights().stream()
                        .mapToDouble(Integer::doubleValue)
                        .toArray()
                : variants.stream().mapToDouble(Variant::weight).toArray();
        long total = java.util.Arrays.stream(counts).sum();
        if (total == 0 || variants.size() < 2) {
            return new HealthCheck(
                    SAMPLE_RATIO, NOT_APPLICABLE, null, SampleRatioCheck.ALARM, "Nobody was counted yet.");
        }
        if (kept.origin() != null && !kept.origin().randomized()) {
            return new HealthCheck(
                    SAMPLE_RATIO, NOT_APPLICABLE, null, SampleRatioCheck.ALARM, "The groups have no planned shares.");
        }
        SampleRatioCheck check = SampleRatioCheck.of(counts, weights);
        double p = check.pValue().value();
        String status = !check.passes() ? FAIL : p < SAMPLE_RATIO_WARNING ? WARN : PASS;
        String message = switch (status) {
            case FAIL ->
                "The variants did not get their planned shares of visitors. Look for redirects, crashes or"
                        + " late exposures in one variant.";
            case WARN -> "The shares are a little off. Chance does this once in a hundred experiments.";
            default -> "The variants got their planned shares of visitors.";
        };
        return new HealthCheck(SAMPLE_RATIO, status, p, SampleRatioCheck.ALARM, message);
    }

    private static HealthCheck quarantined(KeptExperiment kept, Statistics statistics) {
        if (kept.origin() != null) {
            return new HealthCheck("quarantined", NOT_APPLICABLE, null, null, "Imported counts have no journeys.");
        }
        long quarantined = 0;
        long counted = 0;
        for (Statistics.Visitors visitors : statistics.visitors().values()) {
            quarantined += visitors.quarantined();
            counted += visitors.counted();
        }
        double share = quarantined + counted == 0 ? 0 : (double) quarantined / (quarantined + counted);
        return new HealthCheck(
                "quarantined",
                share > QUARANTINE_WARNING ? WARN : PASS,
                share,
                QUARANTINE_WARNING,
                quarantined == 0
                        ? "Nobody met two variants."
                        : quarantined + " met two variants and are left out: look for ids that are shared or lost.");
    }

    private static HealthCheck amended(KeptExperiment kept, List<Amendment> amendments, boolean asSealed) {
        if (kept.origin() != null) {
            return new HealthCheck(AMENDMENTS, NOT_APPLICABLE, null, null, "Imported counts have no plan of ours.");
        }
        if (!asSealed) {
            return new HealthCheck(
                    AMENDMENTS,
                    FAIL,
                    (double) amendments.size(),
                    null,
                    "The experiment is not what was sealed at its start, and no amendment says why: somebody changed it in"
                            + " the database.");
        }
        return new HealthCheck(
                AMENDMENTS,
                PASS,
                (double) amendments.size(),
                null,
                amendments.isEmpty()
                        ? "Nothing was changed after the plan was sealed."
                        : "Each change after the start is listed below.");
    }

    static boolean failed(List<HealthCheck> checks, String name) {
        return checks.stream()
                .anyMatch(check -> check.check().equals(name) && check.status().equals(FAIL));
    }
}
