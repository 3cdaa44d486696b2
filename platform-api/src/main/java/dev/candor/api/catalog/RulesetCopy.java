package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.database.AwaitedDatabase;
import dev.candor.api.problem.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What this node decided by last, in a file of the data folder, for a start without the database. Of secrets it holds
 * hashes and the derived key of preview links; the keys of pseudonyms and the daily salts never leave the database.
 */
@ApplicationScoped
class RulesetCopy {

    private static final Logger LOG = Logger.getLogger(RulesetCopy.class);
    private static final int FORMAT = 1;

    private final Path file;

    RulesetCopy(@ConfigProperty(name = "candor.data-dir", defaultValue = "data") Path folder) {
        file = folder.resolve(AwaitedDatabase.COPY);
    }

    /** Replaces the copy whole: whoever reads it finds the old one or the new one. Only our own account may read it. */
    void write(Collection<Compiled> all) {
        ObjectNode node = Json.object().put("format", FORMAT);
        var sites = node.putArray("sites");
        all.forEach(compiled -> sites.add(CompiledJson.write(compiled)));
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            // A temporary file is ours alone from its first moment.
            Path next = Files.createTempFile(folder, AwaitedDatabase.COPY, ".next");
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(Json.text(node).getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warnf("the local copy of the rulesets could not be written: %s", e);
        }
    }

    /** The sites of the copy; none where there is no copy, or one that can't be read. */
    List<Compiled> read() {
        List<Compiled> sites = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                JsonNode node = Json.kept(Files.readString(file));
                if (node.path("format").asInt() == FORMAT) {
                    node.path("sites").forEach(site -> sites.add(CompiledJson.read(site)));
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf("the local copy of the rulesets cannot be read: %s", e);
            return List.of();
        }
        return sites;
    }
}
