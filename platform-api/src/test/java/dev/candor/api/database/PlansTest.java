package dev.candor.api.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * That the statements on the paths of events, of results and of visitors find their rows by an index among a hundred thousand
 * events. What the plans cost with millions stands in docs/decisions/0007.
 */
class PlansTest {

    private static Workshop workshop;
    private static EmbeddedPostgres server;
    private static Jdbi database;

    @BeforeAll
    static void open() throws IOException {
        workshop = new Workshop();
        server = EmbeddedPostgres.start(workshop.data());
        Flyway.configure()
                .dataSource(server.jdbcUrl(), server.username(), server.password())
                .load()
                .migrate();
        database = Jdbi.create(server.jdbcUrl(), server.username(), server.password());
        database.registerArrayType(Integer.class, "integer");
        database.registerArrayType(String.class, "text");
        database.useHandle(PlansTest::fill);
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
        workshop.close();
    }

    /** Two sites of 40,000 units, each of which met the experiment; every second bought, every tenth said something of consent. */
    private static void fill(Handle handle) {
        handle.execute("""
                insert into site (key, name, origins, site_key, server_key_hash, time_zone, locale, settings, lasting_key,
                                  holdout_seed, created_at)
                select key, key, '{}', 'pk_' || key, key, 'UTC', 'en', '{}', '\\x00', 'seed', now()
                from (values ('one'), ('two')) as row (key)
                """);
        handle.execute("""
                insert into experiment (site_id, key, definition, status, seed, created_at, started_at)
                select id, 'welcome', '{}', 'running', 'seed', now(), now() from site
                """);
        handle.execute("create table event_of_all partition of event for values from (minvalue) to (maxvalue)");
        handle.execute("""
                insert into event (id, site_id, unit, type, occurred_at, received_at, experiment_id, variant, name, detail)
                select cast(lpad(to_hex(cast(i as bigint) * 8 + kind.place), 32, '0') as uuid), site.id, unit(i), kind.type,
                       now() - i * interval '1 second', now(), case when kind.type = 'exposure' then site.id end, 'a',
                       kind.name, case when kind.type = 'consent' then '{"state": "granted"}'::jsonb end
                from generate_series(1, 40000) as i, site,
                     (values (1, 'exposure', null, 1), (2, 'conversion', 'purchase', 2), (3, 'consent', 'measurement', 10),
                             (4, 'trust', 'why_opened', 100)) as kind (place, type, name, every),
                     lateral (select decode(md5(cast(i as text)), 'hex')) as pseudonym (unit)
                where i % kind.every = 0
                """.replace("unit(i)", "case when kind.type = 'trust' then '' else pseudonym.unit end"));
        handle.execute("""
                insert into contribution (experiment_id, unit, phase, variant, exposed_at, quarantined, dimensions, amounts,
                                          denominators, covariates, samples)
                select e.id, decode(md5(cast(i as text)), 'hex'), 1, 'a', now(), false, null, '{0}', null, null, null
                from generate_series(1, 40000) as i, experiment e
                """);
        handle.execute("""
                insert into dirty_mark (shard, site_id, unit)
                select i % 64, site.id, decode(md5(cast(i as text)), 'hex') from generate_series(1, 40000) as i, site
                """);
        handle.execute("""
                insert into variant_total (experiment_id, phase, dimension, value, shard, variant, visitors, quarantined)
                select e.id, phase, 'device', cast(i as text), shard, 'a', 1, 0
                from generate_series(1, 20) as i, generate_series(1, 10) as phase, generate_series(0, 63) as shard, experiment e
                """);
        handle.execute(
                "insert into site_epoch (site_id, number, key, began_at) select id, 1, '\\x00', created_at from site");
        handle.execute("analyze");
    }

    private static String plan(String sql, Map<String, ?> values) {
        return database.withHandle(handle -> {
            Query query = handle.createQuery("explain (costs off) " + sql);
            values.forEach(query::bind);
            return String.join("\n", query.mapTo(String.class).list());
        });
    }

    private static void foundByIndex(String plan, String index) {
        assertThat(plan).contains(index).doesNotContain("Seq Scan on event").doesNotContain("Seq Scan on dirty_mark");
    }

    private static Map<String, Object> since() {
        Map<String, Object> values = new java.util.HashMap<>();
        values.put("site", 1);
        values.put(
                "from", java.time.OffsetDateTime.now(java.time.ZoneOffset.UTC).minusHours(2));
        values.put("until", null);
        return values;
    }

    @Test
    void eventsOfUnitsAreFoundByTheirUnit() throws SQLException {
        List<String> plan = new ArrayList<>();
        try (Connection connection = database.open().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("explain (costs off) " + Database.sql("eventstore/eventsOf"))) {
            Array units = connection.createArrayOf("bytea", new byte[][] {new byte[16], new byte[] {1}});
            statement.setArray(1, connection.createArrayOf("int", new Integer[] {1, 1}));
            statement.setArray(2, units);
            statement.setObject(3, new java.util.UUID(-1, -1));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    plan.add(rows.getString(1));
                }
            }
        }
        foundByIndex(String.join("\n", plan), "event_of_all_site_id_unit_idx");
    }

    @Test
    void marksAreTakenAndTheOldestSeenByTheirShard() {
        foundByIndex(
                plan(Database.sql("eventstore/takeMarks"), Map.of("shards", new Integer[] {3, 5}, "limit", 2_000)),
                "dirty_mark_of_shard");
        foundByIndex(plan(Database.sql("eventstore/oldestMarks"), Map.of()), "dirty_mark_of_shard");
    }

    @Test
    void answersAndSignalsThatBelongToNobodyAreFoundAmongAllEvents() {
        foundByIndex(plan(Database.sql("results/answers"), since()), "event_of_all_site_id_occurred_at_idx");
        Map<String, Object> values = since();
        values.put("experiment", 1);
        values.put("names", new String[] {"why_opened"});
        foundByIndex(plan(Database.sql("results/unattributed"), values), "event_of_all_site_id_");
    }

    @Test
    void wordsOfConsentAreComparedByTheNewestAnswersAlone() {
        String plan = plan(
                Database.sql("consent/screensByVariant"),
                Map.of("site", 1, "since", since().get("from"), "experiment", 1, "phase", 1, "most", 20_000));
        foundByIndex(plan, "event_of_all_site_id_occurred_at_idx");
    }

    @Test
    void visitorsGetWhatIsTheirs() {
        Map<String, Object> values = since();
        values.remove("until");
        values.put("units", Database.byteas(new byte[][] {new byte[16], {1}}));
        values.put("exposures", true);
        values.put("most", 1_000);
        foundByIndex(plan(Database.sql("eventstore/heldOf"), values), "event_of_all_site_id_unit_idx");
    }

    @Test
    void visitorsOfAPhasesPartsAreOneLookIntoTheirIndex() {
        String plan = plan(
                "select dimension, value, variant, sum(visitors) from variant_total where experiment_id = :id and"
                        + " phase = :phase and dimension <> '' group by phase, dimension, value, variant",
                Map.of("id", 1, "phase", 3));
        assertThat(plan).contains("variant_total_pkey").doesNotContain("Seq Scan");
    }
}
