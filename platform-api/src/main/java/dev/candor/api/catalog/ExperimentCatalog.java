package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.catalog.KeptExperiment.Origin;
import dev.candor.api.database.Database;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.Coded;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Status;
import dev.candor.domain.metric.Metric;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Experiments as they are kept. */
@ApplicationScoped
public class ExperimentCatalog {

    private static final String COLUMNS = """
            select id, site_id, definition, status, revision, seed, layer, slice_from, slice_to, plan, plan_sha256,
                   (select json_agg(phase order by number) from phase where experiment_id = experiment.id) as phases,
                   origin, created_at, started_at, stopped_at
            from experiment\
            """;

    private final Database database;

    ExperimentCatalog(Database database) {
        this.database = database;
    }

    public Optional<KeptExperiment> find(int siteId, String key) {
        return database.query(handle -> handle.createQuery(COLUMNS + " where site_id = :site and key = :key")
                .bind("site", siteId)
                .bind("key", key)
                .map(ExperimentCatalog::experiment)
                .findOne());
    }

    /** As {@link #find}, and nobody else changes it until the transaction ends. */
    public Optional<KeptExperiment> lock(int siteId, String key) {
        return database.query(handle -> handle.createQuery(COLUMNS + " where site_id = :site and key = :key for update")
                .bind("site", siteId)
                .bind("key", key)
                .map(ExperimentCatalog::experiment)
                .findOne());
    }

    /** The experiment, locked as by {@link #lock}; empty when somebody else holds it at the moment. */
    public Optional<KeptExperiment> lockUnlessLocked(int id) {
        return database.query(handle -> handle.createQuery(COLUMNS + " where id = :id for update skip locked")
                .bind("id", id)
                .map(ExperimentCatalog::experiment)
                .findOne());
    }

    /** Who edited the draft last; empty when nobody remembers. */
    public Optional<String> editorOf(int id) {
        return database.query(handle -> handle.createQuery(
                        "select edited_by from experiment where id = :id and edited_by is not null")
                .bind("id", id)
                .mapTo(String.class)
                .findOne());
    }

    public void editedBy(int id, String actor) {
        database.query(handle -> handle.execute("update experiment set edited_by = ? where id = ?", actor, id));
    }

    /** A page of the site's experiments in the order of their ids, after the one with id {@code after}. */
    public List<KeptExperiment> page(int siteId, int after, int limit) {
        return database.query(handle -> handle.createQuery(
                        COLUMNS + " where site_id = :site and id > :after order by id limit :limit")
                .bind("site", siteId)
                .bind("after", after)
                .bind("limit", limit)
                .map(ExperimentCatalog::experiment)
                .list());
    }

    /** The site's experiments that hold a slice of a layer. */
    public List<KeptExperiment> live(int siteId) {
        return database.query(handle -> handle.createQuery(
                        COLUMNS + " where site_id = :site and status in ('running', 'paused', 'scheduled') order by id")
                .bind("site", siteId)
                .map(ExperimentCatalog::experiment)
                .list());
    }

    /** The site's experiments that were ever started here; imported ones have no events. */
    public List<KeptExperiment> started(int siteId) {
        return database.query(handle -> handle.createQuery(
                        COLUMNS + " where site_id = :site and started_at is not null and origin is null order by id")
                .bind("site", siteId)
                .map(ExperimentCatalog::experiment)
                .list());
    }

    /** Of those that were started, those whose statistics are not sealed: events still count in them. */
    public List<KeptExperiment> folded(int siteId) {
        return database.query(handle -> handle.createQuery(COLUMNS
                        + " where site_id = :site and started_at is not null and origin is null"
                        + " and not exists (select from sealed_statistics s where s.experiment_id = experiment.id)"
                        + " order by id")
                .bind("site", siteId)
                .map(ExperimentCatalog::experiment)
                .list());
    }

    /** The experiment of this id. */
    public Optional<KeptExperiment> byId(int id) {
        return database.query(handle -> handle.createQuery(COLUMNS + " where id = :id")
                .bind("id", id)
                .map(ExperimentCatalog::experiment)
                .findOne());
    }

    /** The ids of those whose planned start or end has come. */
    public List<Integer> due(Instant now) {
        return database.query(handle -> handle.createQuery("select id from experiment"
                        + " where status = 'scheduled' and cast(definition ->> 'startsAt' as timestamptz) <= :now"
                        + " or status in ('running', 'paused', 'scheduled')"
                        + " and cast(definition ->> 'endsAt' as timestamptz) <= :now order by id")
                .bind("now", Database.timestamp(now))
                .mapTo(Integer.class)
                .list());
    }

    public void insert(int siteId, Experiment experiment, String seed, Instant now) {
        database.query(handle -> handle.createUpdate("""
                        insert into experiment (site_id, key, definition, status, seed, layer, created_at)
                        values (:site, :key, cast(:definition as json), 'draft', :seed, :layer, :now)
                        """)
                .bind("site", siteId)
                .bind("key", experiment.key())
                .bind("definition", document(experiment))
                .bind("seed", seed)
                .bind("layer", experiment.layer())
                .bind("now", Database.timestamp(now))
                .execute());
    }

    /** Replaces the whole definition of a draft. */
    public void define(int id, Experiment experiment) {
        database.query(handle -> handle.createUpdate("""
                        update experiment set definition = cast(:definition as json), layer = :layer,
                               revision = revision + 1
                        where id = :id
                        """)
                .bind("definition", document(experiment))
                .bind("layer", experiment.layer())
                .bind("id", id)
                .execute());
    }

    /** Moves the experiment on; {@code stoppedAt} is kept once it is given. */
    public void move(int id, Status status, @Nullable Instant stoppedAt) {
        database.query(handle -> handle.createUpdate("""
                        update experiment set status = :status, revision = revision + 1,
                               stopped_at = coalesce(stopped_at, :stoppedAt)
                        where id = :id
                        """)
                .bind("status", status.code())
                .bind("stoppedAt", Database.timestamp(stoppedAt))
                .bind("id", id)
                .execute());
    }

    /** Seals the plan and begins, with the first phase. */
    public void seal(int id, Experiment experiment, Status status, Slice slice, SealedPlan plan, Instant startedAt) {
        database.query(handle -> handle.createUpdate("""
                        update experiment set status = :status, revision = revision + 1, slice_from = :from,
                               slice_to = :to, plan = :plan, plan_sha256 = :sha256, started_at = :startedAt
                        where id = :id
                        """)
                .bind("status", status.code())
                .bind("from", slice.from())
                .bind("to", slice.to())
                .bind("plan", plan.text())
                .bind("sha256", plan.sha256())
                .bind("startedAt", Database.timestamp(startedAt))
                .bind("id", id)
                .execute());
        insert(id, Phase.first(experiment, startedAt));
    }

    /** Goes on with the weights of {@code phase}, which become the experiment's. */
    public void beginPhase(int id, Experiment experiment, Phase phase) {
        define(id, experiment.withWeights(phase.weights()));
        insert(id, phase);
    }

    private void insert(int id, Phase phase) {
        database.query(handle -> handle.execute(
                "insert into phase (experiment_id, number, started_at, weights) values (?, ?, ?, ?)",
                id,
                phase.number(),
                Database.timestamp(phase.startedAt()),
                phase.weights().toArray(Integer[]::new)));
    }

    /** Marks the experiment as one whose numbers come from elsewhere. */
    public void setOrigin(int id, Origin origin) {
        String document = Json.text(Json.object()
                .put("source", origin.source())
                .put("note", origin.note())
                .put("randomized", origin.randomized()));
        database.query(
                handle -> handle.execute("update experiment set origin = cast(? as json) where id = ?", document, id));
    }

    /** Another share of the traffic, with the slice that goes with it. */
    public void resize(int id, Experiment experiment, Slice slice) {
        define(id, experiment);
        database.query(handle -> handle.execute("update experiment set slice_to = ? where id = ?", slice.to(), id));
    }

    public void delete(int id) {
        database.query(handle -> handle.execute("delete from experiment where id = ?", id));
    }

    public void amend(int id, Amendment amendment) {
        database.query(handle -> handle.execute(
                "insert into amendment (experiment_id, at, actor, what, detail) values (?, ?, ?, ?, cast(? as json))",
                id,
                Database.timestamp(amendment.at()),
                amendment.actor(),
                amendment.what(),
                amendment.detail()));
    }

    public List<Amendment> amendments(int id) {
        return database.query(handle -> handle.createQuery(
                        "select at, actor, what, detail from amendment where experiment_id = :id order by at")
                .bind("id", id)
                .map((row, context) -> new Amendment(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("actor"),
                        row.getString("what"),
                        row.getString("detail")))
                .list());
    }

    /** The seed of a layer's positions, made by {@code seed} when the layer is new. */
    public String layerSeed(int siteId, String layer, String seed) {
        return database.query(handle -> {
            handle.execute(
                    "insert into layer (site_id, key, seed) values (?, ?, ?) on conflict do nothing",
                    siteId,
                    layer,
                    seed);
            return handle.createQuery("select seed from layer where site_id = :site and key = :key for update")
                    .bind("site", siteId)
                    .bind("key", layer)
                    .mapTo(String.class)
                    .one();
        });
    }

    /** Seeds of all layers of the site, by key. */
    public java.util.Map<String, String> layerSeeds(int siteId) {
        return database.query(handle -> handle.createQuery("select key, seed from layer where site_id = :site")
                .bind("site", siteId)
                .reduceRows(new java.util.HashMap<>(), (map, row) -> {
                    map.put(row.getColumn("key", String.class), row.getColumn("seed", String.class));
                    return map;
                }));
    }

    private static String document(Experiment experiment) {
        return Json.text(ExperimentJson.write(experiment));
    }

    private static KeptExperiment experiment(ResultSet row, StatementContext context) throws SQLException {
        Experiment experiment = ExperimentJson.read(Fields.of(Json.kept(row.getString("definition"))));
        int id = row.getInt("id");
        String layer = row.getString("layer");
        int from = row.getInt("slice_from");
        Slice slice = row.wasNull() ? null : new Slice(from, row.getInt("slice_to"));
        return new KeptExperiment(
                id,
                row.getInt("site_id"),
                experiment,
                Coded.of(Status.class, row.getString("status")).orElseThrow(),
                row.getInt("revision"),
                row.getString("seed"),
                layer == null ? "experiment " + id : layer,
                slice,
                sealedMetrics(row.getString("plan")),
                row.getString("plan_sha256"),
                phases(row.getString("phases")),
                origin(row.getString("origin")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "stopped_at"));
    }

    private static List<Metric> sealedMetrics(@Nullable String plan) {
        List<Metric> metrics = new ArrayList<>();
        if (plan != null) {
            Json.kept(plan).path("metrics").forEach(node -> metrics.add(MetricJson.kept(node)));
        }
        return metrics;
    }

    private static List<Phase> phases(@Nullable String rows) {
        List<Phase> phases = new ArrayList<>();
        if (rows != null) {
            for (JsonNode row : Json.kept(rows)) {
                List<Integer> weights = new ArrayList<>();
                row.path("weights").forEach(weight -> weights.add(weight.intValue()));
                phases.add(new Phase(
                        row.path("number").intValue(),
                        OffsetDateTime.parse(row.path("started_at").textValue()).toInstant(),
                        weights));
            }
        }
        return phases;
    }

    private static @Nullable Origin origin(@Nullable String document) {
        if (document == null) {
            return null;
        }
        JsonNode node = Json.kept(document);
        return new Origin(
                node.path("source").asText(),
                node.path("note").asText(),
                node.path("randomized").asBoolean());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
