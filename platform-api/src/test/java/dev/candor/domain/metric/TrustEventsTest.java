package dev.candor.domain.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ready-made trust metrics as one table: which way is harm, and how much of it a plan tolerates by default. */
class TrustEventsTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # metric,             harm, margin, kind,       may guard, zero without personalization, of nobody
            consent_refused,      up,   0.02,   CONVERSION, true,  true,  true
            ask_declined,         up,   0.02,   CONVERSION, true,  true,  false
            consent_withdrawn,    up,   0.005,  CONVERSION, true,  true,  true
            personalization_off,  up,   0.005,  CONVERSION, true,  true,  true
            why_opened,           up,   -,      CONVERSION, false, false, false
            data_erased,          up,   0.001,  CONVERSION, true,  true,  true
            data_exported,        up,   0.001,  CONVERSION, true,  true,  false
            feedback_negative,    up,   0.005,  CONVERSION, true,  false, false
            bounce,               up,   0.01,   CONVERSION, true,  false, false
            rage_exit,            up,   0.01,   CONVERSION, true,  false, false
            feedback,             down, 0.2,    MEAN,       true,  false, false
            return_visit,         down, 0.01,   RETENTION,  true,  false, false
            standard_shown,       up,   -,      CONVERSION, false, false, false
            panel_opened,         up,   -,      CONVERSION, false, false, false
            ask_shown,            down, -,      CONVERSION, false, false, false
            ask_answered,         down, -,      CONVERSION, false, false, false
            feedback_shown,       down, -,      CONVERSION, false, false, false
            """)
    void table(
            String key, String harm, BigDecimal margin, MetricKind kind, boolean guards, boolean zero, boolean nobody) {
        Metric metric = TrustEvents.metric(key).orElseThrow();
        assertThat(metric.direction()).isEqualTo(harm.equals("up") ? Direction.DECREASE : Direction.INCREASE);
        assertThat(TrustEvents.defaultMargin(key).map(Margin::amount).orElse(null))
                .isEqualTo(margin);
        assertThat(TrustEvents.defaultMargin(key).filter(Margin::relative)).isEmpty();
        assertThat(metric.kind()).isEqualTo(kind);
        assertThat(!TrustEvents.isAmbiguous(key)).isEqualTo(guards);
        assertThat(TrustEvents.isZeroWithoutPersonalization(key)).isEqualTo(zero);
        assertThat(TrustEvents.isOfNobody(key)).isEqualTo(nobody);
        assertThat(metric.takesSignalsOfNobody()).isEqualTo(kind == MetricKind.CONVERSION);
    }

    @Test
    void noMetricIsMissingInTheTable() {
        assertThat(TrustEvents.all()).hasSize(17);
        assertThat(TrustEvents.all())
                .allSatisfy((key, metric) -> assertThat(metric.key()).isEqualTo(key));
        assertThat(TrustEvents.all().keySet())
                .filteredOn(TrustEvents::isWatchedFor)
                .containsExactlyInAnyOrder("bounce", "rage_exit", "return_visit");
    }
}
