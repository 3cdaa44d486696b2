package dev.candor.api.results;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.results.ExperimentResults.Compliers;
import dev.candor.api.results.ExperimentResults.Consent;
import dev.candor.api.results.ExperimentResults.Range;
import dev.candor.domain.ManyVisitors;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.metric.Metric;
import dev.candor.stats.StatisticsException;
import dev.candor.stats.estimate.Confidence;
import java.util.List;
import java.util.Optional;

/**
 * Consent as an outcome: what the offer did to everybody, and from that to those who accept it. Whoever accepted is never
 * compared with whoever refused. There is something to say where a metric {@code accepted} counts who took the offer.
 */
final class ConsentSection {

    /** The key of the metric that says whether the offer was accepted. */
    static final String ACCEPTED = "accepted";

    /** With a weaker first stage the complier effect is hidden. */
    private static final double WEAK = 10;

    private ConsentSection() {}

    static Optional<Consent> of(KeptExperiment kept, List<Metric> metrics, Analysis analysis) {
        int accepted = metrics.stream().map(Metric::key).toList().indexOf(ACCEPTED);
        List<Variant> offered = analysis.personalized();
        if (accepted < 0 || offered.size() != 1 || kept.experiment().primary().isEmpty()) {
            return Optional.empty();
        }
        Variant variant = offered.get(0);
        Variant opponent = kept.experiment().baseline();
        int primary =
                kept.experiment().metrics().indexOf(kept.experiment().primary().get());
        Confidence confidence = new Confidence(kept.experiment().plan().alpha());
        try {
            Pair outcome = analysis.pair(primary, opponent, variant);
            Pair uptake = analysis.pair(accepted, opponent, variant);
            Range intentionToTreat = range(outcome.difference(confidence));
            Range takeUp = range(uptake.difference(confidence));
            return Optional.of(new Consent(intentionToTreat, takeUp, compliers(intentionToTreat, takeUp, uptake)));
        } catch (StatisticsException e) {
            return Optional.empty();
        }
    }

    private static Compliers compliers(Range intentionToTreat, Range takeUp, Pair uptake) {
        double variance = Samples.proportion(uptake.baseline()).varianceOfRate()
                + Samples.proportion(uptake.treatment()).varianceOfRate();
        long accepted = Samples.proportion(uptake.treatment()).conversions();
        long declined = uptake.treatment().units() - accepted;
        if (Math.min(accepted, declined) < ManyVisitors.LEAST) {
            return new Compliers(
                    null,
                    null,
                    null,
                    null,
                    false,
                    "fewer than " + ManyVisitors.LEAST + " accepted the offer, or declined it");
        }
        double f = variance == 0 ? 0 : takeUp.estimate() * takeUp.estimate() / variance;
        if (f < WEAK) {
            return new Compliers(null, null, null, f, false, "too few accepted the offer for this to mean anything");
        }
        return new Compliers(
                intentionToTreat.estimate() / takeUp.estimate(),
                null,
                null,
                f,
                true,
                "no interval: the counts do not say how many did both, accept and convert");
    }

    private static Range range(Pair.Shown shown) {
        return Analysis.range(shown.difference(), shown.interval());
    }
}
