package dev.candor.api.results;

import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.database.Database;
import dev.candor.api.database.DatabaseState;
import dev.candor.api.problem.Json;
import dev.candor.domain.actor.Actor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes each change of a verdict into the audit, once, whoever reads the results in between: a scheduled look does it, on one
 * node at a time.
 */
@ApplicationScoped
class VerdictWatch {

    private static final String WATCHED = Database.sql("results/watched");
    private static final long LOCK = 0x76657264L;

    private final Database database;
    private final SiteCatalog sites;
    private final ExperimentCatalog experiments;
    private final ResultsService results;
    private final Audit audit;

    VerdictWatch(
            Database database, SiteCatalog sites, ExperimentCatalog experiments, ResultsService results, Audit audit) {
        this.database = database;
        this.sites = sites;
        this.experiments = experiments;
        this.results = results;
        this.audit = audit;
    }

    /** What was said of an experiment. */
    private record Said(String code, @Nullable String variant) {}

    @Scheduled(
            every = "10m",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void look() {
        List<Integer> watched = database.query(
                handle -> handle.createQuery(WATCHED).mapTo(Integer.class).list());
        watched.forEach(this::look);
    }

    /** Notes the verdict of one experiment if it is another than before. */
    void look(int id) {
        Optional<KeptExperiment> found = experiments.byId(id);
        if (found.isEmpty()) {
            return;
        }
        KeptExperiment kept = found.get();
        String site = sites.all().stream()
                .filter(each -> each.id() == kept.siteId())
                .map(Site::key)
                .findFirst()
                .orElseThrow();
        String key = kept.experiment().key();
        ExperimentResults now = results.analyse(site, key);
        Said said = new Said(now.verdict().code(), now.verdict().variant());
        QuarkusTransaction.requiringNew().run(() -> note(id, site + "/" + key, said, now));
    }

    private void note(int id, String subject, Said said, ExperimentResults now) {
        database.query(handle -> handle.execute("select pg_advisory_xact_lock(?)", LOCK));
        Said before = database.query(handle -> handle.createQuery(
                        "select code, variant from noted_verdict where experiment_id = :experiment")
                .bind("experiment", id)
                .map((row, context) -> new Said(row.getString("code"), row.getString("variant")))
                .findOne()
                .orElse(null));
        if (Objects.equals(before, said)) {
            return;
        }
        database.query(handle -> handle.execute(
                "insert into noted_verdict (experiment_id, code, variant) values (?, ?, ?)"
                        + " on conflict (experiment_id) do update set code = excluded.code, variant = excluded.variant",
                id,
                said.code(),
                said.variant()));
        audit.record(
                Actor.SYSTEM,
                "verdict.changed",
                subject,
                Json.object()
                        .put("from", before == null ? null : before.code())
                        .put("to", said.code())
                        .put("variant", said.variant())
                        .put("visitors", now.visitors())
                        .put("planSha256", now.planSha256())
                        .put("asOf", now.asOf().toString()));
    }
}
