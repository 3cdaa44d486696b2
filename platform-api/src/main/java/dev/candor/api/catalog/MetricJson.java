package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.Keys;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import java.math.BigDecimal;

/** Metrics as JSON. */
public final class MetricJson {

    private static final BigDecimal SMALLEST = new BigDecimal("0.000001");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000);

    private MetricJson() {}

    /** The metric {@code key} in {@code fields}; its faults are noted there. */
    public static Metric read(String key, Fields fields) {
        if (fields.has("key") && !fields.optionalText("key", 64).orElse("").equals(key)) {
            fields.fault("key", "must be the key in the address, or be left out");
        }
        MetricKind kind = fields.coded("kind", MetricKind.class);
        if (kind == MetricKind.RETENTION || kind == MetricKind.QUANTILE) {
            fields.fault("kind", kind.code() + " is not available in this release");
        }
        if (fields.has("value")
                && !fields.optionalText("value", 64).orElse("value").equals("value")) {
            fields.fault("value", "must be value: an event carries one value");
        }
        String denominator =
                kind == MetricKind.RATIO ? fields.text("denominatorEvent", Keys::isName, Keys.NAME_RULE) : null;
        return new Metric(
                key,
                kind,
                fields.text("event", Keys::isName, Keys.NAME_RULE),
                denominator,
                fields.coded("direction", Direction.class, Direction.INCREASE),
                fields.has("windowHours") ? Integer.valueOf((int) fields.whole("windowHours", 1, 8760)) : null,
                fields.decimal("cap", SMALLEST, LARGEST).orElse(null),
                fields.truth("covariate", false));
    }

    /** The same metric as JSON. */
    public static ObjectNode write(Metric metric) {
        return Json.object()
                .put("key", metric.key())
                .put("kind", metric.kind().code())
                .put("event", metric.event())
                .put("denominatorEvent", metric.denominatorEvent())
                .put("value", "value")
                .put("direction", metric.direction().code())
                .put("windowHours", metric.windowHours())
                .put("cap", metric.cap())
                .put("covariate", metric.covariate());
    }

    static Metric kept(com.fasterxml.jackson.databind.JsonNode node) {
        Fields fields = Fields.of(node);
        return read(fields.text("key", 64), fields);
    }
}
