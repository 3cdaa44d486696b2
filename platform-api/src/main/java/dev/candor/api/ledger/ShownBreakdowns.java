package dev.candor.api.ledger;

import dev.candor.api.database.Database;
import dev.candor.api.problem.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.function.UnaryOperator;

/** Keeps what each breakdown showed last, so that the next may differ from it by nothing or by many visitors. */
@ApplicationScoped
public class ShownBreakdowns {

    private final Database database;
    private final Clock clock;

    ShownBreakdowns(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * What is shown now, and kept as such.
     *
     * @param next from what was shown last; one after the other, also of several nodes
     */
    public ShownBreakdown show(int experimentId, int phase, String dimension, UnaryOperator<ShownBreakdown> next) {
        return database.transaction(handle -> {
            handle.execute(
                    "insert into shown_breakdown (experiment_id, phase, dimension, at, shown) values (?, ?, ?, ?, '{}')"
                            + " on conflict do nothing",
                    experimentId,
                    phase,
                    dimension,
                    Database.timestamp(clock.instant()));
            ShownBreakdown last = ShownBreakdown.read(Json.kept(
                    handle.createQuery("select shown from shown_breakdown where experiment_id = :id and phase = :phase"
                                    + " and dimension = :dimension for update")
                            .bind("id", experimentId)
                            .bind("phase", phase)
                            .bind("dimension", dimension)
                            .mapTo(String.class)
                            .one()));
            ShownBreakdown now = next.apply(last);
            if (!now.equals(last)) {
                handle.execute(
                        "update shown_breakdown set shown = ?, at = ? where experiment_id = ? and phase = ? and dimension = ?",
                        Json.text(now.write()),
                        Database.timestamp(clock.instant()),
                        experimentId,
                        phase,
                        dimension);
            }
            return now;
        });
    }
}
