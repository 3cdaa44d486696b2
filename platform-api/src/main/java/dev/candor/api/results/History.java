package dev.candor.api.results;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.ledger.Restatements;
import dev.candor.api.ledger.Seals;
import dev.candor.api.ledger.SetAside;
import dev.candor.api.ledger.Snapshots;
import dev.candor.api.ledger.Snapshots.Snapshot;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.api.results.ExperimentResults.RestatementLine;
import dev.candor.api.results.ExperimentResults.SealLine;
import dev.candor.api.results.ExperimentResults.SetAsideLine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is written down about an experiment's statistics: snapshots, the seal, restatements, and whom they lack. */
@ApplicationScoped
class History {

    private static final int MOST_RESTATEMENTS = 20;

    private final Snapshots snapshots;
    private final Seals seals;
    private final Restatements restatements;
    private final SetAside setAside;

    History(Snapshots snapshots, Seals seals, Restatements restatements, SetAside setAside) {
        this.snapshots = snapshots;
        this.seals = seals;
        this.restatements = restatements;
        this.setAside = setAside;
    }

    /**
     * What was.
     *
     * @param isEarlier whether there are later snapshots before the moment that differ from it by too few visitors
     */
    record Then(Snapshot snapshot, boolean isEarlier) {}

    /**
     * The last snapshot at or before a moment that may be shown.
     *
     * @param phase the one that must have been in force then; null for any
     * @throws ProblemException NOT_FOUND, naming the first snapshot
     */
    Then at(KeptExperiment kept, Instant moment, @Nullable Integer phase) {
        Snapshot snapshot = snapshots.before(kept.id(), moment).orElseThrow(() -> {
            Optional<Instant> first = snapshots.first(kept.id());
            return new ProblemException(
                    ProblemType.NOT_FOUND,
                    first.isPresent()
                            ? "there is no snapshot of " + moment + " or before: the first is of " + first.get()
                            : "there is no snapshot of this experiment");
        });
        if (phase != null && phase != snapshot.phase()) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND,
                    "the snapshot of " + snapshot.at() + " is of phase " + snapshot.phase() + ", not " + phase);
        }
        return new Then(snapshot, snapshots.hasBetween(kept.id(), snapshot.at(), moment));
    }

    List<Snapshot> spread(KeptExperiment kept, int phase, Instant until) {
        return snapshots.spread(kept.id(), phase, until, SeriesSection.MOST_POINTS);
    }

    int version(KeptExperiment kept) {
        return restatements.version(kept.id());
    }

    List<RestatementLine> restatements(KeptExperiment kept) {
        return restatements.newest(kept.id(), MOST_RESTATEMENTS).stream()
                .map(each -> new RestatementLine(each.version(), each.at(), each.reason()))
                .toList();
    }

    Optional<SealLine> seal(KeptExperiment kept) {
        return seals.of(kept.id()).map(seal -> new SealLine(seal.version(), seal.at(), seal.sha256()));
    }

    List<SetAsideLine> setAside(KeptExperiment kept) {
        return setAside.of(kept.id()).stream()
                .map(reason -> new SetAsideLine(reason.reason(), reason.units()))
                .toList();
    }
}
