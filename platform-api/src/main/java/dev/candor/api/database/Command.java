package dev.candor.api.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end. */
final class Command {

    /**
     * How it ended.
     *
     * @param status 0 when it did what it should, -1 when it could not be started or took too long
     * @param output what it wrote, both streams together
     */
    record Outcome(int status, String output) {

        boolean succeeded() {
            return status == 0;
        }

        /** The last line that says something. */
        String lastWords() {
            return output.strip().lines().reduce("", (earlier, later) -> later).strip();
        }
    }

    private Command() {}

    static Outcome run(List<String> command, Duration patience) {
        try {
            // A file, not a pipe: a server started by the program would hold the pipe open for good.
            Path output = Files.createTempFile("candor-command", ".txt");
            try {
                return run(command, patience, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            return new Outcome(-1, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome(-1, "interrupted");
        }
    }

    private static Outcome run(List<String> command, Duration patience, Path output)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(output.toFile());
        // The operator's settings for other PostgreSQL servers must not reach this one.
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().put("LC_ALL", "C");
        // The server's account may not be allowed to stand in the current folder.
        builder.directory(Path.of("").toAbsolutePath().getRoot().toFile());
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            return new Outcome(-1, "no answer within " + patience.toSeconds() + " s");
        }
        return new Outcome(process.exitValue(), new String(Files.readAllBytes(output), UTF_8));
    }
}
