package dev.candor.ui.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The snippet's npm package as the build made it. */
final class SnippetPackage {

    static final Path BUILT = Path.of("..", "platform-api", "target", "npm");

    private SnippetPackage() {}

    /** Packs it as it would be published, and unpacks it where the folder's scripts import it from; returns npm's report. */
    static String installInto(Npm npm) throws IOException, InterruptedException {
        Path built = BUILT.toAbsolutePath().normalize();
        String report = npm.run("npm", "pack", built.toString(), "--offline", "--json", "--ignore-scripts");
        Path place = npm.place().resolve("node_modules").resolve("candor-web");
        Files.createDirectories(place);
        String tarball = FakeSite.json(report).path(0).path("filename").asText();
        Files.move(
                npm.place().resolve(tarball),
                npm.place().resolve("candor-web.tgz"),
                StandardCopyOption.REPLACE_EXISTING);
        npm.run("tar", "xzf", "candor-web.tgz", "-C", "node_modules/candor-web", "--strip-components=1");
        return report;
    }
}
