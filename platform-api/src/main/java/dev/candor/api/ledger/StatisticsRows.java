package dev.candor.api.ledger;

import dev.candor.api.database.Database;
import dev.candor.api.ledger.ContributionRows.Columns;
import dev.candor.api.ledger.Statistics.Cell;
import dev.candor.api.ledger.Statistics.Visitors;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/** Statistics as rows, shard by shard: one statement for many. */
final class StatisticsRows {

    private static final String ADD_STATISTICS = Database.sql("ledger/addStatistics");
    private static final String ADD_VISITORS = Database.sql("ledger/addVisitors");
    private static final String SUMS =
            "sum(units) as units, sum(sum_y) as sum_y, sum(sum_yy) as sum_yy, sum(sum_d) as sum_d,"
                    + " sum(sum_dd) as sum_dd, sum(sum_yd) as sum_yd, sum(sum_x) as sum_x, sum(sum_xx) as sum_xx,"
                    + " sum(sum_xy) as sum_xy";

    private StatisticsRows() {}

    private record VisitorsRow(int shard, Part part, String variant, Visitors count) {}

    private record CellRow(int shard, Part part, Cell cell, Totals totals) {}

    /** Adds differences to the statistics of some shards. */
    static void add(Handle handle, int experimentId, Map<Integer, PartedStatistics> differences) {
        List<VisitorsRow> visitors = new ArrayList<>();
        List<CellRow> cells = new ArrayList<>();
        differences.forEach((shard, difference) -> difference.content().forEach((part, statistics) -> {
            statistics
                    .visitors()
                    .forEach((variant, count) -> visitors.add(new VisitorsRow(shard, part, variant, count)));
            statistics.totals().forEach((cell, totals) -> cells.add(new CellRow(shard, part, cell, totals)));
        }));
        try {
            addVisitors(handle, experimentId, visitors);
            addCells(handle, experimentId, cells);
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    private static void addVisitors(Handle handle, int experimentId, List<VisitorsRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = handle.getConnection().prepareStatement(ADD_VISITORS)) {
            statement.setInt(1, experimentId);
            Columns columns = new Columns(handle.getConnection(), statement);
            columns.set(2, "int4", rows, row -> row.shard());
            columns.set(3, "int4", rows, row -> row.part().phase());
            columns.set(4, "text", rows, row -> row.part().dimension());
            columns.set(5, "text", rows, row -> row.part().value());
            columns.set(6, "text", rows, VisitorsRow::variant);
            columns.set(7, "int8", rows, row -> row.count().counted());
            columns.set(8, "int8", rows, row -> row.count().quarantined());
            statement.executeUpdate();
        }
    }

    private static void addCells(Handle handle, int experimentId, List<CellRow> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = handle.getConnection().prepareStatement(ADD_STATISTICS)) {
            statement.setInt(1, experimentId);
            Columns columns = new Columns(handle.getConnection(), statement);
            columns.set(2, "int4", rows, row -> row.shard());
            columns.set(3, "int4", rows, row -> row.part().phase());
            columns.set(4, "text", rows, row -> row.part().dimension());
            columns.set(5, "text", rows, row -> row.part().value());
            columns.set(6, "text", rows, row -> row.cell().variant());
            columns.set(7, "text", rows, row -> row.cell().metric());
            columns.set(8, "int8", rows, row -> row.totals().units());
            List<Function<Totals, BigInteger>> sums = List.of(
                    Totals::y, Totals::yy, Totals::d, Totals::dd, Totals::yd, Totals::x, Totals::xx, Totals::xy);
            for (int i = 0; i < sums.size(); i++) {
                Function<Totals, BigInteger> sum = sums.get(i);
                columns.set(9 + i, "numeric", rows, row -> new BigDecimal(sum.apply(row.totals())));
            }
            statement.executeUpdate();
        }
    }

    /** The statistics of one part over all shards. */
    static Statistics of(Handle handle, int experimentId, Part part) {
        PartedStatistics found = read(
                handle,
                "phase = :phase and dimension = :dimension and value = :value",
                query -> query.bind("id", experimentId)
                        .bind("phase", part.phase())
                        .bind("dimension", part.dimension())
                        .bind("value", part.value()));
        return found.part(part);
    }

    /** The statistics of each value of a dimension over all shards. */
    static Map<Part, Statistics> of(Handle handle, int experimentId, int phase, String dimension) {
        return read(
                        handle,
                        "phase = :phase and dimension = :dimension",
                        query -> query.bind("id", experimentId)
                                .bind("phase", phase)
                                .bind("dimension", dimension))
                .parts();
    }

    /** How many visitors each value of every dimension has in a phase, over all shards; no other sums. */
    static Map<Part, Statistics> visitors(Handle handle, int experimentId, int phase) {
        PartedStatistics found = new PartedStatistics();
        readVisitors(
                handle,
                found,
                "phase = :phase and dimension <> ''",
                query -> query.bind("id", experimentId).bind("phase", phase));
        return found.parts();
    }

    /** All statistics of one shard. */
    static PartedStatistics ofShard(Handle handle, int experimentId, int shard) {
        return read(
                handle,
                "shard = :shard",
                query -> query.bind("id", experimentId).bind("shard", shard));
    }

    /** All statistics over all shards. */
    static PartedStatistics of(Handle handle, int experimentId) {
        return read(handle, "true", query -> query.bind("id", experimentId));
    }

    static void removeShard(Handle handle, int experimentId, int shard) {
        handle.execute("delete from variant_total where experiment_id = ? and shard = ?", experimentId, shard);
        handle.execute("delete from sufficient_statistics where experiment_id = ? and shard = ?", experimentId, shard);
    }

    private static PartedStatistics read(Handle handle, String which, Function<Query, Query> bound) {
        PartedStatistics found = new PartedStatistics();
        readVisitors(handle, found, which, bound);
        bound.apply(handle.createQuery("select phase, dimension, value, variant, metric, " + SUMS
                        + " from sufficient_statistics where experiment_id = :id and " + which
                        + " group by phase, dimension, value, variant, metric"))
                .map((row, context) -> {
                    found.part(part(row)).put(new Cell(row.getString("variant"), row.getString("metric")), totals(row));
                    return true;
                })
                .list();
        return found;
    }

    private static void readVisitors(
            Handle handle, PartedStatistics found, String which, Function<Query, Query> bound) {
        bound.apply(handle.createQuery("select phase, dimension, value, variant, sum(visitors) as visitors,"
                        + " sum(quarantined) as quarantined from variant_total where experiment_id = :id and " + which
                        + " group by phase, dimension, value, variant"))
                .map((row, context) -> {
                    found.part(part(row))
                            .put(
                                    row.getString("variant"),
                                    new Visitors(row.getLong("visitors"), row.getLong("quarantined")));
                    return true;
                })
                .list();
    }

    private static Part part(ResultSet row) throws SQLException {
        return new Part(row.getInt("phase"), row.getString("dimension"), row.getString("value"));
    }

    private static Totals totals(ResultSet row) throws SQLException {
        return new Totals(
                row.getLong("units"),
                whole(row, "sum_y"),
                whole(row, "sum_yy"),
                whole(row, "sum_d"),
                whole(row, "sum_dd"),
                whole(row, "sum_yd"),
                whole(row, "sum_x"),
                whole(row, "sum_xx"),
                whole(row, "sum_xy"));
    }

    private static BigInteger whole(ResultSet row, String column) throws SQLException {
        return row.getBigDecimal(column).toBigIntegerExact();
    }
}
