package dev.candor.ui.results;

import dev.candor.api.results.ExperimentResults;
import dev.candor.api.results.ExperimentResults.Compliers;
import dev.candor.api.results.ExperimentResults.Consent;
import dev.candor.api.results.ExperimentResults.Range;
import dev.candor.ui.words.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the offer did to everybody, and among those who accepted. */
public record ConsentView(List<Line> lines) {

    /** An effect and its interval; the interval is empty when only a reason can be given. */
    public record Line(String name, String value, String interval) {}

    static @Nullable ConsentView of(ExperimentResults results, Words words) {
        Consent consent = results.consent();
        if (consent == null) {
            return null;
        }
        String kind = VerdictView.primary(results)
                .map(ExperimentResults.MetricResults::kind)
                .orElse("conversion");
        Values values = new Values(words, kind);
        return new ConsentView(List.of(
                line(words.results().intentionToTreat(), consent.intentionToTreat(), values),
                line(words.results().takeUp(), consent.takeUp(), new Values(words, "conversion")),
                compliers(consent.compliers(), values, words)));
    }

    private static Line line(String name, Range range, Values values) {
        return new Line(name, values.difference(range), values.differenceInterval(range));
    }

    private static Line compliers(Compliers compliers, Values values, Words words) {
        String name = words.results().compliers();
        Double estimate = compliers.estimate();
        if (!compliers.shown() || estimate == null) {
            String why = compliers.whyNot();
            return new Line(name, words.results().notShown(why == null ? "–" : why), "");
        }
        return line(name, new Range(estimate, compliers.low(), compliers.high()), values);
    }
}
