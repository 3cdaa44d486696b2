package dev.candor.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.catalog.PseudonymKeys.Epoch;
import dev.candor.api.journeys.Candor;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.experiment.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How long which key may be used, to the millisecond, whatever a job does. */
class PseudonymKeysTest {

    private static final Instant T = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant ENDED = T.plus(Duration.ofDays(30));
    private static final Duration TICK = Duration.ofMillis(1);

    private static final PseudonymKeys KEYS = new PseudonymKeys(
            new byte[] {9}, List.of(new Epoch(1, new byte[] {1}, T, ENDED), new Epoch(2, new byte[] {2}, ENDED, null)));

    private static KeptExperiment experiment(Instant startedAt, @Nullable Instant stoppedAt) {
        return new KeptExperiment(
                1,
                1,
                ExperimentJson.read(Fields.of(Json.kept(Candor.experiment("welcome", 5000, 5000)))),
                stoppedAt == null ? Status.RUNNING : Status.STOPPED,
                1,
                "seed",
                "welcome",
                null,
                List.of(),
                null,
                List.of(),
                null,
                T,
                startedAt,
                stoppedAt);
    }

    private static List<Integer> usable(Instant now, KeptExperiment... experiments) {
        return KEYS.usable(List.of(experiments), now).stream()
                .map(Epoch::number)
                .toList();
    }

    @Test
    void momentsBelongToTheEpochThatWasInForce() {
        assertThat(KEYS.at(T.minus(TICK)).number()).isEqualTo(1);
        assertThat(KEYS.at(ENDED.minus(TICK)).number()).isEqualTo(1);
        assertThat(KEYS.at(ENDED).number()).isEqualTo(2);
    }

    @Test
    void keyOfAnEpochThatNothingCountsByLastsEightDaysLonger() {
        Instant over = ENDED.plus(Duration.ofDays(8));
        assertThat(usable(over.minus(TICK))).containsExactly(1, 2);
        assertThat(usable(over)).containsExactly(2);
    }

    @Test
    void experimentHoldsTheKeyOfTheEpochInWhichItStartedUntilEightDaysAfterItsStop() {
        Instant stopped = ENDED.plus(Duration.ofDays(100));
        Instant over = stopped.plus(Duration.ofDays(8));
        assertThat(usable(over.minus(TICK), experiment(ENDED.minus(TICK), stopped)))
                .containsExactly(1, 2);
        assertThat(usable(over, experiment(ENDED.minus(TICK), stopped))).containsExactly(2);
        assertThat(usable(over.minus(TICK), experiment(ENDED, stopped))).containsExactly(2);
    }

    @Test
    void nothingHoldsAKeyForMoreThan395DaysAfterItsEnd() {
        Instant limit = ENDED.plus(Duration.ofDays(395));
        KeptExperiment runs = experiment(T, null);
        assertThat(usable(limit.minus(TICK), runs)).containsExactly(1, 2);
        assertThat(usable(limit, runs)).containsExactly(2);
    }

    @Test
    void destroyedKeyIsNotUsable() {
        PseudonymKeys keys = new PseudonymKeys(
                new byte[] {9}, List.of(new Epoch(1, null, T, ENDED), new Epoch(2, new byte[] {2}, ENDED, null)));
        assertThat(keys.usable(List.of(experiment(T, null)), ENDED)).hasSize(1);
    }

    @Test
    void eventsAreKeptWhereTheyHappenedAndWhereAnExperimentStillCounts() {
        KeptExperiment old = experiment(T, null);
        KeptExperiment young = experiment(ENDED, null);
        assertThat(homes(ENDED, ENDED)).containsExactly(2);
        assertThat(homes(ENDED, ENDED, young)).containsExactly(2);
        assertThat(homes(ENDED, ENDED, old, young)).containsExactly(2, 1);
        // What happened before the end is nothing that the new epoch knows.
        assertThat(homes(ENDED.minus(TICK), ENDED, old, young)).containsExactly(1);
        assertThat(homes(ENDED.minus(TICK), ENDED.plus(Duration.ofDays(8)))).isEmpty();
    }

    private static List<Integer> homes(Instant happened, Instant now, KeptExperiment... experiments) {
        List<KeptExperiment> all = List.of(experiments);
        return KEYS.homes(happened, KEYS.usable(all, now), all, now).stream()
                .map(Epoch::number)
                .toList();
    }
}
