package dev.candor.api.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A folder that every account may reach, machines with fewer tools than this one, and other programs on the same data. */
final class Workshop implements AutoCloseable {

    private final Path folder;

    Workshop() throws IOException {
        folder = Files.createTempDirectory("candor-embedded").toRealPath();
        Permissions.set(folder, "rwx--x--x");
    }

    Path folder() {
        return folder;
    }

    /** Its server's programs are unpacked once for all tests. */
    Path data() {
        return folder.resolve("data");
    }

    Path home() {
        return data().resolve("postgresql");
    }

    void removeCluster() throws IOException {
        ServerBinaries.deleteTree(home().resolve("cluster"));
    }

    /** A machine that has these of our tools and no others. */
    SystemTools onlyWith(String... names) throws IOException {
        Path tools = Files.createTempDirectory(folder, "tools");
        for (String name : names) {
            String found = SystemTools.ofThisMachine().find(name).orElseThrow();
            Files.createSymbolicLink(tools.resolve(name), Path.of(found));
        }
        return new SystemTools(List.of(tools));
    }

    /** The same machine with an {@code unshare} that fails as it does where the kernel refuses it. */
    SystemTools forbiddingUnshare(SystemTools tools) throws IOException {
        Path refused = tools.folders().getFirst().resolve("unshare");
        Files.writeString(refused, "#!/bin/sh\necho 'unshare: unshare failed: Operation not permitted' >&2\nexit 1\n");
        Permissions.set(refused, "rwxr-xr-x");
        return tools;
    }

    /** Another program that starts a server on the same data, says so, and stays until it is killed. */
    Process otherProgram() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), OtherProgram.class.getName()));
        command.add(data().toString());
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    static String firstLine(Process program) throws IOException {
        var line = program.inputReader().readLine();
        return line == null ? "" : line;
    }

    static int exitStatus(Process program) throws InterruptedException {
        return program.waitFor(30, TimeUnit.SECONDS) ? program.exitValue() : -1;
    }

    @Override
    public void close() throws IOException {
        ServerBinaries.deleteTree(folder);
    }
}
