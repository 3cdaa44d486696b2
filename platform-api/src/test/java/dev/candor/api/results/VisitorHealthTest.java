package dev.candor.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.ledger.Statistics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VisitorHealthTest {

    private static final List<String> ARMS = List.of("plain", "by-interest");

    private static String screens(Map<String, Map<String, Long>> answers) {
        return VisitorHealth.screens(answers).status();
    }

    private static String erasure(long plain, long plainErased, long personalized, long personalizedErased) {
        Statistics statistics = new Statistics();
        statistics.put("plain", new Statistics.Visitors(plain, 0));
        statistics.put("by-interest", new Statistics.Visitors(personalized, 0));
        return VisitorHealth.erasure(ARMS, statistics, Map.of("plain", plainErased, "by-interest", personalizedErased))
                .status();
    }

    @Test
    void sameWordsOrSeveralSpreadAlikePass() {
        assertThat(screens(Map.of("plain", Map.of("a", 10L), "by-interest", Map.of("a", 500L))))
                .isEqualTo("pass");
        assertThat(screens(
                        Map.of("plain", Map.of("en", 700L, "ja", 300L), "by-interest", Map.of("en", 690L, "ja", 320L))))
                .isEqualTo("pass");
    }

    @Test
    void otherWordsInOneVariantMakeTheNumbersInvalid() {
        assertThat(screens(Map.of("plain", Map.of("a", 20L), "by-interest", Map.of("b", 20L))))
                .isEqualTo("fail");
        // chi-square of [[50, 50], [73, 27]] is 11.17, p = .00083; of [[50, 50], [72, 28]] 10.17, p = .0014
        assertThat(screens(Map.of("plain", Map.of("a", 50L, "b", 50L), "by-interest", Map.of("a", 73L, "b", 27L))))
                .isEqualTo("fail");
        assertThat(screens(Map.of("plain", Map.of("a", 50L, "b", 50L), "by-interest", Map.of("a", 72L, "b", 28L))))
                .isEqualTo("pass");
    }

    @Test
    void nothingIsSaidWhereNobodyAnswered() {
        assertThat(screens(Map.of())).isEqualTo("not_applicable");
        assertThat(screens(Map.of("plain", Map.of("a", 20L)))).isEqualTo("not_applicable");
        assertThat(erasure(0, 0, 0, 0)).isEqualTo("not_applicable");
    }

    @Test
    void halfAPointMoreErasuresInOneVariantIsAWarning() {
        assertThat(erasure(1_000, 0, 995, 5)).isEqualTo("pass");
        assertThat(erasure(1_000, 0, 994, 6)).isEqualTo("warn");
        assertThat(erasure(994, 6, 994, 6)).isEqualTo("pass");
        assertThat(erasure(990, 10, 995, 5)).isEqualTo("pass");
        assertThat(erasure(989, 11, 995, 5)).isEqualTo("warn");
    }
}
