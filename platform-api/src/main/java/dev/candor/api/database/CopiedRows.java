package dev.candor.api.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a query by binary COPY: for millions of them, of which one is in memory at a time. A row's columns are read in
 * their order, each once. The connection can do nothing else until this is closed.
 */
public final class CopiedRows implements AutoCloseable {

    /** The signature, the flags, and how long what follows them is. */
    private static final int HEADER = 11 + 4 + 4;

    private static final long MICROS_TO_2000 = 946_684_800_000_000L;
    private static final int WORDS = 1024;

    private final CopyOut copy;
    private ByteBuffer row = ByteBuffer.allocate(0);
    private boolean begun;
    private boolean ended;
    /** Short texts recur: each is made once. */
    private final byte[][] spellings = new byte[WORDS][];

    private final String[] words = new String[WORDS];

    /** @param query complete: COPY takes no parameters, so nothing that a stranger wrote may stand in it */
    public CopiedRows(Connection connection, String query) {
        try {
            copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + query + ") to stdout (format binary)");
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    /** A sequence of bytes as it may stand in a query. */
    public static String literal(byte[] bytes) {
        return "'\\x" + java.util.HexFormat.of().formatHex(bytes) + "'::bytea";
    }

    /** Goes on to the next row; false when there is none. */
    public boolean next() {
        try {
            byte[] message = ended ? null : copy.readFromCopy();
            if (message == null) {
                ended = true;
                return false;
            }
            row = ByteBuffer.wrap(message);
            if (!begun) {
                row.position(HEADER + row.getInt(HEADER - 4));
                begun = true;
            }
            // What stands after the last row has -1 columns; then the answer's end is still to be read.
            return row.getShort() >= 0 || next();
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }

    public byte @Nullable [] bytes() {
        int length = row.getInt();
        if (length < 0) {
            return null;
        }
        byte[] value = new byte[length];
        row.get(value);
        return value;
    }

    public @Nullable String text() {
        int length = row.getInt();
        if (length < 0) {
            return null;
        }
        int from = row.arrayOffset() + row.position();
        row.position(row.position() + length);
        byte[] array = row.array();
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + array[i];
        }
        int place = (hash ^ (hash >>> 16)) & (WORDS - 1);
        byte[] spelling = spellings[place];
        if (spelling == null || !Arrays.equals(spelling, 0, spelling.length, array, from, from + length)) {
            spellings[place] = Arrays.copyOfRange(array, from, from + length);
            words[place] = new String(array, from, length, UTF_8);
        }
        return words[place];
    }

    /** An int or a bigint. */
    public @Nullable Long whole() {
        return switch (row.getInt()) {
            case 4 -> Long.valueOf(row.getInt());
            case 8 -> row.getLong();
            default -> null;
        };
    }

    public boolean truth() {
        row.getInt();
        return row.get() != 0;
    }

    public UUID uuid() {
        row.getInt();
        return new UUID(row.getLong(), row.getLong());
    }

    /** A timestamptz. */
    public Instant moment() {
        row.getInt();
        long micros = row.getLong() + MICROS_TO_2000;
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    /** A bigint[] of one dimension; empty for null. */
    public @Nullable Long[] wholes() {
        int length = row.getInt();
        if (length < 0) {
            return new Long[0];
        }
        int dimensions = row.getInt();
        row.getLong(); // whether there are nulls, and of which type it is
        @Nullable Long[] values = new Long[dimensions == 0 ? 0 : row.getInt()];
        if (dimensions > 0) {
            row.getInt(); // where it begins
        }
        for (int i = 0; i < values.length; i++) {
            values[i] = whole();
        }
        return values;
    }

    /** Reads what is left: a cancellation that comes too late would meet the connection's next statement. */
    @Override
    public void close() {
        try {
            while (!ended && copy.readFromCopy() != null) {
                // thrown away
            }
            ended = true;
        } catch (SQLException e) {
            throw new UnableToExecuteStatementException(e, null);
        }
    }
}
