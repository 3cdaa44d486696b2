package dev.candor.api.catalog;

import dev.candor.api.database.Database;
import dev.candor.domain.experiment.FindingOverride;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;

/** The findings of the linter that administrators let pass, with their reasons. */
@ApplicationScoped
public class FindingOverrides {

    private final Database database;

    FindingOverrides(Database database) {
        this.database = database;
    }

    /** Of one experiment, oldest first. */
    public List<FindingOverride> of(int experimentId) {
        return database.query(handle -> handle.createQuery("select code, field, reason, actor, at from finding_override"
                        + " where experiment_id = :experiment order by at, code, field")
                .bind("experiment", experimentId)
                .map((row, context) -> new FindingOverride(
                        row.getString("code"),
                        row.getString("field"),
                        row.getString("reason"),
                        row.getString("actor"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list());
    }

    /** Keeps one; a second word about the same finding takes the place of the first. */
    public void put(int experimentId, FindingOverride override) {
        database.query(handle -> handle.execute(
                "insert into finding_override (experiment_id, code, field, reason, actor, at) values (?, ?, ?, ?, ?, ?)"
                        + " on conflict (experiment_id, code, field) do update"
                        + " set reason = excluded.reason, actor = excluded.actor, at = excluded.at",
                experimentId,
                override.code(),
                override.field(),
                override.reason(),
                override.actor(),
                Database.timestamp(override.at())));
    }
}
