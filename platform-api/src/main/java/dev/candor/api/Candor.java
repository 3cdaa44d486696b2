package dev.candor.api;

import dev.candor.api.access.ClosingTime;
import dev.candor.api.database.AwaitedDatabase;
import dev.candor.api.database.CannotStartException;
import dev.candor.api.database.EmbeddedDatabase;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import io.quarkus.runtime.util.ExceptionUtil;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The program's entry: sees that there is a port and a database, then runs the application until it is told to stop. */
@QuarkusMain
public final class Candor {

    public static void main(String... args) {
        try {
            // Read here once for ourselves: environment, system properties, files and profiles, as Quarkus will.
            Config config = ConfigUtils.configBuilder().build();
            if (LaunchMode.current() == LaunchMode.NORMAL) refuseBusyPort(config);
            EmbeddedDatabase.startUnlessConfigured(config);
            if (LaunchMode.current() == LaunchMode.NORMAL) AwaitedDatabase.awaitUnlessThere(config);
            // Development mode ends and begins again in one process, so there the database waits only for its clients.
            if (LaunchMode.current() == LaunchMode.DEVELOPMENT) EmbeddedDatabase.programHasEnded();
        } catch (CannotStartException e) {
            System.err.println(e.getMessage());
            EmbeddedDatabase.programHasEnded();
            System.exit(1);
        }
        Quarkus.run(ClosingTime.class, Candor::end, args);
    }

    /** Quarkus would say it too, but only after the database has been started. */
    private static void refuseBusyPort(Config config) {
        int port = config.getOptionalValue("quarkus.http.port", Integer.class).orElse(8080);
        String host = config.getOptionalValue("quarkus.http.host", String.class).orElse("0.0.0.0");
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new CannotStartException(busy(port), e);
        }
    }

    private static String busy(int port) {
        return "Port " + port
                + " is in use by another program: stop that one, or name another port with QUARKUS_HTTP_PORT.";
    }

    private static void end(int exitCode, @Nullable Throwable failure) {
        if (failure != null) {
            Throwable cause = ExceptionUtil.getRootCause(failure);
            if (cause instanceof QuarkusBindException taken) {
                System.err.println(busy(taken.getPort()));
            } else if (isUnreachable(failure)) {
                System.err.println("The database cannot be used (" + cause.getMessage()
                        + "): check QUARKUS_DATASOURCE_JDBC_URL, _USERNAME and _PASSWORD, and that it runs.");
            } else {
                Logger.getLogger(Candor.class).error("Candor could not start", failure);
            }
        }
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) return; // A reload: the next one needs the database.
        EmbeddedDatabase.programHasEnded();
        System.exit(exitCode);
    }

    /** Whether it failed at the database's door: no connection, no such user or wrong password, no such database. */
    private static boolean isUnreachable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException e && e.getSQLState() != null) {
                String kind = e.getSQLState().substring(0, 2);
                return kind.equals("08") || kind.equals("28") || kind.equals("3D");
            }
        }
        return false;
    }
}
