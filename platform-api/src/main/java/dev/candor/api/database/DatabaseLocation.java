package dev.candor.api.database;

import java.nio.file.Path;

/** Where the data are kept, as the status page and the health check tell it. */
public sealed interface DatabaseLocation {

    /** The operator's own PostgreSQL, named by the Quarkus datasource properties. */
    record External() implements DatabaseLocation {}

    /** The PostgreSQL that came with the program. */
    record Embedded(Path dataDirectory) implements DatabaseLocation {}

    /** The one that this program uses. */
    static DatabaseLocation current() {
        String folder = System.getProperty(EmbeddedDatabase.RUNNING_IN);
        return folder == null ? new External() : new Embedded(Path.of(folder));
    }
}
