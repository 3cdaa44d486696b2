package dev.candor.domain.experiment;

import dev.candor.domain.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What must be true of the weights of a new phase. */
public final class PhaseRules {

    private PhaseRules() {}

    /**
     * Everything that is wrong with the weights, by JSON pointer into {@code {"weights": {...}}}.
     *
     * @param weights basis points by variant key
     */
    public static List<Fault> ofWeights(Experiment experiment, Map<String, Integer> weights) {
        List<Fault> faults = new ArrayList<>();
        weights.forEach((key, weight) -> {
            if (experiment.variant(key).isEmpty()) {
                faults.add(new Fault("/weights/" + key, "is not a variant of this experiment"));
            } else if (weight < 1 || weight > Slice.WHOLE) {
                faults.add(new Fault("/weights/" + key, "must be from 1 to " + Slice.WHOLE));
            }
        });
        experiment.variants().stream()
                .filter(variant -> !weights.containsKey(variant.key()))
                .forEach(variant -> faults.add(new Fault("/weights/" + variant.key(), "is needed")));
        long total = weights.values().stream().mapToLong(Integer::longValue).sum();
        if (total != Slice.WHOLE) {
            faults.add(new Fault("/weights", "weights add up to " + total + ", not " + Slice.WHOLE));
        }
        boolean same = experiment.variants().stream()
                .allMatch(variant -> Integer.valueOf(variant.weight()).equals(weights.get(variant.key())));
        if (same) {
            faults.add(new Fault("/weights", "are the present ones: a new phase needs others"));
        }
        return faults;
    }
}
