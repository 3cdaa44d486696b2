package dev.candor.api.results;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers of one experiment say, in the shape of the HTTP contract. What cannot be computed is null, with a
 * reason beside it; no number is ever NaN.
 *
 * @param phase         the phase whose visitors these are
 * @param version       of the result: 1, and one more for each time it was restated, by an erasure or by a recount
 * @param restatements  why and when, the newest 20, newest first
 * @param sealed        the seal of a completed experiment; null while events may still count
 * @param visitors      over all variants, quarantined ones left out
 * @param quarantined   units that met two variants
 * @param excludedBots  requests of the site that no person made, since the experiment started
 * @param breakdown     null where none was asked for
 * @param series        the phase's snapshots, oldest first, each computed from its own statistics; empty without any
 * @param setAside      why units could not be counted, and how many
 * @param coverage      null where nobody was asked, and while a few allowed or refused
 * @param overrides     findings of the linter that administrators let pass, with their reasons
 * @param auditHead     of the audit when this was made: later {@code GET /api/v1/audit/verify?head=} tells whether it still holds
 * @param note          why these are the results of an earlier moment than was asked for; null where they are not
 */
public record ExperimentResults(
        String experiment,
        String name,
        String status,
        Instant asOf,
        int phase,
        List<PhaseLine> phases,
        int version,
        List<RestatementLine> restatements,
        @Nullable SealLine sealed,
        @Nullable String planSha256,
        List<AmendmentLine> amendments,
        @Nullable Source source,
        long visitors,
        long quarantined,
        long excludedBots,
        List<HealthCheck> health,
        VerdictLine verdict,
        List<MetricResults> metrics,
        @Nullable Consent consent,
        @Nullable Breakdown breakdown,
        List<SeriesPoint> series,
        List<SetAsideLine> setAside,
        Lag lag,
        @Nullable Coverage coverage,
        List<OverrideLine> overrides,
        String auditHead,
        @Nullable String note) {

    /**
     * Of whom the numbers speak.
     *
     * @param measuredShare of the visitors who answered, those who allowed to be measured
     * @param answered      answers to the question of measurement since the start, the last one of each who said yes; in steps of 50
     */
    public record Coverage(double measuredShare, long answered, String sentence) {}

    /** Why this is another version of the result than the one before. */
    public record RestatementLine(int version, Instant at, String reason) {}

    /** A finding of the linter that an administrator let pass. */
    public record OverrideLine(String code, String field, String reason, String actor, Instant at) {}

    /** A change after the start. */
    public record AmendmentLine(
            Instant at,
            String actor,
            String what,
            @JsonRawValue String detail) {}

    /** Where imported numbers come from; null for experiments that ran here. */
    public record Source(String text, String note, boolean randomized) {}

    /**
     * May these numbers be read at all?
     *
     * @param status    {@code pass}, {@code warn}, {@code fail} or {@code not_applicable}
     * @param value     what was measured, for example a p-value
     * @param threshold what it is compared with
     */
    public record HealthCheck(
            String check,
            String status,
            @Nullable Double value,
            @Nullable Double threshold,
            String message) {}

    /**
     * The answer.
     *
     * @param code     for example {@code personalization_wins}
     * @param variant  the personalized variant it speaks about; null when it speaks about none
     */
    public record VerdictLine(
            String code,
            @Nullable String variant,
            String sentence,
            String recommendation,
            List<String> reasons,
            @Nullable Price price) {}

    /** What a win costs: so many more of {@code metric} for each extra conversion of the primary metric. */
    public record Price(String metric, double extraPerHarm, String sentence) {}

    /**
     * One metric: what each variant reached, and how they compare.
     *
     * @param epsilon of the randomized response that its answers went through and that is taken out of all its numbers;
     *                null for plain answers
     */
    public record MetricResults(
            String metric,
            String role,
            String kind,
            String direction,
            @Nullable BigDecimal epsilon,
            List<VariantResult> variants,
            List<Comparison> comparisons) {}

    /**
     * What one variant reached.
     *
     * @param visitors      units that count in this metric
     * @param sum           in the metric's unit; null where the metric is not measurable
     * @param mean          null without visitors, and where the metric is not measurable
     * @param standardError of the mean; null with fewer than two visitors
     */
    public record VariantResult(
            String variant,
            String role,
            long visitors,
            @Nullable Double sum,
            @Nullable Double mean,
            @Nullable Double standardError) {}

    /**
     * One variant against another. Differences are variant minus baseline, in the metric's unit; relative ones are shares
     * of the baseline.
     *
     * @param test     for example {@code two_proportion_z}; null when nothing could be computed
     * @param whyNot   the reason for what is null
     */
    public record Comparison(
            String variant,
            String baseline,
            @Nullable Range absolute,
            @Nullable Range relative,
            @Nullable Double pValue,
            @Nullable Double adjustedPValue,
            @Nullable Double statistic,
            @Nullable String test,
            @Nullable NonInferiorityLine nonInferiority,
            @Nullable String whyNot) {}

    /** An estimate and its interval; an open end is null. */
    public record Range(
            double estimate, @Nullable Double low, @Nullable Double high) {}

    /**
     * Whether the variant is no worse than the margin allows.
     *
     * @param margin    in the metric's unit
     * @param harm      how much worse it is: estimate and interval; below 0 is better
     */
    public record NonInferiorityLine(double margin, boolean holds, Range harm) {}

    /** What the offer did to everybody, how many accepted it, and what it did to those; null where nobody counts acceptance. */
    public record Consent(Range intentionToTreat, Range takeUp, Compliers compliers) {}

    /** The complier effect; {@code low} and {@code high} are null with the reason in {@code whyNot}. */
    public record Compliers(
            @Nullable Double estimate,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable Double firstStageF,
            boolean shown,
            @Nullable String whyNot) {}

    /** How far the fold is behind: marks that wait (counted up to 200 in each of 64 shards), the oldest one's age, and this node's pace. */
    public record Lag(long waitingUnits, double oldestSeconds, double unitsPerSecond) {}

    /** A phase, and when it began. */
    public record PhaseLine(int number, Instant startedAt) {}

    /** Which version of the statistics was sealed, when, and by which hash. */
    public record SealLine(int version, Instant at, String sha256) {}

    /** Units that could not be folded for one reason. */
    public record SetAsideLine(String reason, long units) {}

    /** What a comparison was at a moment. */
    public record SeriesPoint(
            Instant at,
            String metric,
            String variant,
            long visitors,
            @Nullable Range relative) {}

    /**
     * The results by the values of one dimension: exploratory, and only where nobody can be found out.
     *
     * @param dimension     from the fixed menu
     * @param exploratory   always true: groups that are looked for until one differs show what is not there
     * @param leastVisitors in every variant, or a cell is hidden
     * @param hidden        how many values are hidden; those whose numbers could be had by subtraction among them
     * @param heterogeneity whether the primary metric's effect differs between the cells that are shown; null for fewer than two
     */
    public record Breakdown(
            String dimension,
            boolean exploratory,
            String note,
            int leastVisitors,
            int hidden,
            List<BreakdownCell> cells,
            @Nullable Heterogeneity heterogeneity) {}

    /**
     * One value of the dimension.
     *
     * @param value    null for visitors of whom it is not known
     * @param visitors over all variants; null when hidden
     * @param asOf     since when it has these numbers: they change by steps of many visitors
     * @param metrics  as in the results; a metric that is hidden has neither variants nor comparisons
     */
    public record BreakdownCell(
            @Nullable String value, @Nullable Long visitors, boolean shown, Instant asOf, List<CellMetric> metrics) {}

    /** One metric in one cell; {@code whyNot} says why it is hidden. */
    public record CellMetric(
            String metric,
            String role,
            String kind,
            List<VariantResult> variants,
            List<Comparison> comparisons,
            @Nullable String whyNot) {}

    /** Cochran's test of whether the effects in the cells are one and the same. */
    public record Heterogeneity(String metric, String variant, double pValue, int cells, String message) {}
}
