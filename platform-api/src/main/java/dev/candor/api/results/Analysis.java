package dev.candor.api.results;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.ledger.Totals;
import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.api.results.ExperimentResults.NonInferiorityLine;
import dev.candor.api.results.ExperimentResults.Range;
import dev.candor.api.results.ExperimentResults.VariantResult;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.MetricUse;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.experiment.VariantRole;
import dev.candor.domain.metric.Margin;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import dev.candor.domain.metric.MetricRole;
import dev.candor.domain.metric.TrustEvents;
import dev.candor.stats.StatisticsException;
import dev.candor.stats.adjust.QuantileComparison;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Interval;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.multiplicity.BenjaminiHochberg;
import dev.candor.stats.multiplicity.Holm;
import dev.candor.stats.verdict.Look;
import dev.candor.stats.verdict.TrustEvidence;
import dev.candor.stats.verdict.TrustEvidence.Baseline;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One experiment's statistics, metric by metric and variant by variant. */
final class Analysis {

    private final Experiment experiment;
    private final List<Metric> metrics;
    private final Statistics statistics;
    private final SingleValues values;
    private final Confidence confidence;

    Analysis(KeptExperiment kept, List<Metric> metrics, Statistics statistics, SingleValues values) {
        this.experiment = kept.experiment();
        this.metrics = metrics;
        this.statistics = statistics;
        this.values = values;
        this.confidence = new Confidence(experiment.plan().alpha());
    }

    /** What a variant is compared with; null for the one that nothing is compared with. */
    @Nullable
    Variant opponent(Variant variant) {
        Variant baseline = experiment.baseline();
        if (variant.role() == VariantRole.PERSONALIZED) {
            return variant.equals(baseline) ? null : baseline;
        }
        Variant control = experiment.variants().stream()
                .filter(v -> v.role() == VariantRole.CONTROL)
                .findFirst()
                .orElse(baseline);
        return variant.equals(control) ? null : control;
    }

    /** The variants that the verdict is about. */
    List<Variant> personalized() {
        return experiment.variants().stream()
                .filter(v -> v.role() == VariantRole.PERSONALIZED && opponent(v) != null)
                .toList();
    }

    /** One metric in {@code variant} and in {@code opponent}. */
    Pair pair(int metric, Variant opponent, Variant variant) {
        return new Pair(
                metrics.get(metric),
                totals(metric, opponent),
                totals(metric, variant),
                experiment.plan().varianceReduction(),
                () -> new Pair.Values(values.of(metric, opponent.key()), values.of(metric, variant.key())));
    }

    List<MetricResults> metrics() {
        List<MetricResults> results = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            MetricUse use = experiment.metrics().get(i);
            int metric = i;
            results.add(new MetricResults(
                    use.metric(),
                    use.role().code(),
                    metrics.get(i).kind().code(),
                    metrics.get(i).direction().code(),
                    metrics.get(i).epsilon(),
                    experiment.variants().stream()
                            .map(variant -> variantResult(metric, variant))
                            .toList(),
                    adjusted(use.role(), comparisons(metric, use))));
        }
        return exploratoryAdjusted(results);
    }

    private List<Comparison> comparisons(int metric, MetricUse use) {
        List<Comparison> comparisons = new ArrayList<>();
        for (Variant variant : experiment.variants()) {
            Variant opponent = opponent(variant);
            if (opponent != null) {
                comparisons.add(comparison(metric, use, opponent, variant));
            }
        }
        return comparisons;
    }

    private Comparison comparison(int metric, MetricUse use, Variant opponent, Variant variant) {
        String missing = values.whyNot(metrics.get(metric));
        if (missing != null) {
            return new Comparison(variant.key(), opponent.key(), null, null, null, null, null, null, null, missing);
        }
        Pair pair = pair(metric, opponent, variant);
        try {
            Pair.Shown shown = pair.difference(confidence);
            String whyNot = null;
            Range relative = null;
            try {
                Pair.Relative lift = pair.relative(confidence);
                relative = range(lift.lift(), lift.interval().orElse(null));
                whyNot = lift.whyNot();
            } catch (StatisticsException e) {
                whyNot = "no relative difference: " + tooLittle(e);
            }
            return new Comparison(
                    variant.key(),
                    opponent.key(),
                    range(shown.difference(), shown.interval()),
                    relative,
                    shown.pValue(),
                    shown.pValue(),
                    shown.statistic(),
                    shown.test(),
                    nonInferiority(pair, use, variant),
                    whyNot);
        } catch (StatisticsException e) {
            return new Comparison(
                    variant.key(), opponent.key(), null, null, null, null, null, null, null, tooLittle(e));
        }
    }

    private @Nullable NonInferiorityLine nonInferiority(Pair pair, MetricUse use, Variant variant) {
        Margin margin = use.margin();
        if (margin == null || !use.role().guards() || variant.role() != VariantRole.PERSONALIZED) {
            return null;
        }
        double absolute = pair.absolute(margin);
        if (absolute <= 0) {
            return null;
        }
        TrustEvidence evidence = pair.trust(absolute, baselineOf(use), new Look(Look.Stage.AT_HORIZON, 0, confidence));
        return new NonInferiorityLine(
                absolute, evidence.interval().upper() < absolute, range(evidence.harm(), evidence.interval()));
    }

    static Baseline baselineOf(MetricUse use) {
        return TrustEvents.isZeroWithoutPersonalization(use.metric()) ? Baseline.ZERO_BY_CONSTRUCTION : Baseline.FREE;
    }

    /** Several personalized variants make several chances to be wrong: Holm's adjustment over those of one metric. */
    private static List<Comparison> adjusted(MetricRole role, List<Comparison> comparisons) {
        if (role == MetricRole.SECONDARY) {
            return comparisons;
        }
        List<Comparison> tested =
                comparisons.stream().filter(c -> c.pValue() != null).toList();
        List<Probability> adjusted = tested.isEmpty() ? List.of() : Holm.adjust(probabilities(tested));
        return comparisons.stream()
                .map(c -> tested.contains(c) ? withAdjusted(c, adjusted.get(tested.indexOf(c))) : c)
                .toList();
    }

    /** Secondary metrics are exploratory: Benjamini and Hochberg's adjustment over all of them. */
    private static List<MetricResults> exploratoryAdjusted(List<MetricResults> results) {
        List<Comparison> tested = results.stream()
                .filter(metric -> metric.role().equals(MetricRole.SECONDARY.code()))
                .flatMap(metric -> metric.comparisons().stream())
                .filter(c -> c.pValue() != null)
                .toList();
        if (tested.isEmpty()) {
            return results;
        }
        List<Probability> adjusted = BenjaminiHochberg.adjust(probabilities(tested));
        java.util.Iterator<Probability> next = adjusted.iterator();
        return results.stream()
                .map(metric -> metric.role().equals(MetricRole.SECONDARY.code())
                        ? withComparisons(
                                metric,
                                metric.comparisons().stream()
                                        .map(c -> c.pValue() == null ? c : withAdjusted(c, next.next()))
                                        .toList())
                        : metric)
                .toList();
    }

    private static List<Probability> probabilities(List<Comparison> tested) {
        return tested.stream()
                .map(c -> new Probability(Objects.requireNonNull(c.pValue())))
                .toList();
    }

    private static MetricResults withComparisons(MetricResults m, List<Comparison> comparisons) {
        return new MetricResults(m.metric(), m.role(), m.kind(), m.direction(), m.epsilon(), m.variants(), comparisons);
    }

    private static Comparison withAdjusted(Comparison c, Probability adjusted) {
        return new Comparison(
                c.variant(),
                c.baseline(),
                c.absolute(),
                c.relative(),
                c.pValue(),
                adjusted.value(),
                c.statistic(),
                c.test(),
                c.nonInferiority(),
                c.whyNot());
    }

    private VariantResult variantResult(int metric, Variant variant) {
        Totals totals = totals(metric, variant);
        Metric definition = metrics.get(metric);
        if (definition.kind() == MetricKind.QUANTILE || values.whyNot(definition) != null) {
            return quantileResult(metric, variant, totals);
        }
        Double mean = null;
        Double standardError = null;
        if (totals.units() > 0) {
            mean = new Pair(definition, totals, totals, false).mean(totals);
        }
        if (totals.units() > 1) {
            standardError = definition.kind() == MetricKind.RATIO
                    ? null
                    : Double.valueOf(Math.sqrt(Samples.mean(totals).variance() / totals.units()));
        }
        return new VariantResult(
                variant.key(), variant.role().code(), totals.units(), Samples.sum(totals.y()), mean, standardError);
    }

    /** In the place of the mean the quantile, and in that of the sum how many values it is of. */
    private VariantResult quantileResult(int metric, Variant variant, Totals totals) {
        Double quantile = null;
        Double error = null;
        if (values.whyNot(metrics.get(metric)) == null) {
            try {
                QuantileComparison.Estimate estimate = QuantileComparison.of(
                                values.of(metric, variant.key()),
                                values.of(metric, variant.key()),
                                Objects.requireNonNull(metrics.get(metric).quantile())
                                        .doubleValue(),
                                confidence)
                        .control();
                quantile = estimate.quantile();
                error = estimate.standardError();
            } catch (StatisticsException e) {
                // Too few visitors for it: nothing is shown.
            }
        }
        return new VariantResult(
                variant.key(), variant.role().code(), totals.units(), totals.y().doubleValue(), quantile, error);
    }

    private Totals totals(int metric, Variant variant) {
        Metric definition = metrics.get(metric);
        Totals totals = statistics.totals(variant.key(), definition.key());
        // More than everybody is no share: it is withheld, and must not stop the other metrics.
        return Unattributed.isShare(definition, totals) ? RandomizedAnswers.undo(definition, totals) : totals.ofNone();
    }

    static Range range(double estimate, @Nullable Interval interval) {
        return new Range(
                estimate, interval == null ? null : interval.lower(), interval == null ? null : interval.upper());
    }

    private static String tooLittle(StatisticsException e) {
        return switch (e.code()) {
            case INSUFFICIENT_DATA -> "too few visitors to compare";
            case ZERO_VARIANCE -> "every visitor has the same value";
            case ZERO_BASELINE -> "the baseline is zero";
            default -> e.getMessage() == null ? e.code().name() : e.getMessage();
        };
    }
}
