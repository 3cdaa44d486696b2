package dev.candor.domain.assignment;

import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.audience.CompiledCondition;
import dev.candor.domain.experiment.Experience;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.experiment.VariantRole;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One running experiment, compiled: shares have become thresholds, rules have become tests, seeds are hashed as far as
 * they go, and every answer stands ready, so that a decision makes nothing new. Immutable.
 */
public final class Rule {

    private final Experiment experiment;
    private final Seed seed;
    private final Seed layerSeed;
    private final Slice slice;
    private final List<Slice> taken;
    private final List<Phase> phases;

    private final long opens;
    private final long closes;
    private final long sliceFrom;
    private final long sliceTo;
    private final @Nullable CompiledCondition audience;
    private final Arm[] arms;
    private final Split[] splits;

    /**
     * @param seed      of its variants
     * @param layerSeed of its layer's positions
     * @param slice     what it owns of the layer
     * @param taken     what others own of it
     * @param phases    in their order, the present one last; none for one that has not started: its weights are the first
     */
    public Rule(
            Experiment experiment, String seed, String layerSeed, Slice slice, List<Slice> taken, List<Phase> phases) {
        this.experiment = experiment;
        this.seed = new Seed(seed);
        this.layerSeed = new Seed(layerSeed);
        this.slice = slice;
        this.taken = List.copyOf(taken);
        this.phases = phases.isEmpty() ? List.of(Phase.first(experiment, Instant.EPOCH)) : List.copyOf(phases);
        for (int i = 0; i < this.phases.size(); i++) {
            if (this.phases.get(i).number() != i + 1) {
                throw new IllegalArgumentException("phases are numbered from 1 without a gap: " + this.phases);
            }
        }
        opens = experiment.startsAt() == null
                ? Long.MIN_VALUE
                : experiment.startsAt().toEpochMilli();
        closes = experiment.endsAt() == null
                ? Long.MAX_VALUE
                : experiment.endsAt().toEpochMilli();
        sliceFrom = Bucketing.threshold(slice.from());
        sliceTo = Bucketing.threshold(slice.to());
        audience = experiment.audience() == null ? null : CompiledCondition.of(experiment.audience());
        splits = this.phases.stream().map(phase -> new Split(phase.weights())).toArray(Split[]::new);
        arms = experiment.variants().stream()
                .map(variant -> new Arm(variant, splits.length))
                .toArray(Arm[]::new);
    }

    public Experiment experiment() {
        return experiment;
    }

    public String seed() {
        return seed.text();
    }

    public String layerSeed() {
        return layerSeed.text();
    }

    public Slice slice() {
        return slice;
    }

    public List<Slice> taken() {
        return taken;
    }

    /** In their order, at least one; the present one is the last. */
    public List<Phase> phases() {
        return phases;
    }

    /** From this moment on it runs, in milliseconds since 1970. */
    public long opens() {
        return opens;
    }

    /** From this moment on it does not run any more, in milliseconds since 1970. */
    public long closes() {
        return closes;
    }

    long variantBucket(String unit) {
        return seed.bucket(unit);
    }

    long layerBucket(String unit) {
        return layerSeed.bucket(unit);
    }

    /** Whether every unit lies in its slice, so that nobody need ask where. */
    boolean ownsWholeLayer() {
        return sliceFrom == 0 && sliceTo == Bucketing.ALL;
    }

    long sliceFrom() {
        return sliceFrom;
    }

    long sliceTo() {
        return sliceTo;
    }

    boolean owns(long layerBucket) {
        return layerBucket >= sliceFrom && layerBucket < sliceTo;
    }

    boolean isTaken(long layerBucket) {
        for (Slice other : taken) {
            if (layerBucket >= Bucketing.threshold(other.from()) && layerBucket < Bucketing.threshold(other.to())) {
                return true;
            }
        }
        return false;
    }

    @Nullable
    CompiledCondition audience() {
        return audience;
    }

    Arm arm(int index) {
        return arms[index];
    }

    /** The number of the present phase. */
    int phase() {
        return splits.length;
    }

    boolean isEarlier(int number) {
        return number >= 1 && number < splits.length;
    }

    Split split(int number) {
        return splits[number - 1];
    }

    /** A variant with its answers. */
    static final class Arm {
        final Variant variant;
        final Assigned plain;
        final Option[] options;

        Arm(Variant variant, int phase) {
            this.variant = variant;
            plain = new Assigned(variant, Optional.empty(), Reason.ASSIGNED, phase);
            options = variant.role() == VariantRole.PERSONALIZED
                    ? variant.experiences().stream()
                            .map(experience -> new Option(variant, experience, phase))
                            .toArray(Option[]::new)
                    : new Option[0];
        }
    }

    /** An experience with its test and its answer. */
    static final class Option {
        final CompiledCondition when;
        private final String[] attributes;
        final Assigned answer;

        Option(Variant variant, Experience experience, int phase) {
            when = CompiledCondition.of(experience.when());
            attributes = experience.attributes().toArray(String[]::new);
            answer = new Assigned(variant, Optional.of(experience), Reason.ASSIGNED, phase);
        }

        boolean looksAtOneOf(Map<String, Object> declared) {
            for (String attribute : attributes) {
                if (declared.get(attribute) != null) {
                    return true;
                }
            }
            return false;
        }
    }
}
