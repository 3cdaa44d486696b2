package dev.candor.stats.vectors;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Per method: cases passed and failed, and how close the numbers came. */
final class Scores {
    private static final class Score {
        private int passed;
        private int failed;
        private double worstRelativeError;
        private double worstShareOfTolerance;
    }

    private final Map<String, Score> byMethod = new TreeMap<>();

    void finished(String method, boolean passed) {
        Score score = byMethod.computeIfAbsent(method, m -> new Score());
        if (passed) {
            score.passed++;
        } else {
            score.failed++;
        }
    }

    /** Counts the relative error where the relative tolerance decides; near zero the absolute one does. */
    void compared(String method, double expected, double got, Tolerance tolerance) {
        if (!Double.isFinite(expected)) {
            return;
        }
        Score score = byMethod.computeIfAbsent(method, m -> new Score());
        double error = Double.isFinite(got) ? Math.abs(got - expected) : Double.POSITIVE_INFINITY;
        double allowed = Math.max(tolerance.absolute(), tolerance.relative() * Math.abs(expected));
        if (error > 0) {
            score.worstShareOfTolerance = Math.max(score.worstShareOfTolerance, error / allowed);
        }
        if (expected != 0 && tolerance.absolute() <= Math.max(tolerance.relative(), 1e-5) * Math.abs(expected)) {
            score.worstRelativeError = Math.max(score.worstRelativeError, error / Math.abs(expected));
        }
    }

    /** A table, one line a method. */
    String table() {
        StringBuilder table = new StringBuilder("%n%-34s %7s %7s %21s %16s%n"
                .formatted("method", "passed", "failed", "worst relative error", "of the tolerance"));
        int passed = 0;
        int failed = 0;
        for (Map.Entry<String, Score> entry : byMethod.entrySet()) {
            Score score = entry.getValue();
            passed += score.passed;
            failed += score.failed;
            table.append("%-34s %7d %7d %21.2e %15.2f%%%n"
                    .formatted(
                            entry.getKey(),
                            score.passed,
                            score.failed,
                            score.worstRelativeError,
                            100 * score.worstShareOfTolerance));
        }
        return table.append(String.format(Locale.ROOT, "%-34s %7d %7d%n", "all", passed, failed))
                .toString();
    }
}
