package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.Keys;
import dev.candor.domain.metric.Direction;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.Metric.Days;
import dev.candor.domain.metric.MetricKind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Metrics as JSON. */
public final class MetricJson {

    private static final BigDecimal SMALLEST = new BigDecimal("0.000001");
    private static final BigDecimal LARGEST = BigDecimal.valueOf(1_000_000_000);
    private static final BigDecimal LOWEST_PERCENTILE = BigDecimal.valueOf(50);
    private static final BigDecimal HIGHEST_PERCENTILE = new BigDecimal("99.999999");
    private static final Set<MetricKind> CAPPED_BY_PERCENTILE =
            Set.of(MetricKind.COUNT, MetricKind.SUM, MetricKind.MEAN);
    private static final int MOST_DAYS = 365;

    private MetricJson() {}

    /** The metric {@code key} in {@code fields}; its faults are noted there. */
    public static Metric read(String key, Fields fields) {
        if (fields.has("key") && !fields.optionalText("key", 64).orElse("").equals(key)) {
            fields.fault("key", "must be the key in the address, or be left out");
        }
        MetricKind kind = fields.coded("kind", MetricKind.class);
        if (fields.has("value")
                && !fields.optionalText("value", 64).orElse("value").equals("value")) {
            fields.fault("value", "must be value: an event carries one value");
        }
        String denominator =
                kind == MetricKind.RATIO ? fields.text("denominatorEvent", Keys::isName, Keys.NAME_RULE) : null;
        if (kind == MetricKind.RETENTION && fields.has("windowHours")) {
            fields.fault("windowHours", "is not for a retention: retentionDays say when the visitor must come back");
        }
        BigDecimal percentile = capPercentile(kind, fields);
        return new Metric(
                key,
                kind,
                fields.text("event", Keys::isName, Keys.NAME_RULE),
                denominator,
                fields.coded("direction", Direction.class, Direction.INCREASE),
                fields.has("windowHours") ? Integer.valueOf((int) fields.whole("windowHours", 1, 8760)) : null,
                isPercentile(fields)
                        ? null
                        : fields.decimal("cap", SMALLEST, LARGEST).orElse(null),
                percentile,
                retention(kind, fields),
                quantile(kind, fields),
                fields.truth("covariate", false));
    }

    /** A cap is a number, or {@code {"percentile": 99}}. */
    private static boolean isPercentile(Fields fields) {
        JsonNode cap = fields.raw("cap");
        return cap != null && cap.isObject();
    }

    private static @Nullable BigDecimal capPercentile(MetricKind kind, Fields fields) {
        if (!isPercentile(fields)) {
            return null;
        }
        if (!CAPPED_BY_PERCENTILE.contains(kind)) {
            fields.fault("cap", "by a percentile is for metrics of kind count, sum and mean");
        }
        Fields cap = fields.object("cap").orElseThrow();
        Optional<BigDecimal> percentile = cap.decimal("percentile", LOWEST_PERCENTILE, HIGHEST_PERCENTILE);
        if (!cap.has("percentile")) {
            cap.fault("percentile", "is needed: a number from 50 to 99.999999");
        }
        return percentile.orElse(null);
    }

    private static @Nullable Days retention(MetricKind kind, Fields fields) {
        List<Integer> days = new ArrayList<>();
        for (JsonNode day : fields.array("retentionDays", 2)) {
            days.add(day.isInt() ? day.intValue() : -1);
        }
        if (kind != MetricKind.RETENTION) {
            if (fields.has("retentionDays")) {
                fields.fault("retentionDays", "is for metrics of kind retention alone");
            }
            return null;
        }
        if (days.size() != 2 || days.get(0) < 1 || days.get(1) <= days.get(0) || days.get(1) > MOST_DAYS) {
            fields.fault(
                    "retentionDays",
                    "must be two whole numbers of days, for example [1, 7]: from 1 on, the second above the first, at most "
                            + MOST_DAYS);
            return null;
        }
        return new Days(days.get(0), days.get(1));
    }

    private static @Nullable BigDecimal quantile(MetricKind kind, Fields fields) {
        Optional<BigDecimal> quantile = fields.decimal("quantile", SMALLEST, BigDecimal.ONE.subtract(SMALLEST));
        if (kind != MetricKind.QUANTILE) {
            if (fields.has("quantile")) {
                fields.fault("quantile", "is for metrics of kind quantile alone");
            }
            return null;
        }
        if (!fields.has("quantile")) {
            fields.fault("quantile", "is needed: a number between 0 and 1, for example 0.9");
        }
        return quantile.orElse(null);
    }

    /** The same metric as JSON. */
    public static ObjectNode write(Metric metric) {
        ObjectNode node = Json.object()
                .put("key", metric.key())
                .put("kind", metric.kind().code())
                .put("event", metric.event())
                .put("denominatorEvent", metric.denominatorEvent())
                .put("value", "value")
                .put("direction", metric.direction().code())
                .put("windowHours", metric.windowHours());
        if (metric.capPercentile() == null) {
            node.put("cap", metric.cap());
        } else {
            node.putObject("cap").put("percentile", metric.capPercentile());
        }
        if (metric.retention() != null) {
            node.putArray("retentionDays")
                    .add(metric.retention().from())
                    .add(metric.retention().to());
        }
        if (metric.quantile() != null) {
            node.put("quantile", metric.quantile());
        }
        if (metric.epsilon() != null) {
            node.put("epsilon", metric.epsilon());
        }
        return node.put("covariate", metric.covariate());
    }

    static Metric kept(JsonNode node) {
        Fields fields = Fields.of(node);
        return read(fields.text("key", 64), fields)
                .withEpsilon(
                        node.path("epsilon").isNumber() ? node.get("epsilon").decimalValue() : null);
    }
}
