package dev.candor.stats.vectors;

import dev.candor.stats.estimate.Confidence;
import dev.candor.stats.estimate.Probability;
import dev.candor.stats.multiplicity.BenjaminiHochberg;
import dev.candor.stats.multiplicity.BenjaminiYekutieli;
import dev.candor.stats.multiplicity.Bonferroni;
import dev.candor.stats.multiplicity.Hochberg;
import dev.candor.stats.multiplicity.Holm;
import dev.candor.stats.multiplicity.Hommel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Several p-values at once. */
final class MultiplicityVectors {
    static final Map<String, Method> METHODS = Map.of("multiple_comparisons", MultiplicityVectors::adjust);

    private MultiplicityVectors() {}

    private static Answer adjust(Arguments in) {
        List<Probability> pValues =
                Arrays.stream(in.numbers("p_values")).mapToObj(Probability::new).toList();
        double alpha = new Confidence(in.number("alpha")).alpha();
        Answer adjusted = new Answer();
        Answer rejected = new Answer();
        Map<String, List<Probability>> byMethod = Map.of(
                "bonferroni", Bonferroni.adjust(pValues),
                "holm", Holm.adjust(pValues),
                "hochberg", Hochberg.adjust(pValues),
                "benjamini_hochberg", BenjaminiHochberg.adjust(pValues),
                "benjamini_yekutieli", BenjaminiYekutieli.adjust(pValues),
                "hommel", Hommel.adjust(pValues));
        byMethod.forEach((name, values) -> {
            adjusted.put(name, values);
            rejected.put(name, values.stream().map(p -> p.value() <= alpha).toList());
        });
        return new Answer().put("adjusted", adjusted).put("rejected", rejected);
    }
}
