package dev.candor.api.database;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The machine's own programs, such as {@code setpriv}, looked up in these folders in this order. */
record SystemTools(List<Path> folders) {

    SystemTools {
        folders = List.copyOf(folders);
    }

    /** Those of the search path and, since a service's path may lack them, the folders for administrators. */
    static SystemTools ofThisMachine() {
        List<Path> folders = new ArrayList<>();
        String searchPath = System.getenv("PATH");
        if (searchPath != null) {
            for (String folder : searchPath.split(File.pathSeparator, -1)) {
                if (!folder.isBlank()) folders.add(Path.of(folder));
            }
        }
        for (String folder : List.of("/usr/bin", "/bin", "/usr/sbin", "/sbin")) folders.add(Path.of(folder));
        return new SystemTools(folders);
    }

    Optional<String> find(String name) {
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }
}
