package dev.candor.stats.vectors;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every method the library answers, by the name of its vector file. */
final class Methods {
    private static final Map<String, Method> BY_NAME = join(List.of(
            ProportionVectors.METHODS,
            MeanVectors.METHODS,
            MarginVectors.METHODS,
            AdjustmentVectors.METHODS,
            MultiplicityVectors.METHODS,
            CausalVectors.METHODS,
            DunnettVectors.METHODS,
            SequentialVectors.METHODS,
            BayesVectors.METHODS,
            PowerVectors.METHODS,
            PrivacyVectors.METHODS));

    private Methods() {}

    static Optional<Method> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    private static Map<String, Method> join(List<Map<String, Method>> areas) {
        Map<String, Method> all = new HashMap<>();
        areas.forEach(all::putAll);
        all.put("published_benchmarks", Methods::published);
        return Map.copyOf(all);
    }

    /** A published number: names another method and the arguments to call it with. */
    private static Answer published(Arguments in) {
        String name = in.text("method");
        Method method = named(name).orElseThrow(() -> new AssertionError("no method is called " + name));
        return method.evaluate(in.object("args"));
    }
}
