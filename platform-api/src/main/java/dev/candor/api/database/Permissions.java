package dev.candor.api.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Who may do what with a file, where the file system knows such things (Windows does not: there the folder's own rights hold). */
final class Permissions {

    private Permissions() {}

    /** Sets the permissions exactly, whatever the umask; does nothing if they are so already. */
    static void set(Path path, String permissions) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view == null) return;
        var wanted = PosixFilePermissions.fromString(permissions);
        if (!view.readAttributes().permissions().equals(wanted)) view.setPermissions(wanted);
    }
}
