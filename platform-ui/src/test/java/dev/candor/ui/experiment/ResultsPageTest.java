package dev.candor.ui.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.results.ExperimentResults;
import dev.candor.ui.results.ResultsView;
import dev.candor.ui.results.SampleResults;
import dev.candor.ui.words.Language;
import dev.candor.ui.words.Words;
import io.quarkus.test.junit.QuarkusTest;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The results as they are worded and drawn, without a database behind them. */
@QuarkusTest
class ResultsPageTest {

    private static final String SHARP = "<script>alert('x')</script>&";

    @ParameterizedTest
    @CsvSource({
        "personalization_wins, +16.0%",
        "wins_but_costs_trust, +16.0%",
        "privacy_first_wins, +16.0%",
        "privacy_first_wins_on_trust, +16.0%",
        "equivalent, +16.0%",
        "keep_collecting, by-interest",
        "inconclusive, by-interest",
        "invalid, ''"
    })
    void everyVerdictIsSaidInBothLanguages(String code, String mentioned) {
        ExperimentResults results = SampleResults.of(code, "by-interest");
        var english = view(results, Language.ENGLISH).verdict();
        var japanese = view(results, Language.JAPANESE).verdict();
        assertThat(english.sentence()).contains(mentioned).isNotEqualTo("The sentence of the API.");
        assertThat(japanese.sentence()).contains(mentioned).matches("(?s).*\\p{IsHiragana}.*");
        assertThat(english.label()).isNotEqualTo(code);
        assertThat(japanese.label()).isNotEqualTo(english.label());
        assertThat(english.recommendation()).isNotBlank();
        assertThat(japanese.recommendation()).isNotBlank();
    }

    @Test
    void numbersAreRoundedAndCarryTheirUnits() {
        String page = page(SampleResults.of("wins_but_costs_trust", "by-interest"), Language.ENGLISH);
        assertThat(page)
                .contains("+0.64 points")
                .contains("+0.31 to +0.97")
                .contains("+16.0%")
                .contains("p &lt; 0.001")
                .contains("two-proportion z-test")
                .contains("No worse than 0.5 points: not shown")
                .contains("too few visitors to compare")
                .contains("1 Mar 2026, 09:00 UTC")
                .doesNotContain("NaN")
                .doesNotContain("null");
    }

    @Test
    void theSamePageInJapanese() {
        String page = page(SampleResults.of("wins_but_costs_trust", "by-interest"), Language.JAPANESE);
        assertThat(page)
                .contains("+0.64 ポイント")
                .contains("否定的な評価")
                .contains("計画どおりの配分")
                .contains("2026年3月1日 09:00 UTC")
                .contains("すべての指標の変化");
    }

    @Test
    void namesOfOthersCannotBecomeMarkup() {
        String page = page(SampleResults.of("personalization_wins", SHARP), Language.ENGLISH);
        assertThat(page).doesNotContain("<script>alert").doesNotContain("<b>angle");
        String data = page.substring(page.indexOf("id=\"forest-data\">") + 17);
        assertThat(data.substring(0, data.indexOf("</script>")))
                .doesNotContain("<")
                .contains("purchase");
    }

    @Test
    void whatTheNumbersLackAndHowTheyWentStandsBesideThem() {
        assertThat(page(SampleResults.of("keep_collecting", "by-interest"), Language.ENGLISH))
                .contains("7 units wait to be counted, the first for 12 s; 900 a second are counted here")
                .contains("2 units are set aside: it has more than 100000 events")
                .contains("version 3: restated")
                .contains("sealed 1 Mar 2026, 08:00 UTC, SHA-256 0123456789ab…")
                .contains("href=\"/here?phase=1\"")
                .contains("A fixed plan is read once, at its end")
                .contains("+7.0% to +25.0%")
                .contains("href=\"/here?breakdown=language#breakdown\"")
                .contains("2 groups are hidden: fewer than 50 visitors")
                .contains("The effect may differ between these groups");
        assertThat(page(SampleResults.of("keep_collecting", "by-interest"), Language.JAPANESE))
                .contains("7 件が集計待ちです")
                .contains("固定計画は最後に一度だけ読みます")
                .contains("2 の集団を隠しています");
    }

    @Test
    void selectedGroupsGetNoVerdictAndNoReading() {
        var view = view(SampleResults.selected(), Language.ENGLISH);
        assertThat(view.verdict().code()).isEqualTo("not_causal");
        assertThat(view.verdict().sentence()).contains("not a causal effect");
        assertThat(view.metrics())
                .allSatisfy(metric -> assertThat(metric.comparisons())
                        .allSatisfy(row -> assertThat(row.tone()).isEqualTo("unclear")));
    }

    @Test
    void harmIsBadNewsAlthoughTheNumberRose() {
        var view = view(SampleResults.of("wins_but_costs_trust", "by-interest"), Language.ENGLISH);
        assertThat(view.metrics().get(0).comparisons().get(0).tone()).isEqualTo("good");
        assertThat(view.metrics().get(1).comparisons().get(0).tone()).isEqualTo("bad");
        assertThat(view.health().status()).isEqualTo("warn");
    }

    private static String page(ExperimentResults results, Language language) {
        return ExperimentPages.Templates.results(view(results, language))
                .setLocale(language.locale())
                .render();
    }

    private static ResultsView view(ExperimentResults results, Language language) {
        return ResultsView.of(results, "/here/results", "/api/here", 60_000L, Words.of(language, ZoneOffset.UTC));
    }
}
