package dev.candor.api.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.domain.event.Event;
import dev.candor.domain.journey.Contribution;
import dev.candor.domain.journey.ExperimentDefinition;
import dev.candor.domain.journey.Histories;
import dev.candor.domain.journey.NaiveFold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Thousands of histories, folded by workers that take turns at random while events arrive, visitors are erased and the experiment
 * goes on: what was added up step by step is what a recount gives, and what a second witness says, to the last digit.
 */
class FoldHistoriesTest {

    private static final int HISTORIES = 4_000;
    private static final Instant AROUND = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void addedUpStepByStepIsWhatARecountAndASecondWitnessSay() {
        long first = 20_260_301;
        int quarantined = 0;
        int phased = 0;
        for (long seed = first; seed < first + HISTORIES; seed++) {
            History history = new History(new Random(seed));
            history.unfold();
            Map<String, ?> incremental = Flat.of(history.statistics);
            assertThat(incremental).as("seed %d, recount", seed).isEqualTo(Flat.of(history.recount()));
            assertThat(incremental)
                    .as("seed %d, second witness", seed)
                    .isEqualTo(NaiveFold.of(history.definition, history.events.values()));
            quarantined += incremental.keySet().stream().anyMatch(key -> key.endsWith("quarantined")) ? 1 : 0;
            phased += incremental.keySet().stream().anyMatch(key -> key.startsWith("2|")) ? 1 : 0;
        }
        // The histories are worth something only if they hold what is hard.
        assertThat(quarantined).isGreaterThan(HISTORIES / 10);
        assertThat(phased).isGreaterThan(HISTORIES / 20);
    }

    /** A ledger, a store and some workers, in memory, with the locks of the real ones. */
    private static final class History {
        private static final int SHARDS = 3;
        private static final int UNITS = 7;

        private final Random random;
        private final Histories histories;
        private final Map<Integer, List<Event>> events = new HashMap<>();
        private final List<Integer> marks = new ArrayList<>();
        private final Map<Integer, Contribution> contributions = new HashMap<>();
        private final PartedStatistics statistics = new PartedStatistics();
        private final List<Worker> workers = new ArrayList<>();
        private ExperimentDefinition definition;

        private History(Random random) {
            this.random = random;
            this.histories = new Histories(random, AROUND);
            this.definition = new ExperimentDefinition(
                    "welcome",
                    List.of("plain", "by-interest"),
                    Histories.metrics(),
                    List.of(AROUND.minusSeconds(86_400 * 5)),
                    random.nextBoolean(),
                    null);
        }

        /** Holds a shard from taking marks until it commits; in between, anything may happen to others. */
        private final class Worker {
            private final int shard;
            private final Set<Integer> units;
            private final ExperimentDefinition known = definition;
            private Map<Integer, Optional<Contribution>> folded = Map.of();
            private boolean loaded;

            private Worker(int shard, Set<Integer> units) {
                this.shard = shard;
                this.units = units;
            }

            private boolean step() {
                if (!loaded) {
                    folded = new LinkedHashMap<>();
                    units.forEach(unit ->
                            folded.put(unit, Contribution.of(known, events.getOrDefault(unit, List.of()))));
                    loaded = true;
                    return false;
                }
                folded.forEach(History.this::replace);
                return true;
            }
        }

        private void unfold() {
            int steps = 10 + random.nextInt(60);
            for (int i = 0; i < steps; i++) {
                switch (random.nextInt(16)) {
                    case 0 -> erase(random.nextInt(UNITS));
                    case 1 -> change();
                    case 2, 3, 4, 5, 6 -> arrive();
                    default -> work();
                }
            }
            while (!marks.isEmpty() || !workers.isEmpty()) {
                work();
            }
        }

        /** A batch of events, some of them again: only what is new is stored, and its units are marked. */
        private void arrive() {
            for (int i = random.nextInt(1, 5); i > 0; i--) {
                int unit = random.nextInt(UNITS);
                List<Event> of = events.computeIfAbsent(unit, u -> new ArrayList<>());
                Event event = !of.isEmpty() && random.nextInt(5) == 0
                        ? of.get(random.nextInt(of.size()))
                        : histories.event("welcome");
                if (of.stream().noneMatch(stored -> stored.id().equals(event.id()))) {
                    of.add(random.nextInt(of.size() + 1), event);
                    marks.add(unit);
                }
            }
        }

        private void work() {
            if (!workers.isEmpty() && random.nextBoolean()) {
                Worker worker = workers.get(random.nextInt(workers.size()));
                if (worker.step()) {
                    workers.remove(worker);
                }
                return;
            }
            int shard = random.nextInt(SHARDS);
            if (workers.stream().anyMatch(worker -> worker.shard == shard)) {
                return;
            }
            Set<Integer> taken = new HashSet<>();
            int limit = 1 + random.nextInt(4);
            for (var left = marks.iterator(); left.hasNext() && limit > 0; ) {
                int unit = left.next();
                if (unit % SHARDS == shard) {
                    taken.add(unit);
                    left.remove();
                    limit--;
                }
            }
            if (!taken.isEmpty()) {
                workers.add(new Worker(shard, taken));
            }
        }

        private void pass(int shard) {
            workers.removeIf(worker -> {
                if (worker.shard != shard) {
                    return false;
                }
                while (!worker.step()) {
                    // until it has committed
                }
                return true;
            });
        }

        private void erase(int unit) {
            pass(unit % SHARDS);
            events.remove(unit);
            marks.removeIf(mark -> mark == unit);
            replace(unit, Optional.empty());
        }

        /** A new phase, or the end: whoever folds by the old definition is waited for, then whom it concerns is marked. */
        private void change() {
            boolean ends = definition.until() == null && random.nextInt(3) == 0;
            Instant since = histories.moment();
            List<Instant> phases = new ArrayList<>(definition.phases());
            if (definition.until() != null || (!ends && !since.isAfter(phases.getLast()))) {
                return;
            }
            if (!ends) {
                phases.add(since);
            }
            definition = new ExperimentDefinition(
                    definition.experiment(),
                    definition.variants(),
                    definition.metrics(),
                    phases,
                    definition.sticky(),
                    ends ? since : null);
            for (int shard = 0; shard < SHARDS; shard++) {
                pass(shard);
            }
            events.forEach((unit, of) -> {
                if (of.stream().anyMatch(event -> !event.occurredAt().isBefore(since))) {
                    marks.add(unit);
                }
            });
        }

        private void replace(int unit, Optional<Contribution> now) {
            Contribution old = contributions.remove(unit);
            if (old != null) {
                statistics.subtract(definition, old);
            }
            now.ifPresent(contribution -> {
                statistics.add(definition, contribution);
                contributions.put(unit, contribution);
            });
        }

        private PartedStatistics recount() {
            PartedStatistics fresh = new PartedStatistics();
            List<List<Event>> units = new ArrayList<>(events.values());
            Collections.shuffle(units, random);
            units.forEach(of -> {
                List<Event> shuffled = new ArrayList<>(of);
                Collections.shuffle(shuffled, random);
                Contribution.of(definition, shuffled).ifPresent(one -> fresh.add(definition, one));
            });
            return fresh;
        }
    }
}
