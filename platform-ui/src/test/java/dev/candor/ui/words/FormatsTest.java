package dev.candor.ui.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class FormatsTest {

    private static final Formats ENGLISH =
            new Formats(Language.ENGLISH, ZoneId.of("UTC"), number -> number + " points");
    private static final Formats JAPANESE =
            new Formats(Language.JAPANESE, ZoneId.of("Asia/Tokyo"), number -> number + " ポイント");

    @Test
    void countsHaveSeparators() {
        assertThat(ENGLISH.whole(40_123)).isEqualTo("40,123");
        assertThat(JAPANESE.whole(1_000_000)).isEqualTo("1,000,000");
        assertThat(ENGLISH.whole(0)).isEqualTo("0");
    }

    @Test
    void sharesArePercentages() {
        assertThat(ENGLISH.percent(0.04, 2)).isEqualTo("4.00%");
        assertThat(ENGLISH.basisPoints(5_000)).isEqualTo("50%");
        assertThat(ENGLISH.basisPoints(3_334)).isEqualTo("33.34%");
    }

    @Test
    void differencesOfSharesArePoints() {
        assertThat(ENGLISH.signedPoints(0.0023885753652990362, 2)).isEqualTo("+0.24 points");
        assertThat(ENGLISH.signedPoints(-0.008201298315205913, 2)).isEqualTo("−0.82 points");
        assertThat(JAPANESE.signedPoints(0.002, 1)).isEqualTo("+0.2 ポイント");
        assertThat(ENGLISH.points(0.005)).isEqualTo("0.5 points");
    }

    @Test
    void differencesCarryARealMinusAndZeroCarriesNoSign() {
        assertThat(ENGLISH.signedPercent(-0.123, 1)).isEqualTo("−12.3%");
        assertThat(ENGLISH.signedPercent(0.123, 1)).isEqualTo("+12.3%");
        assertThat(ENGLISH.signed(0.0001, 2)).isEqualTo("0.00");
        assertThat(ENGLISH.signed(-0.0001, 2)).isEqualTo("0.00");
        assertThat(ENGLISH.signed(-0.0, 1)).isEqualTo("0.0");
    }

    @Test
    void pValuesBelowOneInAThousandAreNotSpeltOut() {
        assertThat(ENGLISH.pValue(0.016891742982952387)).isEqualTo("p = 0.017");
        assertThat(ENGLISH.pValue(0.00099)).isEqualTo("p < 0.001");
        assertThat(ENGLISH.pValue(0.001)).isEqualTo("p = 0.001");
        assertThat(ENGLISH.pValue(0.9999)).isEqualTo("p > 0.999");
        assertThat(ENGLISH.pValue(null)).isEqualTo("–");
    }

    @Test
    void anIntervalGetsTwoSignificantDigitsOfItsHalfWidth() {
        assertThat(Formats.decimals(0.39)).isEqualTo(2);
        assertThat(Formats.decimals(0.039)).isEqualTo(3);
        assertThat(Formats.decimals(24)).isEqualTo(1);
        assertThat(Formats.decimals(0.000_001)).isEqualTo(4);
        assertThat(Formats.decimals(0)).isEqualTo(2);
        assertThat(Formats.decimals(Double.POSITIVE_INFINITY)).isEqualTo(2);
    }

    @Test
    void amountsKeepOnlyTheDecimalsTheyNeed() {
        assertThat(ENGLISH.amount(1391)).isEqualTo("1,391");
        assertThat(ENGLISH.amount(1234.5)).isEqualTo("1,234.5");
    }

    @Test
    void timesAreToldInTheSitesZoneAndTheReadersLanguage() {
        Instant instant = Instant.parse("2026-11-23T15:50:00Z");
        assertThat(ENGLISH.dateTime(instant)).isEqualTo("23 Nov 2026, 15:50 UTC");
        assertThat(JAPANESE.dateTime(instant)).isEqualTo("2026年11月24日 00:50 JST");
        assertThat(ENGLISH.date(instant)).isEqualTo("23 Nov 2026");
    }
}
