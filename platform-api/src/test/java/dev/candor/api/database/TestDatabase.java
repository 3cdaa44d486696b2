package dev.candor.api.database;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The database of every test that starts the application: the server that operators get, empty at first. It is found
 * by the service loader, so no test names it.
 */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {

    private @Nullable EmbeddedPostgres server;

    @Override
    public Map<String, String> start() {
        Path folder = Path.of("target", "test-database");
        try {
            ServerBinaries.deleteTree(folder.resolve("postgresql").resolve("cluster"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server = EmbeddedPostgres.start(folder);
        return Map.of(
                "quarkus.datasource.jdbc.url", server.jdbcUrl(),
                "quarkus.datasource.username", server.username(),
                "quarkus.datasource.password", server.password(),
                "candor.data-dir", folder.toString());
    }

    @Override
    public void stop() {
        if (server != null) server.close();
    }
}
