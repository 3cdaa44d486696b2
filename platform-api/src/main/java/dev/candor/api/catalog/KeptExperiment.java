package dev.candor.api.catalog;

import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Status;
import dev.candor.domain.journey.ExperimentDefinition;
import dev.candor.domain.metric.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experiment and what happened to it.
 *
 * @param revision   grows with every change; what {@code If-Match} compares
 * @param seed       of its variants
 * @param layer      the layer's key; its own where it names none
 * @param slice      what it owns of the layer; null before it was started
 * @param metrics    the metrics' definitions as they were sealed, in the plan's order; empty before the start
 * @param planSha256 the seal; null before the start
 * @param phases     in their order; empty before the start
 * @param origin     where imported numbers come from; null when the experiment ran here
 */
public record KeptExperiment(
        int id,
        int siteId,
        Experiment experiment,
        Status status,
        int revision,
        String seed,
        String layer,
        @Nullable Slice slice,
        List<Metric> metrics,
        @Nullable String planSha256,
        List<Phase> phases,
        @Nullable Origin origin,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant stoppedAt) {
    public KeptExperiment {
        metrics = List.copyOf(metrics);
        phases = List.copyOf(phases);
    }

    /**
     * Where imported numbers come from.
     *
     * @param randomized whether chance made the groups; if not, the comparison is not causal and gets no verdict
     */
    public record Origin(String source, String note, boolean randomized) {}

    /** Whether it holds a slice of its layer and counts visitors. */
    public boolean isLive() {
        return status == Status.RUNNING || status == Status.PAUSED || status == Status.SCHEDULED;
    }

    /**
     * The phases whose weights a unit may have met its variant by at this moment: the one in force, both around its
     * beginning, and for a sticky experiment all before.
     *
     * @param slack how far the clocks of two nodes may differ
     */
    public List<Phase> phasesAt(Instant at, Duration slack) {
        Instant early = at.minus(slack);
        Instant late = at.plus(slack);
        return phases.stream()
                .filter(phase -> phase.number() == 1 || !phase.startedAt().isAfter(late))
                .filter(phase -> experiment.sticky()
                        || phase.number() == phases.size()
                        || phases.get(phase.number()).startedAt().isAfter(early))
                .toList();
    }

    /** What the fold must know. */
    public ExperimentDefinition definition() {
        return new ExperimentDefinition(
                experiment.key(),
                experiment.variants().stream().map(v -> v.key()).toList(),
                metrics,
                phases.stream().map(Phase::startedAt).toList(),
                experiment.sticky(),
                stoppedAt);
    }

    /** The same, as it was when it had another status. */
    public KeptExperiment withStatus(Status then) {
        return new KeptExperiment(
                id,
                siteId,
                experiment,
                then,
                revision,
                seed,
                layer,
                slice,
                metrics,
                planSha256,
                phases,
                origin,
                createdAt,
                startedAt,
                stoppedAt);
    }

    /** The number of the phase that is in force, or was the last. */
    public int currentPhase() {
        return Math.max(1, phases.size());
    }
}
