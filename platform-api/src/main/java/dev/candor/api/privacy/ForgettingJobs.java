package dev.candor.api.privacy;

import dev.candor.api.catalog.Rulesets;
import dev.candor.api.consent.Receipts;
import dev.candor.api.consent.Standings;
import dev.candor.api.database.DatabaseState;
import dev.candor.api.database.Purges;
import dev.candor.api.eventstore.ErasedUnits;
import dev.candor.api.eventstore.UnitId;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** Deletes what visitors' answers left behind when its time is over, and erases once more what was on its way. On every node. */
@ApplicationScoped
class ForgettingJobs {

    /** Longer than the database may take over a statement that stores events. */
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(30);

    private static final int AT_ONCE = 200;

    private final VisitorRights rights;
    private final Rulesets rulesets;
    private final ErasedUnits erased;
    private final Receipts receipts;
    private final Standings standings;
    private final Purges purges;
    private final Clock clock;

    ForgettingJobs(
            VisitorRights rights,
            Rulesets rulesets,
            ErasedUnits erased,
            Receipts receipts,
            Standings standings,
            Purges purges,
            Clock clock) {
        this.rights = rights;
        this.rulesets = rulesets;
        this.erased = erased;
        this.receipts = receipts;
        this.standings = standings;
        this.purges = purges;
        this.clock = clock;
    }

    @Scheduled(
            every = "15s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void eraseOnceMore() {
        for (UnitId unit : erased.unswept(clock.instant().minus(LONGEST_STATEMENT), AT_ONCE)) {
            rulesets.ofId(unit.site()).ifPresent(compiled -> {
                rights.finish(compiled.site(), List.of(unit));
                erased.swept(unit);
            });
        }
    }

    @Scheduled(
            every = "1h",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void forget() {
        purges.note("receipts", receipts.forget());
        purges.note("withdrawals", standings.forget() + erased.forget());
    }
}
