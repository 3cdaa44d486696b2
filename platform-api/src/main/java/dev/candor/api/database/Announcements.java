package dev.candor.api.database;

import io.agroal.api.AgroalDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Consumer;
import org.postgresql.PGConnection;

/**
 * Hears of a change as soon as PostgreSQL announces it on a channel, and looks every now and then besides, in case an announcement
 * was lost. A thread of its own, which tries again when the database is away.
 */
public final class Announcements {

    /** How often one looks, if nothing is announced. */
    public static final int POLL_MILLISECONDS = 2_000;

    private static final int TRY_AGAIN_MILLISECONDS = 500;

    private final String channel;
    private final AgroalDataSource dataSource;
    private final int pollMilliseconds;
    private final Runnable look;
    private final Consumer<Exception> lost;
    private final Thread thread;
    private volatile boolean stopping;

    /**
     * @param look once at the start, and after each announcement or poll
     * @param lost gets why the database could not be asked
     */
    public Announcements(
            String channel,
            AgroalDataSource dataSource,
            int pollMilliseconds,
            Runnable look,
            Consumer<Exception> lost) {
        this.channel = channel;
        this.dataSource = dataSource;
        this.pollMilliseconds = pollMilliseconds;
        this.look = look;
        this.lost = lost;
        this.thread = new Thread(this::listen, channel + "-listener");
    }

    public void start() {
        thread.setDaemon(true);
        thread.start();
    }

    public void stop() throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join(POLL_MILLISECONDS * 2L);
    }

    private void listen() {
        while (!stopping) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + channel);
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (!stopping) {
                    look.run();
                    postgres.getNotifications(pollMilliseconds);
                }
                statement.execute("unlisten *");
            } catch (SQLException | RuntimeException e) {
                if (!stopping) {
                    lost.accept(e);
                    rest();
                }
            }
        }
    }

    private static void rest() {
        try {
            Thread.sleep(TRY_AGAIN_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
