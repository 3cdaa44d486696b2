package dev.candor.stats.vectors;

import dev.candor.stats.multiplicity.Dunnett;
import dev.candor.stats.sample.MeanSample;
import java.util.List;
import java.util.Map;

/** Several treatments against one control. */
final class DunnettVectors {
    static final Map<String, Method> METHODS = Map.of("dunnett", DunnettVectors::dunnett);

    private DunnettVectors() {}

    private static Answer dunnett(Arguments in) {
        if (in.has("statistics")) {
            List<Double> ratios = SequentialVectors.boxed(in.numbers("group_size_ratio"));
            double degrees = in.has("df") ? in.number("df") : Double.POSITIVE_INFINITY;
            return answer(Dunnett.of(SequentialVectors.boxed(in.numbers("statistics")), ratios, degrees));
        }
        Dunnett dunnett = Dunnett.of(
                sample(in.object("control")),
                in.objects("treatments").stream().map(DunnettVectors::sample).toList());
        return answer(dunnett).put("df", dunnett.degrees());
    }

    private static Answer answer(Dunnett dunnett) {
        return new Answer().put("statistic", dunnett.statistics()).put("p_adjusted", dunnett.adjustedP());
    }

    private static MeanSample sample(Arguments group) {
        return new MeanSample(group.count("n"), group.number("sum"), group.number("sum_sq"));
    }
}
