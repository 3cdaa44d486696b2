package dev.candor.api.folding;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.Database;
import dev.candor.api.eventstore.DirtyMarks;
import dev.candor.api.eventstore.Shards;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.journeys.Candor;
import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Conversion;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.journey.Contribution;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the fold does when the database refuses one unit's contribution, and when the program folds otherwise than before. */
@QuarkusTest
class FoldFaultsApiTest {

    @Inject
    Shop shop;

    @Inject
    Folder folder;

    @Inject
    DirtyMarks marks;

    @Inject
    Database database;

    /** Of one shard, so that they are folded in one batch. */
    private static UnitId unit(KeptExperiment experiment, int number) {
        return new UnitId(
                experiment.siteId(),
                ByteBuffer.allocate(32)
                        .putInt(0x55)
                        .putInt(experiment.id())
                        .putInt(number)
                        .array());
    }

    /** So many visitors, each of whom bought for its number, stored at once. */
    private Map<UnitId, List<Event>> visit(KeptExperiment experiment, int count) {
        Map<UnitId, List<Event>> events = new LinkedHashMap<>();
        Instant at = Instant.now().minusSeconds(5).truncatedTo(ChronoUnit.MILLIS);
        for (int i = 1; i <= count; i++) {
            List<Event> of = List.of(
                    new Exposure(Candor.id(), at, "welcome", i % 2 == 0 ? "plain" : "by-interest", false),
                    new Conversion(Candor.id(), at.plusMillis(1), "purchase", i * 1_000_000L));
            events.put(unit(experiment, i), of);
        }
        database.transaction(handle -> {
            // Nobody folds this shard until all of them are there.
            Shards.lock(handle, unit(experiment, 1).shard());
            events.forEach((unit, of) -> shop.store(experiment, unit, of));
            return true;
        });
        return events;
    }

    private static JsonNode setAside(String site) {
        return json(admin().get("/api/v1/sites/" + site + "/experiments/welcome/results")
                        .then()
                        .statusCode(200))
                .get("setAside");
    }

    private void foldedUp() throws InterruptedException {
        Shop.await(() -> {
            folder.foldAll();
            return marks.oldest().isEmpty();
        });
    }

    @Test
    void batchThatTheDatabaseRefusesIsFoldedUnitByUnitAndTheBadOneSetAside() throws InterruptedException {
        KeptExperiment experiment = shop.open("refused");
        UnitId bad = unit(experiment, 7);
        database.query(handle -> handle.execute("alter table contribution add constraint poison check (unit <> '\\x"
                + HexFormat.of().formatHex(bad.pseudonym()) + "')"));
        Map<UnitId, List<Event>> events;
        try {
            events = visit(experiment, 20);
            foldedUp();
        } finally {
            database.query(handle -> handle.execute("alter table contribution drop constraint poison"));
        }
        Map<UnitId, List<Event>> good = new LinkedHashMap<>(events);
        good.remove(bad);
        assertThat(shop.kept(experiment)).isEqualTo(Shop.expected(experiment, good.values()));
        assertThat(setAside("refused").at("/0/units").asInt()).isEqualTo(1);
        assertThat(setAside("refused").at("/0/reason").asText()).isEqualTo("the database refuses what it adds (23514)");

        // What comes next of it is folded with all that came before.
        List<Event> more = List.of(new Conversion(Candor.id(), Instant.now(), "visit", 3_000_000L));
        shop.store(experiment, bad, more);
        foldedUp();
        events.put(bad, Stream.concat(events.get(bad).stream(), more.stream()).toList());
        assertThat(shop.kept(experiment)).isEqualTo(Shop.expected(experiment, events.values()));
        assertThat(setAside("refused")).isEmpty();
        assertThat(Shop.recount("refused").at("/result/confirmed").asBoolean()).isTrue();
    }

    @Test
    void aDatabaseThatFailsSetsNobodyAsideAndIsTriedAgain() throws InterruptedException {
        KeptExperiment experiment = shop.open("failing");
        database.query(handle -> handle.execute("alter table contribution rename to contribution_away"));
        Map<UnitId, List<Event>> events;
        try {
            events = visit(experiment, 20);
            Shop.await(this::cannotFold);
            assertThat(marks.oldest()).as("what waits goes on waiting").isPresent();
        } finally {
            database.query(handle -> handle.execute("alter table contribution_away rename to contribution"));
        }
        // By the workers of this node, which have failed as well and come back by themselves.
        Shop.await(() -> shop.kept(experiment).equals(Shop.expected(experiment, events.values())));
        assertThat(setAside("failing")).isEmpty();
    }

    /** Not while a worker holds the lock of the marked shard, which it does until it fails itself. */
    private boolean cannotFold() {
        try {
            folder.foldAll();
            return false;
        } catch (RuntimeException e) {
            assertThat(e).hasStackTraceContaining("contribution");
            return true;
        }
    }

    @Test
    void whatAnOlderProgramFoldedIsFoldedAgain() throws InterruptedException {
        KeptExperiment experiment = shop.open("upgrade");
        Map<UnitId, List<Event>> events = visit(experiment, 20);
        foldedUp();
        Map<String, ?> right = Shop.expected(experiment, events.values());
        assertThat(shop.kept(experiment)).isEqualTo(right);
        Shop.await(() -> foldedBy(experiment) == Contribution.VERSION);

        // As one that counted every purchase twice would have left it: in step with itself, and wrong.
        database.transaction(handle -> {
            handle.execute(
                    "update contribution set amounts[2] = 2 * amounts[2] where experiment_id = ?", experiment.id());
            return handle.execute(
                    "update sufficient_statistics set sum_y = 2 * sum_y, sum_yy = 4 * sum_yy"
                            + " where experiment_id = ? and metric = 'purchases'",
                    experiment.id());
        });
        assertThat(shop.kept(experiment)).isNotEqualTo(right);
        database.query(handle -> handle.execute(
                "update fold_state set version = ? where experiment_id = ?",
                Contribution.VERSION - 1,
                experiment.id()));
        Shop.await(() -> foldedBy(experiment) == Contribution.VERSION);
        foldedUp();
        assertThat(shop.kept(experiment)).isEqualTo(right);
        assertThat(Shop.recount("upgrade").at("/result/confirmed").asBoolean()).isTrue();
    }

    private int foldedBy(KeptExperiment experiment) {
        return database.query(handle -> handle.createQuery("select version from fold_state where experiment_id = :id")
                .bind("id", experiment.id())
                .mapTo(Integer.class)
                .findOne()
                .orElse(0));
    }
}
