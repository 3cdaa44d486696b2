package dev.candor.api.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Decides, before the framework starts, which database the program uses, and gives the framework an embedded one by
 * system properties if the operator has named none. It must not be a configuration source: those also run when the
 * program is built, and would bake the building machine's password into it.
 */
public final class EmbeddedDatabase {

    /** The system property that names the embedded server's data folder; unset if the database is the operator's. */
    static final String RUNNING_IN = "candor.database.running-in";

    private static final String URL = "quarkus.datasource.jdbc.url";
    private static final String PROGRAM_ENDED = "candor.database.program-ended";
    private static final Duration PATIENCE_WITH_PROGRAM = Duration.ofMinutes(1);

    private EmbeddedDatabase() {}

    /**
     * Starts the embedded server unless a database is configured, or this process runs one already (development mode
     * calls the program's entry anew at each reload, with new classes).
     *
     * @throws CannotStartException if it is needed and does not start
     */
    public static void startUnlessConfigured(Config config) {
        if (System.getProperty(RUNNING_IN) != null || isConfigured(config)) return;
        String folder = config.getOptionalValue("candor.data-dir", String.class).orElse("data");
        EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(folder));
        System.setProperty(URL, server.jdbcUrl());
        System.setProperty("quarkus.datasource.username", server.username());
        System.setProperty("quarkus.datasource.password", server.password());
        System.setProperty(RUNNING_IN, server.dataDirectory().toString());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopAfterProgram(server), "embedded-postgresql-stop"));
    }

    private static boolean isConfigured(Config config) {
        Optional<String> url = config.getOptionalValue(URL, String.class)
                .or(() -> config.getOptionalValue("quarkus.datasource.\"<default>\".jdbc.url", String.class));
        return url.isPresent();
    }

    /** Tells that nobody needs the database any more, so that a process on its way out may stop it. */
    public static void programHasEnded() {
        System.setProperty(PROGRAM_ENDED, "true");
    }

    /** Shutdown hooks run side by side: the program's own must be through before the database goes. */
    private static void stopAfterProgram(EmbeddedPostgres server) {
        long deadline = System.nanoTime() + PATIENCE_WITH_PROGRAM.toNanos();
        while (System.getProperty(PROGRAM_ENDED) == null && System.nanoTime() < deadline) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                break;
            }
        }
        server.close();
        // A program that hangs on its way out has nothing left to do without its database.
        if (System.getProperty(PROGRAM_ENDED) == null) Runtime.getRuntime().halt(1);
    }
}
