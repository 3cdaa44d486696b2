package dev.candor.api.ledger;

import dev.candor.api.database.CopiedRows;
import dev.candor.api.database.Database;
import dev.candor.api.eventstore.UnitId;
import dev.candor.domain.Coded;
import dev.candor.domain.event.Dimension;
import dev.candor.domain.journey.Contribution;
import dev.candor.domain.journey.MetricValue;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;

/** Contributions as rows: one statement for many. */
final class ContributionRows {

    private static final String WRITE = Database.sql("ledger/writeContributions");
    private static final String COLUMNS =
            "select unit, phase, variant, exposed_at, quarantined, dimensions, amounts, denominators, covariates, samples"
                    + " from contribution where experiment_id = ? and ";
    private static final int MOST_SPELLINGS = 5_000;
    private static final Long[] NONE = new Long[0];

    private ContributionRows() {}

    /** Those of {@code units} that contribute, all of one site. */
    static Map<UnitId, Contribution> of(
            Handle handle, int experimentId, List<Metric> metrics, Collection<UnitId> units) {
        Map<UnitId, Contribution> found = new HashMap<>();
        Connection connection = handle.getConnection();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS + "unit = any(?)")) {
            statement.setInt(1, experimentId);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", units.stream().map(UnitId::pseudonym).toArray(byte[][]::new)));
            int site = units.stream().mapToInt(UnitId::site).findFirst().orElse(0);
            read(statement, metrics, (unit, contribution) -> found.put(new UnitId(site, unit), contribution));
            return found;
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    /** Gives each contribution of the units in {@code [from, to)} to {@code taker}, in the order of the units. */
    static void between(
            Handle handle,
            int experimentId,
            List<Metric> metrics,
            byte[] from,
            byte[] to,
            BiConsumer<byte[], Contribution> taker) {
        String query = COLUMNS.replace("?", Integer.toString(experimentId)) + "unit >= " + CopiedRows.literal(from)
                + " and unit < " + CopiedRows.literal(to) + " order by unit";
        Map<String, Map<Dimension, String>> known = new HashMap<>();
        try (CopiedRows rows = new CopiedRows(handle.getConnection(), query)) {
            while (rows.next()) {
                byte[] unit = Objects.requireNonNull(rows.bytes());
                long phase = Objects.requireNonNull(rows.whole());
                String variant = Objects.requireNonNull(rows.text());
                taker.accept(
                        unit,
                        new Contribution(
                                (int) phase,
                                variant,
                                rows.moment(),
                                rows.truth(),
                                dimensions(known, rows.text()),
                                values(metrics, rows.wholes(), rows.wholes(), rows.wholes(), rows.wholes())));
            }
        }
    }

    static void write(Handle handle, int experimentId, Map<UnitId, Contribution> contributions) {
        if (contributions.isEmpty()) {
            return;
        }
        List<UnitId> units = new ArrayList<>(contributions.keySet());
        List<Contribution> rows = units.stream().map(contributions::get).toList();
        Connection connection = handle.getConnection();
        try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
            statement.setInt(1, experimentId);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", units.stream().map(UnitId::pseudonym).toArray(byte[][]::new)));
            Columns columns = new Columns(connection, statement);
            columns.set(3, "int4", rows, Contribution::phase);
            columns.set(4, "text", rows, Contribution::variant);
            columns.set(5, "timestamptz", rows, row -> Database.timestamp(row.exposedAt()));
            columns.set(6, "bool", rows, Contribution::quarantined);
            columns.set(7, "text", rows, row -> text(row.dimensions()));
            columns.set(8, "text", rows, row -> array(row, MetricValue::value));
            columns.set(9, "text", rows, row -> arrayUnlessZero(row, MetricValue::denominator));
            columns.set(10, "text", rows, row -> arrayUnlessZero(row, MetricValue::covariate));
            columns.set(11, "text", rows, ContributionRows::samples);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    static void remove(Handle handle, int experimentId, List<UnitId> units) {
        if (units.isEmpty()) {
            return;
        }
        Connection connection = handle.getConnection();
        try (PreparedStatement statement =
                connection.prepareStatement("delete from contribution where experiment_id = ? and unit = any(?)")) {
            statement.setInt(1, experimentId);
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "bytea", units.stream().map(UnitId::pseudonym).toArray(byte[][]::new)));
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    /** Sets columns as arrays. */
    record Columns(Connection connection, PreparedStatement statement) {
        <T> void set(int position, String type, List<T> rows, Function<T, @Nullable Object> column)
                throws SQLException {
            Object[] values = new Object[rows.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = column.apply(rows.get(i));
            }
            statement.setArray(position, connection.createArrayOf(type, values));
        }
    }

    private static void read(PreparedStatement statement, List<Metric> metrics, BiConsumer<byte[], Contribution> taker)
            throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            Map<String, Map<Dimension, String>> known = new HashMap<>();
            while (rows.next()) {
                taker.accept(
                        rows.getBytes(1),
                        new Contribution(
                                rows.getInt(2),
                                rows.getString(3),
                                rows.getObject(4, OffsetDateTime.class).toInstant(),
                                rows.getBoolean(5),
                                dimensions(known, rows.getString(6)),
                                values(metrics, longs(rows, 7), longs(rows, 8), longs(rows, 9), longs(rows, 10))));
            }
        }
    }

    private static Long[] longs(ResultSet rows, int column) throws SQLException {
        java.sql.Array array = rows.getArray(column);
        return array == null ? NONE : (Long[]) array.getArray();
    }

    /** The value of a quantile says how many samples are its own. */
    private static List<MetricValue> values(
            List<Metric> metrics,
            @Nullable Long[] amounts,
            @Nullable Long[] denominators,
            @Nullable Long[] covariates,
            @Nullable Long[] samples) {
        List<MetricValue> values = new ArrayList<>(amounts.length);
        int taken = 0;
        for (int i = 0; i < amounts.length; i++) {
            if (amounts[i] == null) {
                values.add(MetricValue.UNCOUNTED);
                continue;
            }
            int count = metrics.get(i).kind() == MetricKind.QUANTILE ? amounts[i].intValue() : 0;
            long denominator = denominators.length == 0 ? 0 : denominators[i];
            long covariate = covariates.length == 0 ? 0 : covariates[i];
            boolean isZero = amounts[i] == 0 && denominator == 0 && covariate == 0;
            values.add(
                    isZero
                            ? MetricValue.ZERO
                            : new MetricValue(
                                    true,
                                    amounts[i],
                                    denominator,
                                    covariate,
                                    List.of(Arrays.copyOfRange(samples, taken, taken + count))));
            taken += count;
        }
        return values;
    }

    private static String array(Contribution contribution, ToLongFunction<MetricValue> part) {
        return contribution.values().stream()
                .map(value -> value.counted() ? Long.toString(part.applyAsLong(value)) : "null")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static @Nullable String arrayUnlessZero(Contribution contribution, ToLongFunction<MetricValue> part) {
        return contribution.values().stream().allMatch(value -> part.applyAsLong(value) == 0)
                ? null
                : array(contribution, part);
    }

    private static @Nullable String samples(Contribution contribution) {
        String all = contribution.values().stream()
                .flatMap(value -> value.samples().stream())
                .map(sample -> Long.toString(sample))
                .collect(Collectors.joining(","));
        return all.isEmpty() ? null : "{" + all + "}";
    }

    /** A line for each, in the order of the menu; their values hold no line break. */
    private static @Nullable String text(Map<Dimension, String> dimensions) {
        return dimensions.isEmpty()
                ? null
                : new java.util.TreeMap<>(dimensions)
                        .entrySet().stream()
                                .map(known -> known.getKey().code() + "=" + known.getValue())
                                .collect(Collectors.joining("\n"));
    }

    /** The few spellings are read once. */
    private static Map<Dimension, String> dimensions(Map<String, Map<Dimension, String>> known, @Nullable String text) {
        if (known.size() > MOST_SPELLINGS) {
            known.clear();
        }
        return text == null ? Map.of() : known.computeIfAbsent(text, ContributionRows::dimensions);
    }

    private static Map<Dimension, String> dimensions(String text) {
        Map<Dimension, String> dimensions = new EnumMap<>(Dimension.class);
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            Coded.of(Dimension.class, line.substring(0, equals))
                    .ifPresent(dimension -> dimensions.put(dimension, line.substring(equals + 1)));
        });
        return Map.copyOf(dimensions);
    }
}
