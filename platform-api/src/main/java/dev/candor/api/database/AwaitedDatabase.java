package dev.candor.api.database;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.microprofile.config.Config;

/**
 * Decides, before the framework starts, whether the program starts without its database: when the operator's does not
 * answer, and this node has a local copy of the rulesets to decide by. As in {@link EmbeddedDatabase}, what is decided is
 * told to the framework by system properties.
 */
public final class AwaitedDatabase {

    /** The name of the local copy in the data folder. */
    public static final String COPY = "rulesets.json";

    private static final String AWAITED = "candor.database.awaited";
    private static final String SECONDS = "5";

    private AwaitedDatabase() {}

    /** Lets the program start without a database that does not answer, if this node can decide without it. */
    public static void awaitUnlessThere(Config config) {
        Optional<String> url = config.getOptionalValue("quarkus.datasource.jdbc.url", String.class);
        if (url.isEmpty() || System.getProperty(EmbeddedDatabase.RUNNING_IN) != null) return;
        Path copy = Path.of(
                        config.getOptionalValue("candor.data-dir", String.class).orElse("data"))
                .resolve(COPY);
        if (!Files.isReadable(copy) || !isAway(url.get(), config)) return;
        System.setProperty(AWAITED, "true");
        System.setProperty("quarkus.flyway.migrate-at-start", "false");
        System.err.println("The database does not answer: deciding from the local copy " + copy
                + " until it is back. No events are taken, and nothing can be changed.");
    }

    /** Whether the program started without its database. */
    static boolean isAwaited() {
        return Boolean.getBoolean(AWAITED);
    }

    private static boolean isAway(String url, Config config) {
        Properties properties = new Properties();
        config.getOptionalValue("quarkus.datasource.username", String.class)
                .ifPresent(user -> properties.setProperty("user", user));
        config.getOptionalValue("quarkus.datasource.password", String.class)
                .ifPresent(password -> properties.setProperty("password", password));
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("loginTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
        try (Connection connection = DriverManager.getConnection(url, properties)) {
            return !connection.isValid(1);
        } catch (SQLException e) {
            return Database.isAway(e);
        }
    }
}
