package dev.candor.api.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The folder that holds the embedded server's files, taken by one program at a time. Whoever keeps this object keeps
 * the lock, so it must be reachable for as long as the server runs.
 */
final class DataFolder implements AutoCloseable {

    private static final String REMEDY = "name another folder with CANDOR_DATA_DIR";

    private final Path home;
    private final FileChannel lock;

    private DataFolder(Path home, FileChannel lock) {
        this.home = home;
        this.lock = lock;
    }

    /**
     * Makes the folder if there is none, and takes it.
     *
     * @param dataDirectory what the operator calls the data folder; the server gets a folder in it
     * @throws CannotStartException if it cannot be written, or another program has taken it
     */
    static DataFolder take(Path dataDirectory) {
        Path home = make(dataDirectory);
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw unwritable(dataDirectory, e);
        }
        try {
            FileLock taken = channel.tryLock();
            if (taken == null) throw new OverlappingFileLockException();
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(
                    String.valueOf(ProcessHandle.current().pid()).getBytes(UTF_8)));
            return new DataFolder(home, channel);
        } catch (OverlappingFileLockException e) {
            String holder = holder(channel);
            close(channel);
            throw new CannotStartException(
                    "The data folder " + dataDirectory.toAbsolutePath().normalize() + " is in use by another Candor"
                            + holder + ": stop that one, or " + REMEDY + ".",
                    e);
        } catch (IOException e) {
            close(channel);
            throw unwritable(dataDirectory, e);
        }
    }

    private static Path make(Path dataDirectory) {
        try {
            boolean isNew = !Files.exists(dataDirectory);
            Files.createDirectories(dataDirectory);
            // The server's account may be another one, and must get through to its own files.
            if (isNew) Permissions.set(dataDirectory, "rwxr-x--x");
            Path home = dataDirectory.toRealPath().resolve("postgresql");
            Files.createDirectories(home);
            Permissions.set(home, "rwx--x--x");
            return home;
        } catch (FileAlreadyExistsException | NotDirectoryException e) {
            throw new CannotStartException(
                    "The data folder " + dataDirectory.toAbsolutePath().normalize()
                            + " cannot be made because a file is in its place: " + REMEDY + ".",
                    e);
        } catch (IOException e) {
            throw unwritable(dataDirectory, e);
        }
    }

    private static CannotStartException unwritable(Path dataDirectory, IOException cause) {
        return new CannotStartException(
                "The data folder " + dataDirectory.toAbsolutePath().normalize() + " cannot be written by user "
                        + System.getProperty("user.name") + ": make it writable, or " + REMEDY + ".",
                cause);
    }

    private static String holder(FileChannel channel) {
        try {
            ByteBuffer pid = ByteBuffer.allocate(20);
            channel.read(pid, 0);
            return pid.position() == 0 ? "" : " (process " + new String(pid.array(), 0, pid.position(), UTF_8) + ")";
        } catch (IOException e) {
            return ""; // Windows does not let others read what is locked.
        }
    }

    private static void close(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException ignored) {
            // Nothing was written through it that matters.
        }
    }

    Path home() {
        return home;
    }

    Path cluster() {
        return home.resolve("cluster");
    }

    Path logs() {
        return home.resolve("log");
    }

    Path password() {
        return home.resolve("password");
    }

    /** Lets the next program take the folder. */
    @Override
    public void close() {
        close(lock);
    }
}
