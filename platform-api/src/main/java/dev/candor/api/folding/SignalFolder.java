package dev.candor.api.folding;

import dev.candor.api.database.DatabaseState;
import dev.candor.api.ledger.SignalsOfNobody;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts the signals that belong to no unit, every second; they are few. */
@ApplicationScoped
class SignalFolder {

    private final SignalsOfNobody signals;

    SignalFolder(SignalsOfNobody signals) {
        this.signals = signals;
    }

    @Scheduled(
            every = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void look() {
        int counted;
        do {
            counted = signals.fold();
        } while (counted > 0);
    }
}
