package dev.candor.ui.results;

import dev.candor.api.results.ExperimentResults;
import dev.candor.api.results.ExperimentResults.Breakdown;
import dev.candor.api.results.ExperimentResults.BreakdownCell;
import dev.candor.api.results.ExperimentResults.CellMetric;
import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.Coverage;
import dev.candor.api.results.ExperimentResults.HealthCheck;
import dev.candor.api.results.ExperimentResults.Heterogeneity;
import dev.candor.api.results.ExperimentResults.Lag;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.api.results.ExperimentResults.NonInferiorityLine;
import dev.candor.api.results.ExperimentResults.OverrideLine;
import dev.candor.api.results.ExperimentResults.PhaseLine;
import dev.candor.api.results.ExperimentResults.Price;
import dev.candor.api.results.ExperimentResults.Range;
import dev.candor.api.results.ExperimentResults.RestatementLine;
import dev.candor.api.results.ExperimentResults.SealLine;
import dev.candor.api.results.ExperimentResults.SeriesPoint;
import dev.candor.api.results.ExperimentResults.SetAsideLine;
import dev.candor.api.results.ExperimentResults.Source;
import dev.candor.api.results.ExperimentResults.VariantResult;
import dev.candor.api.results.ExperimentResults.VerdictLine;
import java.time.Instant;
import java.util.List;

/** Results as the analysis gives them, made by hand: one win in purchases, one harmed trust metric. */
public final class SampleResults {

    private SampleResults() {}

    /** With this verdict, and {@code variant} as the personalized variant's key. */
    public static ExperimentResults of(String code, String variant) {
        return of(code, variant, null);
    }

    /** Groups that chance did not make. */
    public static ExperimentResults selected() {
        return of("invalid", "reached", new Source("A field study", "", false));
    }

    private static ExperimentResults of(String code, String variant, Source source) {
        return new ExperimentResults(
                "welcome",
                "Welcome",
                "running",
                Instant.parse("2026-03-01T09:00:00Z"),
                2,
                List.of(
                        new PhaseLine(1, Instant.parse("2026-02-01T09:00:00Z")),
                        new PhaseLine(2, Instant.parse("2026-02-20T09:00:00Z"))),
                3,
                List.of(
                        new RestatementLine(3, Instant.parse("2026-02-27T08:00:00Z"), "a visitor was erased"),
                        new RestatementLine(2, Instant.parse("2026-02-26T08:00:00Z"), "a recount repaired it")),
                new SealLine(1, Instant.parse("2026-03-01T08:00:00Z"), "0123456789abcdef"),
                "00ff",
                List.of(),
                source,
                60_000,
                7,
                0,
                List.of(
                        new HealthCheck("sample_ratio", "pass", 0.42, 0.001, "The shares are as planned."),
                        new HealthCheck("quarantined", "warn", 0.02, 0.01, "7 met two variants.")),
                new VerdictLine(
                        code,
                        variant,
                        "The sentence of the API.",
                        "The advice of the API.",
                        List.of("A reason with <b>angle brackets</b>."),
                        new Price("feedback_negative", 0.6, "")),
                List.of(purchase(variant), feedback(variant), empty(variant)),
                null,
                breakdown(variant),
                List.of(
                        point("2026-02-28T09:00:00Z", variant, 0.2, -0.1, 0.5),
                        point("2026-03-01T08:00:00Z", variant, 0.16, 0.07, 0.25)),
                List.of(new SetAsideLine("it has more than 100000 events", 2)),
                new Lag(7, 12.4, 900),
                new Coverage(0.62, 1_000, "This speaks for 62 % of your visitors: those who allowed it."),
                List.of(new OverrideLine(
                        "creepy.social",
                        "/variants/1/experiences/0/payload",
                        "A club called <b>Friends</b>.",
                        "ada",
                        Instant.parse("2026-02-01T08:00:00Z"))),
                "7:" + "0".repeat(64),
                null);
    }

    private static SeriesPoint point(String at, String variant, double estimate, double low, double high) {
        return new SeriesPoint(Instant.parse(at), "purchase", variant, 30_000, new Range(estimate, low, high));
    }

    private static Breakdown breakdown(String variant) {
        Comparison comparison = purchase(variant).comparisons().get(0);
        return new Breakdown(
                "device",
                true,
                "Exploratory.",
                50,
                2,
                List.of(
                        new BreakdownCell(
                                "mobile",
                                31_000L,
                                true,
                                Instant.parse("2026-03-01T09:00:00Z"),
                                List.of(new CellMetric(
                                        "purchase", "primary", "conversion", List.of(), List.of(comparison), null))),
                        new BreakdownCell(
                                null,
                                900L,
                                true,
                                Instant.parse("2026-03-01T08:00:00Z"),
                                List.of(new CellMetric(
                                        "purchase", "primary", "conversion", List.of(), List.of(), "hidden")))),
                new Heterogeneity("purchase", variant, 0.03, 2, "It may."));
    }

    private static MetricResults purchase(String variant) {
        return new MetricResults(
                "purchase",
                "primary",
                "conversion",
                "increase",
                null,
                variants(variant, 1_200, 0.04),
                List.of(new Comparison(
                        variant,
                        "plain",
                        new Range(0.0064, 0.0031, 0.0097),
                        new Range(0.16, 0.0761, 0.2514),
                        0.0002,
                        0.0004,
                        3.9,
                        "two_proportion_z",
                        null,
                        null)));
    }

    private static MetricResults feedback(String variant) {
        return new MetricResults(
                "feedback_negative",
                "trust",
                "conversion",
                "decrease",
                null,
                variants(variant, 301, 0.01),
                List.of(new Comparison(
                        variant,
                        "plain",
                        new Range(0.0106, 0.0087, 0.0126),
                        new Range(1.061, 0.798, 1.364),
                        0.00001,
                        null,
                        9.0,
                        "two_proportion_z",
                        new NonInferiorityLine(0.005, false, new Range(0.0106, 0.0087, 0.0126)),
                        null)));
    }

    private static MetricResults empty(String variant) {
        return new MetricResults(
                "spend",
                "secondary",
                "sum",
                "increase",
                null,
                variants(variant, 0, null),
                List.of(new Comparison(
                        variant, "plain", null, null, null, null, null, null, null, "too few visitors to compare")));
    }

    private static List<VariantResult> variants(String variant, double sum, Double mean) {
        return List.of(
                new VariantResult("plain", "privacy_first", 30_012, sum, mean, mean == null ? null : 0.00113),
                new VariantResult(variant, "personalized", 29_988, sum, mean, mean == null ? null : 0.00121));
    }
}
