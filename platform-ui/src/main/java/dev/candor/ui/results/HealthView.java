package dev.candor.ui.results;

import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.ui.words.Words;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * May these numbers be read at all?
 *
 * @param status the worst of all checks: {@code pass}, {@code warn}, {@code fail} or {@code not_applicable}
 */
public record HealthView(String status, String statusLabel, String summary, List<Check> checks) {

    /** One check; {@code measured} is empty when nothing was measured. */
    public record Check(String status, String statusLabel, String name, String message, String measured) {}

    static HealthView of(List<HealthCheck> checks, Words words) {
        String worst = List.of("fail", "warn", "pass").stream()
                .filter(status ->
                        checks.stream().anyMatch(check -> check.status().equals(status)))
                .findFirst()
                .orElse("not_applicable");
        String summary = switch (worst) {
            case "fail" -> words.results().unhealthy();
            case "warn" -> words.results().warned();
            case "pass" -> words.results().healthy();
            default -> words.results().unchecked();
        };
        return new HealthView(
                worst,
                words.results().healthStatus(worst),
                summary,
                checks.stream().map(check -> check(check, words)).toList());
    }

    private static Check check(HealthCheck check, Words words) {
        return new Check(
                check.status(),
                words.results().healthStatus(check.status()),
                words.results().check(check.check()),
                words.results().healthMessage(check.check() + "_" + check.status(), check.message()),
                measured(check.value(), check.threshold(), words));
    }

    private static String measured(@Nullable Double value, @Nullable Double threshold, Words words) {
        if (value == null) {
            return "";
        }
        return threshold == null
                ? words.results().measured(figure(value))
                : words.results().measuredAgainst(figure(value), figure(threshold));
    }

    /** A p-value may be tiny, and how tiny matters here. */
    private static String figure(double value) {
        return value != 0 && Math.abs(value) < 0.0001
                ? String.format(Locale.ROOT, "%.1e", value)
                : String.format(Locale.ROOT, "%.4f", value)
                        .replaceFirst("0+$", "")
                        .replaceFirst("\\.$", "");
    }
}
