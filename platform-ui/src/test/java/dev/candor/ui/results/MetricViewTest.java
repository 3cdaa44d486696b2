package dev.candor.ui.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.results.ExperimentResults.Comparison;
import dev.candor.api.results.ExperimentResults.MetricResults;
import dev.candor.api.results.ExperimentResults.VariantResult;
import dev.candor.ui.words.Language;
import dev.candor.ui.words.Words;
import io.quarkus.test.junit.QuarkusTest;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class MetricViewTest {

    private static final MetricResults WITHHELD = new MetricResults(
            "consent_withdrawn",
            "trust",
            "conversion",
            "decrease",
            null,
            List.of(new VariantResult("plain", "privacy_first", 300, null, null, null)),
            List.of(new Comparison(
                    "by-interest",
                    "plain",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    "not measurable by variant: signals came that name neither")));

    @Test
    void whatIsNotMeasurableSaysSoAndShowsNoZero() {
        MetricView english = MetricView.of(WITHHELD, 1, true, Words.of(Language.ENGLISH, ZoneOffset.UTC));
        assertThat(english.comparisons().get(0).toneLabel()).isEqualTo("Not measurable");
        assertThat(english.variants().get(0).sum()).isEqualTo("–");
        assertThat(english.variants().get(0).mean()).isEqualTo("–");
        MetricView japanese = MetricView.of(WITHHELD, 1, true, Words.of(Language.JAPANESE, ZoneOffset.UTC));
        assertThat(japanese.comparisons().get(0).toneLabel()).isEqualTo("測定できません");
    }

    @Test
    void responseBalanceIsWordedInBothLanguages() {
        assertThat(Words.of(Language.ENGLISH, ZoneOffset.UTC).results().check("response_balance"))
                .isEqualTo("Answers given alike");
        Words japanese = Words.of(Language.JAPANESE, ZoneOffset.UTC);
        assertThat(japanese.results().check("response_balance")).isEqualTo("回答率が同じ");
        for (String status : List.of("pass", "warn", "not_applicable")) {
            assertThat(japanese.results().healthMessage("response_balance_" + status, "english"))
                    .isNotEqualTo("english");
        }
    }
}
