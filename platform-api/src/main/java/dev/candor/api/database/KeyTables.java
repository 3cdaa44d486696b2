package dev.candor.api.database;

import java.util.List;

/**
 * Writes tables of keys anew, so that no file of theirs holds what was destroyed: a row that was deleted or changed stays in its
 * page otherwise, even after a vacuum, until something else is written over it. What somebody still reads stays until the next
 * time.
 */
public final class KeyTables {

    private KeyTables() {}

    /** Rewrites small {@code tables}; in no transaction. Whoever wants to use them waits for some milliseconds. */
    public static void rewrite(Database database, List<String> tables) {
        database.query(handle -> {
            // A look at a table that takes long must not let everybody else queue behind this.
            handle.execute("set lock_timeout = '2s'");
            try {
                tables.forEach(table -> handle.execute("vacuum (full) " + table));
            } finally {
                handle.execute("reset lock_timeout");
            }
            return true;
        });
    }
}
