package dev.candor.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.results.Responses.Asking;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResponsesTest {

    private static String check(long shown, long answered, long shownToOthers, long answeredByOthers) {
        return Responses.check(
                        List.of("plain", "by-interest"),
                        Map.of(
                                "plain", new Asking(shown, answered),
                                "by-interest", new Asking(shownToOthers, answeredByOthers)))
                .status();
    }

    @Test
    void moreThanTwoPointsAreWorthALook() {
        assertThat(check(10_000, 5_000, 10_000, 5_200)).as("exactly two points").isEqualTo("pass");
        assertThat(check(10_000, 5_000, 10_000, 5_201)).isEqualTo("warn");
        assertThat(check(10_000, 5_201, 10_000, 5_000))
                .as("the other way round")
                .isEqualTo("warn");
    }

    @Test
    void whatChanceOftenMakesIsNot() {
        // chi-square of [[50, 50], [68, 32]] is 6.697, p = .0097; of [[50, 50], [67, 33]] it is 5.95, p = .0147
        assertThat(check(100, 50, 100, 67)).isEqualTo("pass");
        assertThat(check(100, 50, 100, 68)).isEqualTo("warn");
    }

    @Test
    void oneVariantSaysNothing() {
        assertThat(check(100, 50, 0, 0)).isEqualTo("not_applicable");
        assertThat(check(100, 0, 100, 0)).as("nobody answered").isEqualTo("pass");
        assertThat(check(100, 100, 100, 100)).as("everybody answered").isEqualTo("pass");
    }
}
