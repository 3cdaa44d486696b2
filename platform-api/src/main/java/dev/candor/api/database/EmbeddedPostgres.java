package dev.candor.api.database;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * A real PostgreSQL of Candor's own, for whoever has none: its data stay between runs, and only this machine reaches
 * it. It runs until it is closed; one that a killed Candor left behind is stopped by the next that opens its folder.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final int ATTEMPTS = 3;

    /** Crash recovery after a long busy time can take minutes. */
    private static final Duration START = Duration.ofMinutes(10);

    private final DataFolder folder;
    private final Path dataDirectory;
    private final SystemTools tools;
    private final int port;
    private final String password;
    private final Watch watch;

    private EmbeddedPostgres(Cluster cluster, Path dataDirectory, SystemTools tools, int port) throws IOException {
        this.folder = cluster.folder();
        this.dataDirectory = dataDirectory;
        this.tools = tools;
        this.port = port;
        this.password = cluster.password();
        this.watch = new Watch(cluster.path(), () -> {
            Postmaster.clearAway(cluster.path(), tools);
            launch(cluster, port);
        });
    }

    /**
     * Starts the server, after making its data if there are none.
     *
     * @param dataDirectory Candor's data folder; the server's files lie in {@code postgresql} below it
     * @throws CannotStartException if the folder cannot be used, is in use, or the server does not run here
     */
    public static EmbeddedPostgres start(Path dataDirectory) {
        return start(dataDirectory, SystemTools.ofThisMachine());
    }

    static EmbeddedPostgres start(Path dataDirectory, SystemTools tools) {
        DataFolder folder = DataFolder.take(dataDirectory);
        boolean started = false;
        try {
            Postmaster.clearAway(folder.cluster(), tools);
            ServerBinaries binaries = ServerBinaries.unpackedIn(folder.home());
            ServerAccount account = ServerAccount.choose(folder.home(), binaries, tools, isRoot());
            Cluster cluster = prepare(folder, binaries, account);
            int port = launch(cluster);
            EmbeddedPostgres server = new EmbeddedPostgres(cluster, dataDirectory.toRealPath(), tools, port);
            server.watch.start();
            started = true;
            return server;
        } catch (IOException e) {
            throw new CannotStartException(
                    "The embedded PostgreSQL cannot use its folder " + folder.home() + " (" + e + ").", e);
        } finally {
            if (!started) folder.close();
        }
    }

    private static Cluster prepare(DataFolder folder, ServerBinaries binaries, ServerAccount account)
            throws IOException {
        Files.createDirectories(folder.logs());
        Permissions.set(folder.logs(), "rwx------");
        account.own(folder.logs());
        if (Files.exists(folder.cluster())) account.own(folder.cluster());
        if (Files.exists(folder.password())) account.own(folder.password());
        Cluster cluster = new Cluster(folder, binaries, account);
        cluster.prepare();
        return cluster;
    }

    private static int launch(Cluster cluster) throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = freePort();
            try {
                launch(cluster, port);
                return port;
            } catch (CannotStartException e) {
                String reason = Files.exists(startLog(cluster)) ? Files.readString(startLog(cluster)) : "";
                boolean passing = reason.contains("could not bind") || reason.contains("shared memory block");
                if (attempt == ATTEMPTS || !passing) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void launch(Cluster cluster, int port) throws IOException {
        cluster.configure(port);
        Path log = startLog(cluster);
        Files.deleteIfExists(log);
        // pg_ctl gives the server a session of its own: Ctrl-C in the terminal must reach only Candor.
        Command.Outcome outcome = Command.run(
                cluster.account()
                        .command(
                                cluster.binaries().program("pg_ctl"),
                                "start",
                                "--wait",
                                "--timeout=" + START.toSeconds(),
                                "--pgdata=" + cluster.path(),
                                "--log=" + log),
                START.plusSeconds(10));
        if (!outcome.succeeded()) {
            throw new CannotStartException("The embedded PostgreSQL did not start (" + outcome.lastWords()
                    + "): its reasons are in " + log.getParent() + ".");
        }
    }

    private static Path startLog(Cluster cluster) {
        return cluster.folder().logs().resolve("start.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static boolean isRoot() {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("windows");
        return !windows && new UnixSystem().getUid() == 0;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** Changes from start to start. */
    public int port() {
        return port;
    }

    public String username() {
        return Cluster.USER;
    }

    public String password() {
        return password;
    }

    public Path dataDirectory() {
        return dataDirectory;
    }

    /** Stops the server: first as soon as all clients have left, then without waiting for them. The data stay. */
    @Override
    public void close() {
        watch.close();
        Postmaster.named(folder.cluster())
                .filter(Postmaster::isServing)
                .ifPresent(postmaster -> postmaster.stop(
                        tools,
                        List.of(
                                new Postmaster.Step("TERM", Duration.ofSeconds(5)),
                                new Postmaster.Step("INT", Duration.ofSeconds(30)),
                                new Postmaster.Step("QUIT", Duration.ofSeconds(10)))));
        folder.close();
    }
}
