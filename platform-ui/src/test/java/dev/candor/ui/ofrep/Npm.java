package dev.candor.ui.ofrep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The packages of {@code src/test/ofrep}, installed into {@code target/ofrep} once, and Node to run them. */
final class Npm {

    private static final Path SOURCE = Path.of("src", "test", "ofrep");
    private static final Path PLACE = Path.of("target", "ofrep");
    private static final int PATIENCE_MINUTES = 5;

    private Npm() {}

    /** Copies the scripts, and installs the packages where they are not installed as {@code package.json} has them. */
    static void install() throws IOException, InterruptedException {
        Path wanted = SOURCE.resolve("package.json");
        Path installed = PLACE.resolve("installed.json");
        Files.createDirectories(PLACE);
        for (String name : List.of("package.json", "web.mjs", "server.mjs")) {
            Files.copy(SOURCE.resolve(name), PLACE.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.exists(installed) && Files.mismatch(wanted, installed) < 0) {
            return;
        }
        run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts");
        Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
    }

    /** One script with everything that a page needs for {@code web.mjs}. */
    static String bundle() throws IOException, InterruptedException {
        run("node", "node_modules/esbuild/bin/esbuild", "web.mjs", "--bundle", "--format=iife", "--outfile=web.js");
        return Files.readString(PLACE.resolve("web.js"));
    }

    /** What {@code node} prints. */
    static String node(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(PLACE, "run", ".out");
        Path errors = Files.createTempFile(PLACE, "run", ".err");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(PLACE.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("The OFREP tests need Node with npm (Debian: apt-get install nodejs npm)", e);
        }
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed: "
                    + Files.readString(errors, StandardCharsets.UTF_8) + Files.readString(out, StandardCharsets.UTF_8));
        }
        return Files.readString(out, StandardCharsets.UTF_8);
    }
}
