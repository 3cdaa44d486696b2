package dev.candor.api.ledger;

import dev.candor.api.database.Database;
import dev.candor.api.database.DatabaseState;
import dev.candor.api.eventstore.UnitId;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Units that could not be folded, and why. They add nothing to the statistics until they can. */
@ApplicationScoped
public class SetAside {

    /** Longer reasons are cut. */
    private static final int LONGEST_REASON = 300;

    private final Database database;
    private final Clock clock;
    private volatile long counted;

    SetAside(Database database, Clock clock, MeterRegistry meters) {
        this.database = database;
        this.clock = clock;
        meters.gauge("candor.fold.set.aside.units", this, setAside -> setAside.counted);
    }

    @Scheduled(
            every = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void read() {
        counted = count();
    }

    /** How many units were set aside for one reason. */
    public record Reason(String reason, long units) {}

    /** Sets units aside, within the caller's transaction. */
    public void put(Handle handle, int experimentId, Map<UnitId, String> reasons) {
        if (reasons.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch("""
                insert into set_aside (experiment_id, unit, reason, at) values (:experiment, :unit, :reason, :at)
                on conflict (experiment_id, unit) do update set reason = excluded.reason, at = excluded.at
                """)) {
            reasons.forEach((unit, reason) -> batch.bind("experiment", experimentId)
                    .bind("unit", unit.pseudonym())
                    .bind("reason", reason.substring(0, Math.min(LONGEST_REASON, reason.length())))
                    .bind("at", Database.timestamp(clock.instant()))
                    .add());
            batch.execute();
        }
    }

    /** Of {@code units}, forgets those that were set aside and could be folded now. */
    public void remove(Handle handle, int experimentId, Iterable<UnitId> units) {
        boolean any = handle.createQuery("select exists (select from set_aside where experiment_id = :id)")
                .bind("id", experimentId)
                .mapTo(Boolean.class)
                .one();
        if (any) {
            for (UnitId unit : units) {
                handle.execute(
                        "delete from set_aside where experiment_id = ? and unit = ?", experimentId, unit.pseudonym());
            }
        }
    }

    /** The units of a site in {@code [from, to)} that are set aside. */
    public List<UnitId> between(Handle handle, int experimentId, int siteId, byte[] from, byte[] to) {
        return handle.createQuery(
                        "select unit from set_aside where experiment_id = :id and unit >= :from and unit < :to")
                .bind("id", experimentId)
                .bind("from", from)
                .bind("to", to)
                .map((row, context) -> new UnitId(siteId, row.getBytes(1)))
                .list();
    }

    /** Why units of the experiment are set aside, the most frequent reason first; at most ten reasons. */
    public List<Reason> of(int experimentId) {
        return database.query(
                handle -> handle.createQuery("select reason, count(*) as units from set_aside where experiment_id = :id"
                                + " group by reason order by units desc, reason limit 10")
                        .bind("id", experimentId)
                        .map((row, context) -> new Reason(row.getString("reason"), row.getLong("units")))
                        .list());
    }

    private long count() {
        return database.query(handle -> handle.createQuery("select count(*) from set_aside")
                .mapTo(Long.class)
                .one());
    }
}
