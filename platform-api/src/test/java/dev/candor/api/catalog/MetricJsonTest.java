package dev.candor.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.Fault;
import dev.candor.domain.metric.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricJsonTest {

    private static Fields fields(String json) {
        return Fields.of(Json.kept(json));
    }

    private static List<Fault> faults(String json) {
        Fields fields = fields(json);
        MetricJson.read("m", fields);
        return fields.faults();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kind\": \"retention\", \"event\": \"visit\", \"retentionDays\": [1, 2]}",
                "{\"kind\": \"retention\", \"event\": \"visit\", \"retentionDays\": [364, 365], \"covariate\": true}",
                "{\"kind\": \"quantile\", \"event\": \"load\", \"quantile\": 0.000001, \"windowHours\": 24}",
                "{\"kind\": \"quantile\", \"event\": \"load\", \"quantile\": 0.999999}",
                "{\"kind\": \"sum\", \"event\": \"purchase\", \"cap\": {\"percentile\": 50}}",
                "{\"kind\": \"count\", \"event\": \"purchase\", \"cap\": {\"percentile\": 99.999999}}",
                "{\"kind\": \"mean\", \"event\": \"purchase\", \"cap\": 500}"
            })
    void metricIsWrittenAsItWasRead(String json) {
        assertThat(faults(json)).isEmpty();
        Metric metric = MetricJson.read("m", fields(json));
        assertThat(MetricJson.kept(MetricJson.write(metric))).isEqualTo(metric);
    }

    @Test
    void daysOfARetentionAreTwoAndInOrder() {
        for (String days : List.of("[1]", "[0, 7]", "[7, 7]", "[1, 366]", "[1, 2, 3]", "[1.5, 7]", "[]", "7")) {
            assertThat(faults("{\"kind\": \"retention\", \"event\": \"visit\", \"retentionDays\": " + days + "}"))
                    .as(days)
                    .extracting(Fault::field)
                    .contains("/retentionDays");
        }
        assertThat(faults("{\"kind\": \"retention\", \"event\": \"visit\"}"))
                .extracting(Fault::field)
                .containsExactly("/retentionDays");
        assertThat(
                        faults(
                                "{\"kind\": \"retention\", \"event\": \"visit\", \"retentionDays\": [1, 7], \"windowHours\": 24}"))
                .extracting(Fault::field)
                .containsExactly("/windowHours");
    }

    @Test
    void quantileLiesBetweenZeroAndOne() {
        for (String quantile : List.of("0", "1", "90", "\"0.9\"", "null")) {
            assertThat(faults("{\"kind\": \"quantile\", \"event\": \"load\", \"quantile\": " + quantile + "}"))
                    .as(quantile)
                    .extracting(Fault::field)
                    .containsExactly("/quantile");
        }
    }

    @Test
    void percentileOfACapLiesFromFiftyUpToAHundred() {
        for (String percentile : List.of("49.999999", "100", "\"99\"")) {
            assertThat(faults("{\"kind\": \"sum\", \"event\": \"purchase\", \"cap\": {\"percentile\": " + percentile
                            + "}}"))
                    .as(percentile)
                    .extracting(Fault::field)
                    .containsExactly("/cap/percentile");
        }
        assertThat(faults("{\"kind\": \"sum\", \"event\": \"purchase\", \"cap\": {}}"))
                .extracting(Fault::field)
                .containsExactly("/cap/percentile");
        assertThat(faults("{\"kind\": \"ratio\", \"event\": \"a\", \"denominatorEvent\": \"b\","
                        + " \"cap\": {\"percentile\": 99}}"))
                .extracting(Fault::field)
                .containsExactly("/cap");
    }

    @Test
    void whatBelongsToOneKindIsRefusedOnOthers() {
        assertThat(faults("{\"kind\": \"sum\", \"event\": \"purchase\", \"retentionDays\": [1, 7], \"quantile\": 0.9}"))
                .extracting(Fault::field)
                .containsExactlyInAnyOrder("/retentionDays", "/quantile");
    }
}
