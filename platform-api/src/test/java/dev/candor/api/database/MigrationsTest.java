package dev.candor.api.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an upgrade makes of rows that an earlier release wrote: each migration from the schema before it. */
class MigrationsTest {

    private static Workshop workshop;
    private static EmbeddedPostgres server;

    @BeforeAll
    static void open() throws IOException {
        workshop = new Workshop();
        server = EmbeddedPostgres.start(workshop.data());
    }

    @AfterAll
    static void close() throws IOException {
        server.close();
        workshop.close();
    }

    /** A database of its own, at a version. */
    private static final class Release implements AutoCloseable {
        private final String url;
        private final Connection connection;

        private Release(String name, String version) throws SQLException {
            Sql.execute(server, "create database " + name);
            url = server.jdbcUrl().replaceFirst("/[^/]*$", "/" + name);
            migrate(version);
            connection = DriverManager.getConnection(url, server.username(), server.password());
        }

        private void migrate(String version) {
            Flyway.configure()
                    .dataSource(url, server.username(), server.password())
                    .target(version)
                    .load()
                    .migrate();
        }

        private void execute(String sql) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        /** Each row as PostgreSQL writes one. */
        private List<String> rows(String query) throws SQLException {
            List<String> rows = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet found =
                            statement.executeQuery("select cast(asked as text) from (" + query + ") as asked")) {
                while (found.next()) {
                    rows.add(found.getString(1));
                }
            }
            return rows;
        }

        /** A site with an experiment that runs, a draft, and one whose numbers were imported. */
        private void shop() throws SQLException {
            execute("""
                    insert into site (key, name, origins, site_key, server_key_hash, time_zone, locale, settings,
                                      pseudonym_key, holdout_seed, created_at)
                    values ('shop', 'Shop', '{}', 'pk_1', 'hash', 'UTC', 'en', '{}', '\\x00', 'seed', '2026-03-01Z');
                    insert into experiment (site_id, key, definition, status, seed, created_at, started_at, origin)
                    select 1, key, '{"variants": [{"key": "a", "weight": 7000}, {"key": "b", "weight": 3000}]}', status,
                           'seed', '2026-03-01Z', cast(started as timestamptz), cast(origin as json)
                    from (values ('runs', 'running', '2026-03-02 10:00Z', null),
                                 ('draft', 'draft', null, null),
                                 ('imported', 'completed', '2026-02-01 00:00Z', '{"source": "elsewhere"}'))
                        as row (key, status, started, origin)
                    """);
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }

    @Test
    void whatWasStartedBeforePhasesIsInItsFirst() throws SQLException {
        try (Release release = new Release("from_002", "2")) {
            release.shop();
            release.migrate("3");
            assertThat(release.rows("select experiment_id, number, started_at at time zone 'UTC', weights from phase"
                            + " order by experiment_id"))
                    .containsExactly(
                            "(1,1,\"2026-03-02 10:00:00\",\"{7000,3000}\")",
                            "(3,1,\"2026-02-01 00:00:00\",\"{7000,3000}\")");
        }
    }

    @Test
    void eventsStayAndWhatWasDerivedFromThemIsMarkedToBeFoldedByShard() throws SQLException {
        try (Release release = new Release("from_003", "3")) {
            release.shop();
            release.execute("""
                    create table event_2026_03_02 partition of event
                        for values from ('019cac00-0000-7000-8000-000000000000') to ('019cd000-0000-7000-8000-000000000000');
                    insert into event (id, site_id, unit, type, occurred_at, received_at, experiment_id, variant, name)
                    values ('019cac01-0000-7000-8000-000000000001', 1, '\\xff01', 'exposure', now(), now(), 1, 'a', null),
                           ('019cac01-0000-7000-8000-000000000002', 1, '\\xff01', 'conversion', now(), now(), null, null, 'x'),
                           ('019cac01-0000-7000-8000-000000000003', 1, '\\x0702', 'exposure', now(), now(), 1, 'b', null),
                           ('019cac01-0000-7000-8000-000000000004', 1, '', 'consent', now(), now(), null, null, 'y');
                    insert into dirty_mark (shard, site_id, unit) values (33, 1, '\\x0702');
                    insert into contribution
                    values (1, '\\xff01', 'a', now(), false, '{1000000}', '{0}', '{0}');
                    insert into variant_total values (1, 'a', 1, 0), (3, 'a', 500, 7), (3, 'b', 600, 0);
                    insert into sufficient_statistics
                    values (1, 'a', 'm', 1, 1, 1, 0, 0, 0, 0, 0, 0),
                           (3, 'a', 'm', 500, 12345678901234567890123, 2, 3, 4, 5, 6, 7, 8);
                    """);
            List<String> events = release.rows("select * from event order by id");
            release.migrate("5");

            assertThat(release.rows("select * from event order by id"))
                    .isEqualTo(events)
                    .hasSize(4);
            assertThat(release.rows("select shard, site_id, unit from dirty_mark order by shard"))
                    .containsExactly("(1,1,\"\\\\x0702\")", "(63,1,\"\\\\xff01\")");
            assertThat(release.rows("select * from contribution")).isEmpty();
            // Of what was imported there are no events: its sums are kept, as the first phase's and of the whole.
            assertThat(release.rows(
                            "select experiment_id, phase, dimension, value, variant, shard, visitors, quarantined"
                                    + " from variant_total order by variant"))
                    .containsExactly("(3,1,\"\",\"\",a,0,500,7)", "(3,1,\"\",\"\",b,0,600,0)");
            assertThat(
                            release.rows(
                                    "select experiment_id, phase, dimension, value, variant, metric, shard, units, sum_y,"
                                            + " sum_yy, sum_d, sum_dd, sum_yd, sum_x, sum_xx, sum_xy from sufficient_statistics"))
                    .containsExactly("(3,1,\"\",\"\",a,m,0,500,12345678901234567890123,2,3,4,5,6,7,8)");
        }
    }

    @Test
    void draftsKnowTheirEditorsAndTokensHaveNamesOfTheirOwn() throws SQLException {
        try (Release release = new Release("from_005", "5")) {
            release.shop();
            release.execute("""
                    insert into audit
                    select sequence, now(), actor, action, subject, '{}', '', ''
                    from (values (1, 'anna', 'experiment.create', 'shop/draft'),
                                 (2, 'ben', 'experiment.replace', 'shop/draft'),
                                 (3, 'cho', 'experiment.start', 'shop/draft'),
                                 (4, 'dan', 'experiment.create', 'shop/runs')) as row (sequence, actor, action, subject);
                    insert into access_token (name, token_hash, role, created_at)
                    values ('robot', 'h1', 'reader', now()), ('robot', 'h2', 'admin', now()), ('other', 'h3', 'admin', now());
                    """);
            release.migrate("6");
            assertThat(release.rows("select key, edited_by from experiment order by id"))
                    .containsExactly("(runs,dan)", "(draft,ben)", "(imported,)");
            assertThat(release.rows("select name, token_hash, role from access_token order by id"))
                    .containsExactly("(robot,h1,reader)", "(robot_2,h2,admin)", "(other,h3,admin)");
        }
    }

    @Test
    void receiptsThatWereSignedBeforeTextsWereComparedStayAsTheyWereSigned() throws SQLException {
        try (Release release = new Release("from_009_3", "9.3")) {
            release.shop();
            release.execute("""
                    insert into receipt (site_id, id, unit, purpose, answer, at, expires_at, document)
                    values (1, '019cac01-0000-7000-8000-000000000001', '\\x01', 'personalization', 'granted',
                            '2026-03-02Z', '2027-03-02Z', '{"receiptId": 1, "signature": "s"}'),
                           (1, '019cac01-0000-7000-8000-000000000002', null, 'measurement', 'denied',
                            '2026-03-02Z', '2027-03-02Z', '{"receiptId": 2}');
                    """);
            List<String> before =
                    release.rows("select id, unit, purpose, answer, expires_at, document from receipt order by id");
            release.migrate("9.4");
            assertThat(release.rows("select id, unit, purpose, answer, expires_at, document from receipt order by id"))
                    .isEqualTo(before)
                    .hasSize(2);
            // Which text they were answers to is not guessed: the health check counts them as texts that are not ours.
            assertThat(release.rows("select count(*) from receipt where text_version is not null"))
                    .containsExactly("(0)");
            assertThat(release.rows("select indexname from pg_indexes where indexname = 'receipt_of_site'"))
                    .hasSize(1);
        }
    }

    @Test
    void anAuditThatWasWrittenBeforeIsFromThenOnOnlyAddedTo() throws SQLException {
        try (Release release = new Release("from_009", "9.4")) {
            release.shop();
            release.execute("""
                    insert into audit values (1, '2026-03-01Z', 'anna', 'site.create', 'shop', '{"a": 1}', 'begin', 'h1'),
                                             (2, '2026-03-02Z', 'ben', 'experiment.start', 'shop/runs', '{}', 'h1', 'h2');
                    create table event_2026_03_02 partition of event
                        for values from ('019cac00-0000-7000-8000-000000000000') to ('019cd000-0000-7000-8000-000000000000');
                    insert into event (id, site_id, unit, type, occurred_at, received_at, name, detail)
                    values ('019cac01-0000-7000-8000-000000000001', 1, '', 'consent', now(), now(), 'measurement',
                            '{"state": "denied"}');
                    """);
            List<String> audit = release.rows("select * from audit order by sequence");
            release.migrate("12");

            assertThat(release.rows("select * from audit order by sequence")).isEqualTo(audit);
            for (String statement : List.of(
                    "update audit set actor = 'nobody' where sequence = 1",
                    "delete from audit where sequence = 2",
                    "truncate audit")) {
                assertThatThrownBy(() -> release.execute(statement))
                        .as(statement)
                        .hasMessageContaining("append-only");
            }
            release.execute(
                    "insert into audit values (3, now(), 'cho', 'experiment.stop', 'shop/runs', '{}', 'h2', 'h3')");
            assertThat(release.rows("select sequence from audit order by sequence"))
                    .containsExactly("(1)", "(2)", "(3)");
            // What is there is found by the new index, which the partitions of before have too.
            assertThat(release.rows("select count(*) from event where site_id = 1 and type = 'consent'"))
                    .containsExactly("(1)");
            assertThat(release.rows("select tablename from pg_indexes where indexdef like '%type = ''consent''%'"
                            + " and tablename in ('event', 'event_2026_03_02') order by tablename"))
                    .containsExactly("(event)", "(event_2026_03_02)");
            // Nothing was let pass, and no verdict was noted: the first that is seen is written down.
            assertThat(release.rows("select 1 from finding_override union all select 1 from noted_verdict"))
                    .isEmpty();
        }
    }

    @Test
    void whatVisitorsSaidAndAdministratorsLetPassSurvivesEveryLaterRelease() throws SQLException {
        try (Release release = new Release("from_012", "12")) {
            release.shop();
            release.execute("""
                    insert into shown_text values (1, 'v1', 'hash', 'panel', 'ja', '{"title": "同意"}', '2026-03-01Z');
                    insert into receipt_key values (1, '\\x01', '\\x02', '2026-03-01Z');
                    insert into receipt (site_id, id, unit, purpose, answer, at, expires_at, document, text_version)
                    values (1, '019cac01-0000-7000-8000-000000000001', '\\x01', 'personalization', 'granted',
                            '2026-03-02Z', '2097-03-02Z', '{"signature": "s"}', 'v1');
                    insert into standing values (1, '\\x01', null, null, '2026-03-02Z', null, '2026-03-02Z', '2097-03-02Z');
                    insert into erased_unit values (1, '\\x02', '2026-03-02Z', '2097-03-02Z', true);
                    insert into erased_visitors values (1, 1, 'a', 3);
                    insert into purge values ('receipts', '2026-03-02Z', 7);
                    insert into attribute_use values (1, 'interest', '2026-03-02', 'asked', 9);
                    insert into finding_override values (1, 'creepy.social', '/audience', 'because', 'anna', '2026-03-01Z');
                    insert into noted_verdict values (1, 'equivalent', null);
                    insert into audit values (1, '2026-03-01Z', 'anna', 'site.create', 'shop', '{}', 'begin', 'h1');
                    insert into daily_salt (site_id, day, salt) values (1, '2026-03-01', '\\x03');
                    """);
            String kept = "select 'texts', version || sha256 || content from shown_text"
                    + " union all select 'keys', cast(public_key as text) || cast(private_key as text) from receipt_key"
                    + " union all select 'receipts', cast(unit as text) || answer || document || text_version from receipt"
                    + " union all select 'standings', cast(unit as text) || cast(personalization_off as text) from standing"
                    + " union all select 'erased', cast(unit as text) || cast(swept as text) from erased_unit"
                    + " union all select 'counts', variant || visitors from erased_visitors"
                    + " union all select 'purges', kind || removed from purge"
                    + " union all select 'uses', attribute || what || count from attribute_use"
                    + " union all select 'overrides', code || field || reason || actor from finding_override"
                    + " union all select 'verdicts', code from noted_verdict"
                    + " union all select 'audit', hash from audit";
            List<String> before = release.rows(kept);
            assertThat(before).hasSize(11);
            release.migrate("latest");
            assertThat(release.rows(kept)).isEqualTo(before);
        }
    }

    @Test
    void rowsOfTheFirstReleasesSurviveEveryLaterOne() throws SQLException {
        try (Release release = new Release("from_006", "6")) {
            release.shop();
            release.execute("""
                    insert into phase values (1, 1, '2026-03-02 10:00Z', '{7000,3000}'), (3, 1, '2026-02-01Z', '{7000,3000}');
                    create table event_2026_03_02 partition of event
                        for values from ('019cac00-0000-7000-8000-000000000000') to ('019cd000-0000-7000-8000-000000000000');
                    insert into event (id, site_id, unit, type, occurred_at, received_at, experiment_id, variant, name, detail)
                    values ('019cac01-0000-7000-8000-000000000001', 1, '\\xff01', 'exposure', now(), now(), 1, 'a', null,
                            '{"personalized": false, "dimensions": {"device": "mobile"}}'),
                           ('019cac01-0000-7000-8000-000000000002', 1, '', 'consent', now(), now(), null, null, 'remembering',
                            '{"state": "denied"}');
                    insert into dirty_mark (shard, site_id, unit) values (63, 1, '\\xff01');
                    insert into contribution (experiment_id, unit, phase, variant, exposed_at, quarantined, dimensions, amounts,
                                              denominators, covariates, samples)
                    values (1, '\\xff01', 1, 'a', now(), false, 'device=mobile', '{1000000}', null, null, null);
                    insert into variant_total (experiment_id, phase, dimension, value, shard, variant, visitors, quarantined)
                    values (1, 1, '', '', 63, 'a', 1, 0), (1, 1, 'device', 'mobile', 63, 'a', 1, 0), (3, 1, '', '', 0, 'a', 5, 0);
                    insert into sufficient_statistics (experiment_id, phase, dimension, value, shard, variant, metric, units,
                                                       sum_y, sum_yy, sum_d, sum_dd, sum_yd, sum_x, sum_xx, sum_xy)
                    values (1, 1, '', '', 63, 'a', 'm', 1, 1000000, 1000000000000, 0, 0, 0, 0, 0, 0);
                    insert into fold_state values (1, null, 1, 2);
                    insert into sealed_statistics values (3, 1, now(), '{}', 'hash');
                    insert into snapshot values (1, now(), 1, 'running', '{}');
                    """);
            String kept =
                    "select 'event', cast(count(*) as text) || min(cast(detail as text)) || max(cast(id as text)) from event"
                            + " union all select 'marks', cast(count(*) as text) from dirty_mark"
                            + " union all select 'phases', string_agg(cast(phase as text), ' ' order by experiment_id) from phase"
                            + " union all select 'totals', string_agg(variant || visitors, ' ' order by experiment_id, dimension)"
                            + " from variant_total"
                            + " union all select 'sums', cast(sum(sum_yy) as text) from sufficient_statistics"
                            + " union all select 'contributions', string_agg(dimensions || cast(amounts as text), ' ') from contribution"
                            + " union all select 'seals', string_agg(sha256, ' ') from sealed_statistics"
                            + " union all select 'snapshots', string_agg(statistics, ' ') from snapshot"
                            + " union all select 'experiments', string_agg(key || status, ' ' order by id) from experiment";
            List<String> before = release.rows(kept);
            release.migrate("latest");
            assertThat(release.rows(kept)).isEqualTo(before);
        }
    }

    @Test
    void snapshotsOfBeforeAreThereAndNobodyHasSaidYetWhichMayBeShown() throws SQLException {
        try (Release release = new Release("from_012_to_noise", "12")) {
            release.shop();
            release.execute("insert into snapshot values (1, '2026-03-03Z', 1, 'running', '{\"visitors\": {}}')");
            release.migrate("16");
            assertThat(release.rows("select status, statistics, apart from snapshot"))
                    .containsExactly("(running,\"{\"\"visitors\"\": {}}\",)");
            assertThat(release.rows("select count(*) from noised_release")).containsExactly("(0)");
        }
    }

    @Test
    void whatThereIsBelongsToTheFirstEpochAndWhatWasTakenBackIsStillKnown() throws SQLException {
        try (Release release = new Release("from_012_to_epochs", "12")) {
            release.shop();
            release.execute("""
                    update site set pseudonym_key = '\\x0102';
                    insert into standing (site_id, unit, objected_at, changed_at, expires_at)
                    values (1, '\\xff01', now(), now(), now());
                    create table event_2026_03_02 partition of event
                        for values from ('019cac00-0000-7000-8000-000000000000') to ('019cd000-0000-7000-8000-000000000000');
                    insert into event (id, site_id, unit, type, occurred_at, received_at)
                    values ('019cac01-0000-7000-8000-000000000001', 1, '\\xff01', 'exposure', now(), now());
                    """);
            release.migrate("17");
            assertThat(release.rows("select number, key, began_at at time zone 'UTC', ended_at from site_epoch"))
                    .containsExactly("(1,\"\\\\x0102\",\"2026-03-01 00:00:00\",)");
            assertThat(release.rows("select length(lasting_key) from site where lasting_key <> '\\x0102'"))
                    .containsExactly("(32)");
            assertThat(release.rows("select former from standing")).containsExactly("(t)");
            // The same event may be kept in two epochs, and in each once.
            String copy = "insert into event (id, site_id, unit, type, occurred_at, received_at, epoch)"
                    + " select id, site_id, '\\x07', type, occurred_at, received_at, 2 from event where epoch = 1"
                    + " on conflict do nothing";
            release.execute(copy);
            release.execute(copy);
            assertThat(release.rows("select epoch from event order by epoch")).containsExactly("(1)", "(2)");
        }
    }
}
