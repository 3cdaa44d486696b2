package dev.candor.api.results;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.ledger.NoisedStatistics;
import dev.candor.api.ledger.NoisedStatistics.Noise;
import dev.candor.api.ledger.Statistics;
import dev.candor.api.ledger.Totals;
import dev.candor.api.problem.Json;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import dev.candor.stats.StatisticsException;
import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.privacy.Noised;
import dev.candor.stats.privacy.NoisedComparison;
import dev.candor.stats.privacy.NoisedCount;
import dev.candor.stats.privacy.NoisedMean;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Statistics with noise, and what may be concluded from them, as JSON: only from what has the noise in it. */
final class NoisedJson {

    private static final int MICROS = 6;
    private static final String NOTE =
            "Noise was added to every number, so that it hardly matters whether one visitor is in it."
                    + " Standard errors, intervals and p-values count the noise in; those without it would be too narrow.";

    private final KeptExperiment kept;
    private final NoisedStatistics noised;
    private final Confidence confidence;

    NoisedJson(KeptExperiment kept, NoisedStatistics noised) {
        this.kept = kept;
        this.noised = noised;
        this.confidence = new Confidence(kept.experiment().plan().alpha());
    }

    ObjectNode write(int phase, Instant at, BigDecimal epsilon, int number) {
        ObjectNode node = Json.object()
                .put("experiment", kept.experiment().key())
                .put("release", number)
                .put("phase", phase)
                .put("asOf", at.toString())
                .put("mechanism", "discrete_laplace")
                .put("epsilon", epsilon)
                .put("epsilonPerNumber", noised.perNumber().value())
                .put("note", NOTE);
        var variants = node.putArray("variants");
        Noise visitors = Objects.requireNonNull(noised.noise().get(""));
        for (Variant variant : kept.experiment().variants()) {
            variants.addObject()
                    .put("variant", variant.key())
                    .put("role", variant.role().code())
                    .put("visitors", noised.statistics().visitors(variant.key()).counted())
                    .put("noiseVariance", visitors.units());
        }
        var metrics = node.putArray("metrics");
        for (Metric metric : kept.metrics()) {
            metric(metrics.addObject(), metric);
        }
        return node;
    }

    private void metric(ObjectNode node, Metric metric) {
        node.put("metric", metric.key()).put("kind", metric.kind().code()).put("cap", metric.cap());
        String withheld = noised.withheld().get(metric.key());
        node.put("withheld", withheld);
        if (withheld != null) {
            return;
        }
        Noise noise = Objects.requireNonNull(noised.noise().get(metric.key()));
        node.putObject("noiseVariance")
                .put("visitors", noise.units())
                .put("sum", noise.sum())
                .put("sumOfSquares", noise.squares());
        var variants = node.putArray("variants");
        for (Variant variant : kept.experiment().variants()) {
            Totals totals = noised.statistics().totals(variant.key(), metric.key());
            ObjectNode one = variants.addObject()
                    .put("variant", variant.key())
                    .put("visitors", totals.units())
                    .put("sum", new BigDecimal(totals.y()).movePointLeft(MICROS))
                    .put("sumOfSquares", new BigDecimal(totals.yy()).movePointLeft(2 * MICROS));
            try {
                Noised mean = noised(metric, totals, noise);
                one.put("mean", mean.rate())
                        .put("standardError", Math.sqrt(mean.samplingVariance() + mean.noiseVariance()));
            } catch (StatisticsException e) {
                one.putNull("mean").putNull("standardError");
            }
        }
        var comparisons = node.putArray("comparisons");
        Analysis analysis = new Analysis(kept, List.of(), new Statistics(), SingleValues.OF_A_PART);
        for (Variant variant : kept.experiment().variants()) {
            Variant opponent = analysis.opponent(variant);
            if (opponent != null) {
                comparison(comparisons.addObject(), metric, noise, opponent, variant);
            }
        }
    }

    private void comparison(ObjectNode node, Metric metric, Noise noise, Variant opponent, Variant variant) {
        node.put("variant", variant.key()).put("baseline", opponent.key());
        try {
            NoisedComparison comparison = NoisedComparison.of(
                    noised(metric, noised.statistics().totals(opponent.key(), metric.key()), noise),
                    noised(metric, noised.statistics().totals(variant.key(), metric.key()), noise),
                    confidence);
            node.putObject("absolute")
                    .put("estimate", comparison.difference())
                    .put("low", comparison.interval().lower())
                    .put("high", comparison.interval().upper());
            node.put("standardError", comparison.standardError())
                    .put("standardErrorWithoutNoise", comparison.standardErrorWithoutNoise())
                    .put("pValue", comparison.pTwoSided().value())
                    .putNull("whyNot");
        } catch (StatisticsException e) {
            node.putNull("absolute").put("whyNot", "the noise leaves too few visitors to compare");
        }
    }

    private static Noised noised(Metric metric, Totals totals, Noise noise) {
        double sum = Samples.sum(totals.y());
        if (metric.kind() == MetricKind.CONVERSION || metric.kind() == MetricKind.RETENTION) {
            return new NoisedCount(totals.units(), sum, noise.units(), noise.sum());
        }
        return new NoisedMean(
                totals.units(),
                sum,
                new BigDecimal(totals.yy()).movePointLeft(2 * MICROS).doubleValue(),
                noise.units(),
                noise.sum());
    }
}
