package dev.candor.api.ledger;

import dev.candor.api.database.Database;
import dev.candor.domain.journey.Contribution;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/** How many counted visitors were erased from each variant: numbers alone, nothing of anybody. */
@ApplicationScoped
public class ErasedVisitors {

    private final Database database;

    ErasedVisitors(Database database) {
        this.database = database;
    }

    void count(Handle handle, int experimentId, Contribution removed) {
        if (!removed.quarantined()) {
            handle.execute(
                    "insert into erased_visitors as t (experiment_id, phase, variant, visitors) values (?, ?, ?, 1)"
                            + " on conflict (experiment_id, phase, variant) do update set visitors = t.visitors + 1",
                    experimentId,
                    removed.phase(),
                    removed.variant());
        }
    }

    /** Of those who counted in a phase, how many were erased, by variant; variants without any are not there. */
    public Map<String, Long> byVariant(int experimentId, int phase) {
        return database.query(handle -> handle.createQuery("select variant, visitors from erased_visitors"
                        + " where experiment_id = :experiment and phase = :phase")
                .bind("experiment", experimentId)
                .bind("phase", phase)
                .reduceRows(new TreeMap<>(), (map, row) -> {
                    map.put(row.getColumn("variant", String.class), row.getColumn("visitors", Long.class));
                    return map;
                }));
    }
}
