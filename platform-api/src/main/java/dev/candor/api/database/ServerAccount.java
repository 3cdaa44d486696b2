package dev.candor.api.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The account under which the server runs. PostgreSQL refuses to run as root, so where Candor is root it hands the
 * server to an account without rights; otherwise the server runs as Candor does.
 *
 * @param prefix what stands before a command so that it runs under the account; empty where nothing is needed
 * @param owner  the account's user and group, who must own the files; empty where they are ours anyway
 */
record ServerAccount(List<String> prefix, Optional<Owner> owner) {

    /** Numbers, not names: an account in a container often has no name. */
    record Owner(int user, int group) {}

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> ACCOUNTS_WITHOUT_RIGHTS = List.of("candor", "nobody");
    private static final String REMEDY = "start Candor as an ordinary user, or " + ServerBinaries.EXTERNAL_INSTEAD;

    ServerAccount {
        prefix = List.copyOf(prefix);
    }

    /** The one for this machine: each way is tried on the server itself, and the first that works is taken. */
    static ServerAccount choose(Path home, ServerBinaries binaries, SystemTools tools, boolean isRoot) {
        List<ServerAccount> ways =
                isRoot ? waysForRoot(home, tools) : List.of(new ServerAccount(List.of(), Optional.empty()));
        String complaint = "neither setpriv nor runuser nor unshare is installed";
        for (ServerAccount way : ways) {
            Command.Outcome outcome = Command.run(way.command(binaries.program("postgres"), "--version"), PATIENCE);
            if (outcome.succeeded()) return way;
            if (complaint.startsWith("neither")) complaint = outcome.lastWords();
        }
        throw new CannotStartException(
                isRoot
                        ? rootsTrouble(home, complaint, ways)
                        : """
                The embedded PostgreSQL does not run on this machine (%s): %s.""".formatted(complaint, ServerBinaries.EXTERNAL_INSTEAD));
    }

    /**
     * In order of preference. {@code setpriv} becomes the server, {@code runuser} only starts it. A user namespace is
     * the way where other accounts cannot reach the folder, as below root's home: the server stays root for the file
     * system, with all of root's powers taken away.
     */
    private static List<ServerAccount> waysForRoot(Path home, SystemTools tools) {
        List<ServerAccount> ways = new ArrayList<>();
        Optional<Owner> owner = withoutRights(home, tools);
        tools.find("setpriv")
                .ifPresent(setpriv -> owner.ifPresent(o -> ways.add(new ServerAccount(
                        List.of(setpriv, "--reuid=" + o.user(), "--regid=" + o.group(), "--clear-groups"), owner))));
        tools.find("runuser")
                .ifPresent(runuser -> owner.flatMap(o -> nameOf(o, tools))
                        .ifPresent(name -> ways.add(new ServerAccount(List.of(runuser, "-u", name, "--"), owner))));
        tools.find("unshare")
                .ifPresent(unshare ->
                        ways.add(new ServerAccount(List.of(unshare, "--user", "--"), Optional.of(new Owner(0, 0)))));
        return ways;
    }

    private static String rootsTrouble(Path home, String complaint, List<ServerAccount> ways) {
        Optional<Path> barrier = ways.isEmpty() ? Optional.empty() : closedToOthers(home);
        return barrier.map(folder ->
                        "Candor runs as root and PostgreSQL must not, but no other account may pass through " + folder
                                + ": name a data folder elsewhere with CANDOR_DATA_DIR, such as /var/lib/candor.")
                .orElseGet(
                        () -> "Candor runs as root, PostgreSQL must not, and it cannot be handed to another account ("
                                + complaint + "): " + REMEDY + ".");
    }

    /** The outermost folder on the way that only its owner may enter. */
    private static Optional<Path> closedToOthers(Path home) {
        for (int depth = 1; depth < home.getNameCount(); depth++) {
            Path folder = home.getRoot().resolve(home.subpath(0, depth));
            try {
                if (((int) Files.getAttribute(folder, "unix:mode") & 01) == 0) return Optional.of(folder);
            } catch (IOException | UnsupportedOperationException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** Whoever has the data already, else the first account on the list that this machine knows. */
    private static Optional<Owner> withoutRights(Path home, SystemTools tools) {
        Owner present = ownerOf(home.resolve("cluster"));
        if (present != null && present.user() != 0) return Optional.of(present);
        return ACCOUNTS_WITHOUT_RIGHTS.stream()
                .flatMap(name -> idOf(name, "-u", tools)
                        .flatMap(user -> idOf(name, "-g", tools).map(group -> new Owner(user, group)))
                        .stream())
                .findFirst();
    }

    private static Optional<Integer> idOf(String name, String which, SystemTools tools) {
        return tools.find("id")
                .map(id -> Command.run(List.of(id, which, name), PATIENCE))
                .filter(Command.Outcome::succeeded)
                .map(outcome -> Integer.valueOf(outcome.lastWords()));
    }

    private static Optional<String> nameOf(Owner owner, SystemTools tools) {
        return tools.find("id")
                .map(id -> Command.run(List.of(id, "-un", String.valueOf(owner.user())), PATIENCE))
                .filter(Command.Outcome::succeeded)
                .map(Command.Outcome::lastWords);
    }

    List<String> command(Path program, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(program.toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Gives the folder and all in it to the account, where it is not the owner yet: data written under one account
     * cannot be read under another. The folder itself comes last, so that a change broken off is taken up again.
     *
     * @throws CannotStartException if the files are somebody else's and we may not change that
     */
    void own(Path folder) throws IOException {
        if (owner.isEmpty()) {
            if (Files.isDirectory(folder) && !Files.isWritable(folder)) {
                throw new CannotStartException("The data in " + folder + " belong to user " + Files.getOwner(folder)
                        + ": start Candor as that user or as root, or name another folder with CANDOR_DATA_DIR.");
            }
            return;
        }
        if (owner.get().equals(ownerOf(folder))) return;
        try (Stream<Path> entries = Files.walk(folder)) {
            for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
                Files.setAttribute(entry, "unix:uid", owner.get().user(), LinkOption.NOFOLLOW_LINKS);
                Files.setAttribute(entry, "unix:gid", owner.get().group(), LinkOption.NOFOLLOW_LINKS);
            }
        }
    }

    private static @Nullable Owner ownerOf(Path path) {
        try {
            return new Owner((int) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS), (int)
                    Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS));
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }
}
