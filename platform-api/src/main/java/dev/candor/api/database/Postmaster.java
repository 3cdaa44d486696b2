package dev.candor.api.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * A running server's first process, which all its others follow. It is known by the file it keeps in its cluster, not
 * as a child of ours: the server outlives a Candor that was killed, and the next one must find it.
 */
record Postmaster(Path cluster, long pid, int port) {

    private static final String PID_FILE = "postmaster.pid";

    /** The one that the cluster's file names; it may be long gone. */
    static Optional<Postmaster> named(Path cluster) {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve(PID_FILE));
            int port = lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
            return Optional.of(
                    new Postmaster(cluster, Long.parseLong(lines.getFirst().strip()), port));
        } catch (IOException | NumberFormatException | NoSuchElementException e) {
            return Optional.empty();
        }
    }

    /**
     * Stops a server that a killed Candor has left behind, and removes the file of one that died with the machine,
     * whose number may by now belong to a stranger. Only for whoever has taken the data folder.
     */
    static void clearAway(Path cluster, SystemTools tools) throws IOException {
        Optional<Postmaster> found = named(cluster);
        if (found.isEmpty()) return;
        Postmaster orphan = found.get();
        if (orphan.isServing()) {
            if (!orphan.stop(
                    tools,
                    List.of(new Step("INT", Duration.ofSeconds(20)), new Step("QUIT", Duration.ofSeconds(10))))) {
                throw new CannotStartException("A PostgreSQL left behind by an earlier Candor (process " + orphan.pid
                        + ") does not stop: end that process, then start again.");
            }
        } else if (orphan.isKnownToBeAnother()) {
            Files.deleteIfExists(cluster.resolve(PID_FILE));
        }
    }

    /** Whether the process is alive and serves this very cluster. */
    boolean isServing() {
        return commandLine().map(line -> line.contains(cluster.toString())).orElse(false);
    }

    private boolean isKnownToBeAnother() {
        return ProcessHandle.of(pid).isEmpty()
                || commandLine().map(line -> !line.contains(cluster.toString())).orElse(false);
    }

    private Optional<String> commandLine() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine());
    }

    /** A request to stop and how long to wait for it. TERM waits for clients to leave, INT sends them away, QUIT drops everything. */
    record Step(String signal, Duration patience) {}

    /** Tries the steps in turn; false if the server still runs after the last. */
    boolean stop(SystemTools tools, List<Step> steps) {
        for (Step step : steps) {
            signal(step.signal(), tools);
            if (isGoneWithin(step.patience())) return true;
        }
        return false;
    }

    private void signal(String name, SystemTools tools) {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isEmpty()) return;
        // Windows has no signals: there PostgreSQL's own program, beside the server's, sends what stands for them.
        String kill = tools.find("kill").orElse("kill");
        Optional<Path> server = process.get().info().command().map(Path::of);
        List<String> command = server.filter(path -> path.toString().endsWith(".exe"))
                .map(path -> List.of(path.resolveSibling("pg_ctl.exe").toString(), "kill", name, String.valueOf(pid)))
                .orElse(List.of(kill, "-" + name, String.valueOf(pid)));
        if (!Command.run(command, Duration.ofSeconds(10)).succeeded() && name.equals("TERM")) {
            process.get().destroy();
        }
    }

    private boolean isGoneWithin(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            if (System.nanoTime() > deadline) return false;
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
