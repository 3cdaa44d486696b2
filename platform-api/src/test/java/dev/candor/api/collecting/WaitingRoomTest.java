package dev.candor.api.collecting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.collecting.WaitingRoom.Waiting;
import dev.candor.api.eventstore.NewEvent;
import dev.candor.api.eventstore.UnitId;
import dev.candor.domain.event.Event.Conversion;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Which requests are stored together. */
class WaitingRoomTest {

    private static final NewEvent EVENT = new NewEvent(
            new UnitId(1, new byte[] {1}),
            new Conversion(new UUID(1, 2), Instant.EPOCH, "purchase", null),
            Instant.EPOCH,
            null,
            null);
    /** Longer than any test takes: whoever waits for so long waits for something else. */
    private static final Duration FOR_EVER = Duration.ofMinutes(10);

    private static final Collector.Sender NOBODY = new Collector.Sender() {
        @Override
        public void stored(int isNew) {}

        @Override
        public void turnedAway() {}
    };

    private static Waiting request(int events) {
        return request(events, 200);
    }

    private static Waiting request(int events, int bytes) {
        return Waiting.of(Collections.nCopies(events, EVENT), bytes, Runnable::run, NOBODY);
    }

    private static void enter(WaitingRoom room, int requests, int events) {
        for (int i = 0; i < requests; i++) {
            assertThat(room.enter(request(events))).isTrue();
        }
    }

    private static int events(List<Waiting> batch) {
        return batch.stream().mapToInt(waiting -> waiting.events().size()).sum();
    }

    @Test
    void whoeverWaitsIsTakenTogether() throws InterruptedException {
        WaitingRoom room = new WaitingRoom(FOR_EVER, FOR_EVER);
        enter(room, 7, 1);
        assertThat(room.take(FOR_EVER)).hasSize(7);
        assertThat(room.requests()).isZero();
        assertThat(room.take(Duration.ZERO)).isEmpty();
    }

    @Test
    void afterAFewNobodyIsWaitedFor() throws InterruptedException {
        WaitingRoom room = new WaitingRoom(FOR_EVER, FOR_EVER);
        enter(room, WaitingRoom.MANY_REQUESTS - 1, 1);
        room.take(FOR_EVER);
        enter(room, 1, 1);
        assertThat(room.take(FOR_EVER)).hasSize(1);
    }

    @Test
    void afterManyTheSameNumberIsWaitedFor() throws Exception {
        WaitingRoom room = new WaitingRoom(FOR_EVER, FOR_EVER);
        enter(room, WaitingRoom.MANY_REQUESTS, 1);
        room.take(FOR_EVER);
        enter(room, 1, 1);
        CompletableFuture<List<Waiting>> next = CompletableFuture.supplyAsync(() -> {
            try {
                return room.take(FOR_EVER);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        enter(room, WaitingRoom.MANY_REQUESTS - 1, 1);
        assertThat(next.get()).hasSize(WaitingRoom.MANY_REQUESTS);
    }

    @Test
    void thoseWhoDoNotComeAgainAreNotWaitedForLong() throws InterruptedException {
        WaitingRoom room = new WaitingRoom(Duration.ofMillis(1), FOR_EVER);
        enter(room, 50, 1);
        room.take(FOR_EVER);
        enter(room, 2, 1);
        assertThat(room.take(FOR_EVER)).hasSize(2);
    }

    @Test
    void aBatchHoldsSoManyEventsAndNoMore() throws InterruptedException {
        WaitingRoom room = new WaitingRoom(FOR_EVER, FOR_EVER);
        enter(room, 20, 100);
        enter(room, 1, 1);
        assertThat(events(room.take(FOR_EVER))).isEqualTo(WaitingRoom.MOST_EVENTS);
        assertThat(room.requests()).isEqualTo(1);
    }

    @Test
    void aFullBatchIsNotKeptWaiting() throws InterruptedException {
        WaitingRoom room = new WaitingRoom(FOR_EVER, FOR_EVER);
        enter(room, 100, 1);
        assertThat(room.take(FOR_EVER)).hasSize(100);
        enter(room, 21, 100);
        assertThat(events(room.take(FOR_EVER))).isEqualTo(WaitingRoom.MOST_EVENTS);
    }

    @Test
    void theSecondCommitterHelpsWithManyEventsOnly() {
        WaitingRoom room = new WaitingRoom(FOR_EVER, FOR_EVER);
        enter(room, 1, 100);
        assertThat(room.standBy(Duration.ZERO)).isEmpty();
        enter(room, 8, 100);
        enter(room, 1, 99);
        assertThat(events(room.standBy(Duration.ZERO))).isZero();
        enter(room, 1, 1);
        assertThat(events(room.standBy(Duration.ZERO))).isEqualTo(WaitingRoom.MANY_EVENTS);
    }

    @Test
    void theSecondCommitterHelpsWhenTheFirstIsHeldUp() throws InterruptedException {
        WaitingRoom room = new WaitingRoom(FOR_EVER, Duration.ofMillis(1));
        enter(room, 1, 1);
        List<Waiting> helped = List.of();
        while (helped.isEmpty()) {
            helped = room.standBy(FOR_EVER);
        }
        assertThat(helped).hasSize(1);
    }

    @Test
    void whatWaitsIsBounded() {
        WaitingRoom room = new WaitingRoom(FOR_EVER, FOR_EVER);
        // 4 KiB for the request and four times its text: 1,020 KiB; 48 of them and 192 KiB fit.
        int bytes = 254 * 1024;
        for (int i = 0; i < 48; i++) {
            assertThat(room.enter(request(1, bytes))).isTrue();
        }
        Waiting exactly = request(1, 47 * 1024);
        Waiting more = request(1, 47 * 1024 + 256);
        assertThat(room.enter(more)).isFalse();
        assertThat(room.enter(exactly)).isTrue();
        assertThat(room.kibibytes()).isEqualTo(WaitingRoom.ROOM_KIBIBYTES);
        assertThat(room.enter(request(1, 0))).isFalse();
        room.leave(exactly);
        assertThat(room.enter(request(1, 0))).isTrue();
    }

    @Test
    void whoWaitedTooLongIsTakenOut() {
        WaitingRoom room = new WaitingRoom(FOR_EVER, FOR_EVER);
        enter(room, 3, 400);
        assertThat(room.takeOlderThan(FOR_EVER)).isEmpty();
        assertThat(room.takeOlderThan(Duration.ZERO.minusSeconds(1))).hasSize(3);
        assertThat(room.requests()).isZero();
        assertThat(room.standBy(Duration.ZERO)).isEmpty();
    }
}
