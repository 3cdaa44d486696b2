package dev.candor.api.database;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.ScheduledExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the database answers, as the one who asks it every two seconds found. While it does not, this node goes on
 * deciding, is degraded, and puts off its regular work.
 */
@ApplicationScoped
public class DatabaseState {

    /** A question that hangs for so long is no answer either. */
    static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Clock clock;
    private volatile Instant answered;
    private volatile @Nullable Instant lost;

    DatabaseState(Clock clock) {
        this.clock = clock;
        this.answered = clock.instant();
    }

    /** It has just answered. */
    public void answers() {
        answered = clock.instant();
        lost = null;
    }

    /** It did not answer. */
    public void isAway() {
        if (lost == null) {
            lost = clock.instant();
        }
    }

    /** Since when it has been away; empty while it answers. */
    public Optional<Instant> awaySince() {
        Instant since = lost;
        if (since == null && answered.plus(PATIENCE).isBefore(clock.instant())) {
            since = answered;
        }
        return Optional.ofNullable(since);
    }

    /** Puts off regular work that nothing can come of. */
    @ApplicationScoped
    public static class Away implements Scheduled.SkipPredicate {

        private final DatabaseState state;

        Away(DatabaseState state) {
            this.state = state;
        }

        @Override
        public boolean test(ScheduledExecution execution) {
            return state.awaySince().isPresent();
        }
    }
}
