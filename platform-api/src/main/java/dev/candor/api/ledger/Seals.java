package dev.candor.api.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.database.Database;
import dev.candor.api.problem.Json;
import dev.candor.domain.actor.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The statistics of completed experiments, sealed by a hash. From then on no event counts; they remain when retention drops the
 * events. Only an erasure, or a recount that repairs, makes another version, beside those before it.
 */
@ApplicationScoped
public class Seals {

    private final Database database;
    private final SiteCatalog sites;
    private final Ledger ledger;
    private final Audit audit;
    private final Clock clock;

    Seals(Database database, SiteCatalog sites, Ledger ledger, Audit audit, Clock clock) {
        this.database = database;
        this.sites = sites;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A seal.
     *
     * @param version from 1 on
     * @param sha256  of the statistics as canonical JSON in UTF-8, in hexadecimal
     */
    public record Seal(int version, Instant at, String sha256) {}

    /** The latest seal; empty while events may still count. */
    public Optional<Seal> of(int experimentId) {
        return database.query(handle -> of(handle, experimentId));
    }

    private static Optional<Seal> of(Handle handle, int experimentId) {
        return handle.createQuery("select version, at, sha256 from sealed_statistics where experiment_id = :id"
                        + " order by version desc limit 1")
                .bind("id", experimentId)
                .map((row, context) -> new Seal(
                        row.getInt("version"),
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("sha256")))
                .findOne();
    }

    /** Seals the statistics as they are; a new version when they were sealed before and have changed since. */
    public Seal seal(KeptExperiment experiment, Actor actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Seal> last = of(experiment.id());
        ObjectNode node = Json.object()
                .put("experiment", experiment.experiment().key())
                .put("planSha256", experiment.planSha256());
        node.set("statistics", StatisticsJson.write(ledger.statistics(experiment.id())));
        String text = Json.canonical(node);
        Seal seal = new Seal(last.map(Seal::version).orElse(0) + 1, now, sha256(text));
        if (last.isPresent() && last.get().sha256().equals(seal.sha256())) {
            return last.get();
        }
        database.query(handle -> handle.execute(
                "insert into sealed_statistics (experiment_id, version, at, statistics, sha256) values (?, ?, ?, ?, ?)",
                experiment.id(),
                seal.version(),
                Database.timestamp(now),
                text,
                seal.sha256()));
        audit.record(
                actor,
                "experiment.seal",
                sites.keyOf(experiment.siteId()) + "/" + experiment.experiment().key(),
                Json.object().put("version", seal.version()).put("sha256", seal.sha256()));
        return seal;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
