package dev.candor.api.database;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.locator.ClasspathSqlLocator;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jspecify.annotations.Nullable;

/** The one way to the database. Long statements stand in files below {@code sql/}, named after the method that runs them. */
@ApplicationScoped
public class Database {

    private static final ClasspathSqlLocator LOCATOR = ClasspathSqlLocator.create();

    private final Jdbi jdbi;

    Database(AgroalDataSource dataSource) {
        jdbi = Jdbi.create(dataSource);
        // Messages of failures go to the log, where no value belongs.
        jdbi.configure(StatementExceptions.class, e -> e.setMessageRendering(MessageRendering.NONE));
        jdbi.registerArrayType(String.class, "text");
        jdbi.registerArrayType(Long.class, "bigint");
        jdbi.registerArrayType(Integer.class, "integer");
    }

    /** Runs {@code work} on a connection; within a service's transaction on that one. */
    public <T> T query(Function<Handle, T> work) {
        return jdbi.withHandle(work::apply);
    }

    /** Runs {@code work} in a transaction of its own, which is over when this returns. */
    public <T> T transaction(Function<Handle, T> work) {
        return jdbi.inTransaction(work::apply);
    }

    /** A connection beside that of the thread's work, in a transaction; to be rolled back and closed. */
    public Handle reader() {
        return jdbi.open().begin();
    }

    /** The statement in {@code sql/PATH.sql}, for example {@code eventstore/append}. */
    public static String sql(String path) {
        return LOCATOR.getResource(Database.class.getClassLoader(), "sql/" + path + ".sql");
    }

    /** Whether {@code failure} came about because the database does not answer, or takes nobody in. */
    public static boolean isAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e) {
                String state = e.getSQLState();
                // Agroal says that it got no connection in time without a state.
                if (state == null ? String.valueOf(e.getMessage()).contains("timeout") : isAway(state)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Connection failures; an operator's intervention such as a shutdown or a start; too many connections. */
    private static boolean isAway(String sqlState) {
        return sqlState.startsWith("08") || sqlState.startsWith("57P") || sqlState.equals("53300");
    }

    /** Byte strings as an array that the driver takes. */
    public static Argument byteas(byte[][] values) {
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf("bytea", values));
    }

    /** A moment as the driver takes it. */
    public static @Nullable OffsetDateTime timestamp(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
