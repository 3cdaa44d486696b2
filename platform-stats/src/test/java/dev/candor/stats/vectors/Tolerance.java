package dev.candor.stats.vectors;

import com.fasterxml.jackson.databind.JsonNode;

/** How far a number may be from the expected one: {@code |got - expected| <= max(absolute, relative * |expected|)}. */
record Tolerance(double relative, double absolute, JsonNode fields) {

    static Tolerance of(JsonNode node) {
        return new Tolerance(node.path("rel").doubleValue(), node.path("abs").doubleValue(), node.path("fields"));
    }

    /** The tolerance of one output; a field's key is the whole path, its first name, or the last name of a nested one. */
    Tolerance at(String path) {
        String[] steps = path.split("\\.", -1);
        for (String key : new String[] {path, steps[0], lastName(steps)}) {
            if (fields.has(key)) {
                return of(fields.get(key));
            }
        }
        return new Tolerance(relative, absolute, fields);
    }

    boolean allows(double expected, double got) {
        if (Double.isInfinite(expected) || Double.isNaN(expected)) {
            return Double.compare(expected, got) == 0;
        }
        return Math.abs(got - expected) <= Math.max(absolute, relative * Math.abs(expected));
    }

    private static String lastName(String[] steps) {
        for (int i = steps.length - 1; i > 0; i--) {
            if (!steps[i].matches("\\d+")) {
                return steps[i];
            }
        }
        return steps[0];
    }
}
