package dev.candor.api.folding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.eventstore.DirtyMarks;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.journeys.Candor;
import dev.candor.api.ledger.Erasure;
import dev.candor.domain.event.Event;
import dev.candor.domain.journey.Histories;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * Hot units under live ingest and live folding, which broke three other schemes in a trial (docs/decisions/0003): no event is lost,
 * none is counted twice, to the last digit.
 */
@QuarkusTest
class FoldRaceApiTest {

    private static final int UNITS = 150;
    private static final int ROUNDS = 350;

    @Inject
    Shop shop;

    @Inject
    Folder folder;

    @Inject
    DirtyMarks marks;

    @Inject
    Erasure erasure;

    @Test
    void hotUnitsUnderLiveIngestAndLiveFoldingAreCountedExactly() throws Exception {
        KeptExperiment experiment = shop.open("race");
        List<UnitId> units = units(experiment, UNITS);
        Map<UnitId, List<Event>> events = new ConcurrentHashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        // Beside those of the program itself.
        try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
            Future<?> one = threads.submit(() -> write(experiment, units.subList(0, UNITS / 2), events, 1));
            Future<?> other = threads.submit(() -> write(experiment, units.subList(UNITS / 2, UNITS), events, 2));
            Callable<Boolean> worker = () -> {
                while (!over.get()) {
                    folder.foldAll();
                }
                return true;
            };
            List<Future<Boolean>> workers = List.of(threads.submit(worker), threads.submit(worker));
            Future<JsonNode> recount = threads.submit(() -> Shop.recount("race"));
            try {
                one.get(60, TimeUnit.SECONDS);
                other.get(60, TimeUnit.SECONDS);
                assertThat(recount.get(60, TimeUnit.SECONDS).get("status").asText())
                        .isEqualTo("done");
            } finally {
                over.set(true);
            }
            for (Future<Boolean> each : workers) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        foldedUp();
        assertThat(shop.kept(experiment)).isEqualTo(Shop.expected(experiment, events.values()));
        assertThat(Shop.recount("race").at("/result/confirmed").asBoolean()).isTrue();
    }

    /** Each round stores some events of few units, so that a unit is folded while its next event commits. */
    private void write(KeptExperiment experiment, List<UnitId> units, Map<UnitId, List<Event>> events, long seed) {
        Random random = new Random(seed);
        Histories histories = new Histories(random, Instant.now());
        for (int round = 0; round < ROUNDS; round++) {
            UnitId unit = units.get(random.nextInt(units.size()));
            List<Event> more = new ArrayList<>();
            for (int i = random.nextInt(1, 6); i > 0; i--) {
                more.add(histories.event("welcome"));
            }
            shop.store(experiment, unit, more);
            events.computeIfAbsent(unit, u -> new ArrayList<>()).addAll(more);
        }
    }

    @Test
    void historiesWithErasuresAndAnEndAreCountedExactly() throws Exception {
        long seed = 77;
        Random random = new Random(seed);
        Histories histories = new Histories(random, Instant.now());
        KeptExperiment experiment = shop.open("histories");
        List<UnitId> units = units(experiment, 300);
        Map<UnitId, List<Event>> events = new HashMap<>();
        for (int round = 0; round < 900; round++) {
            UnitId unit = units.get(random.nextInt(units.size()));
            List<Event> more = List.of(histories.event("welcome"), histories.event("welcome"));
            shop.store(experiment, unit, more);
            shop.store(experiment, unit, more.subList(0, random.nextInt(2)));
            events.computeIfAbsent(unit, u -> new ArrayList<>()).addAll(more);
            if (round % 60 == 0) {
                assertThat(erasure.erase(unit)).isEqualTo(events.remove(unit).size());
            }
        }
        foldedUp();
        assertThat(shop.kept(experiment)).as("seed %d", seed).isEqualTo(Shop.expected(experiment, events.values()));

        Candor.admin()
                .post("/api/v1/sites/histories/experiments/welcome/stop")
                .then()
                .statusCode(200);
        KeptExperiment stopped = shop.kept("histories");
        foldedUp();
        assertThat(shop.kept(experiment)).as("seed %d", seed).isEqualTo(Shop.expected(stopped, events.values()));
        assertThat(shop.kept(experiment)).isNotEqualTo(Shop.expected(experiment, events.values()));
        assertThat(Shop.recount("histories").at("/result/confirmed").asBoolean())
                .isTrue();
    }

    private void foldedUp() throws InterruptedException {
        Shop.await(() -> {
            folder.foldAll();
            return marks.oldest().isEmpty();
        });
    }

    private static List<UnitId> units(KeptExperiment experiment, int count) {
        Random random = new Random(count);
        List<UnitId> units = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] pseudonym = ByteBuffer.allocate(32)
                    .putLong(random.nextLong())
                    .putLong(random.nextLong())
                    .array();
            units.add(new UnitId(experiment.siteId(), pseudonym));
        }
        return units;
    }
}
