package dev.candor.stats.vectors;

import java.util.Map;

/** Methods of this area are still to come. */
final class MultiplicityVectors {
    static final Map<String, Method> METHODS = Map.of();

    private MultiplicityVectors() {}
}
