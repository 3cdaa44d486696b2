package dev.candor.ui.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packages of one folder of {@code src/test}, installed into its namesake under {@code target} once, and Node to run them. */
public final class Npm {

    private static final int PATIENCE_MINUTES = 5;

    private final Path place;

    private Npm(Path place) {
        this.place = place;
    }

    /** Copies the folder's scripts, and installs the packages where they are not installed as {@code package.json} has them. */
    public static Npm install(String folder) throws IOException, InterruptedException {
        Path source = Path.of("src", "test", folder);
        Path place = Path.of("target", folder);
        Path wanted = source.resolve("package.json");
        Path installed = place.resolve("installed.json");
        Files.createDirectories(place);
        try (Stream<Path> files = Files.list(source)) {
            for (Path each : files.toList()) {
                Files.copy(each, place.resolve(each.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Npm npm = new Npm(place);
        if (!Files.exists(installed) || Files.mismatch(wanted, installed) >= 0) {
            npm.run("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts");
            Files.copy(wanted, installed, StandardCopyOption.REPLACE_EXISTING);
        }
        return npm;
    }

    /** Where the packages are. */
    public Path place() {
        return place;
    }

    /** Makes what a page needs of a script, with esbuild. */
    public void bundle(String script, String... options) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("node_modules/esbuild/bin/esbuild", script, "--bundle"));
        arguments.addAll(List.of(options));
        node(arguments.toArray(String[]::new));
    }

    /** What {@code node} prints. */
    public String node(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("node"));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** What a command prints that ended well. */
    public String run(String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(place, "run", ".out");
        Path errors = Files.createTempFile(place, "run", ".err");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(place.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException("These tests need Node with npm (Debian: apt-get install nodejs npm)", e);
        }
        boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
        if (!ended || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + " failed: " + Files.readString(errors, UTF_8)
                    + Files.readString(out, UTF_8));
        }
        return Files.readString(out, UTF_8);
    }
}
