package dev.candor.api.folding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.eventstore.DirtyMarks;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.ledger.Erasure;
import dev.candor.domain.event.Event;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.journey.Histories;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * New phases while events arrive, units are erased and workers fold, on the real store: what was added up step by step is what a
 * recount gives, and what a second witness says, to the last digit.
 */
@QuarkusTest
class FoldPhasesApiTest {

    private static final int UNITS = 120;
    private static final int ROUNDS = 300;
    private static final int ROUNDS_A_PHASE = 60;

    @Inject
    Shop shop;

    @Inject
    Folder folder;

    @Inject
    DirtyMarks marks;

    @Inject
    Erasure erasure;

    @Inject
    ExperimentCatalog catalog;

    @ParameterizedTest
    @CsvSource({"false, 1", "false, 2", "true, 3", "true, 4"})
    void phasesThatBeginMeanwhileAreCountedExactly(boolean sticky, long seed) throws Exception {
        Random random = new Random(seed);
        String site = "live-phases-" + seed;
        KeptExperiment experiment = shop.open(site, sticky);
        Histories histories = new Histories(random, Instant.now());
        List<UnitId> units = units(experiment, random);
        Map<UnitId, List<Event>> events = new HashMap<>();
        AtomicBoolean over = new AtomicBoolean();
        // Beside those of the program itself.
        try (ExecutorService threads = Executors.newFixedThreadPool(1)) {
            Future<?> worker = threads.submit(() -> {
                while (!over.get()) {
                    folder.foldAll();
                }
            });
            try {
                for (int round = 1; round <= ROUNDS; round++) {
                    UnitId unit = units.get(random.nextInt(units.size()));
                    arrive(experiment, unit, histories, random, events);
                    if (round % ROUNDS_A_PHASE == 0) {
                        beginPhase(site, random);
                    }
                    if (round % 50 == 0) {
                        assertThat(erasure.erase(unit))
                                .isEqualTo(events.remove(unit).size());
                    }
                }
            } finally {
                over.set(true);
            }
            worker.get(60, TimeUnit.SECONDS);
        }
        KeptExperiment now = shop.kept(site);
        assertThat(now.phases()).as("seed %d", seed).hasSizeGreaterThan(2);
        Map<String, ?> expected = Shop.expected(now, events.values());
        Shop.await(() -> {
            folder.foldAll();
            return marks.oldest().isEmpty() && shop.kept(now).equals(expected);
        });
        assertThat(Shop.recount(site).at("/result/confirmed").asBoolean())
                .as("seed %d", seed)
                .isTrue();
        // It is worth something only if the phases made a difference.
        assertThat(expected.keySet().stream().map(key -> key.charAt(0)).collect(Collectors.toSet()))
                .hasSizeGreaterThan(2);
        assertThat(expected).isNotEqualTo(Shop.expected(experiment, events.values()));
    }

    private void arrive(
            KeptExperiment experiment,
            UnitId unit,
            Histories histories,
            Random random,
            Map<UnitId, List<Event>> events) {
        List<Event> more = new ArrayList<>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            more.add(histories.event("welcome"));
        }
        shop.store(experiment, unit, more);
        shop.store(experiment, unit, more.subList(0, random.nextInt(2)));
        events.computeIfAbsent(unit, u -> new ArrayList<>()).addAll(more);
    }

    /** In the midst of the events, of which many were folded already. */
    private void beginPhase(String site, Random random) {
        KeptExperiment experiment = shop.kept(site);
        Instant last = experiment.phases().getLast().startedAt();
        Instant begun = last.plus(Duration.ofHours(random.nextInt(1, 24))).plusNanos(random.nextInt(1_000) * 1_000L);
        Phase phase = new Phase(experiment.phases().size() + 1, begun, List.of(5_000, 5_000));
        QuarkusTransaction.requiringNew()
                .run(() -> catalog.beginPhase(experiment.id(), experiment.experiment(), phase));
    }

    private static List<UnitId> units(KeptExperiment experiment, Random random) {
        List<UnitId> units = new ArrayList<>();
        for (int i = 0; i < UNITS; i++) {
            byte[] pseudonym = ByteBuffer.allocate(32)
                    .putLong(random.nextLong())
                    .putLong(random.nextLong())
                    .array();
            units.add(new UnitId(experiment.siteId(), pseudonym));
        }
        return units;
    }
}
