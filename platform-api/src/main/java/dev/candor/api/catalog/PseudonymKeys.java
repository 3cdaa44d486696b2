package dev.candor.api.catalog;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys by which a site's units become pseudonyms: one for each epoch, and one that lasts, for what visitors took back. An
 * experiment counts by the epoch in which it started for as long as it lives, so that nobody is counted twice; that epoch's key
 * lives as long. See docs/decisions/0016.
 *
 * @param lasting of what must be known in every epoch; makes nothing that is joined with events
 * @param epochs  in their order, destroyed ones too; the last is in force
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record PseudonymKeys(byte[] lasting, List<Epoch> epochs) {

    /** What happened before the end may still come, as it may after an experiment's stop. */
    public static final Duration GRACE = Duration.ofDays(8);

    /** So long after its end an epoch's key is destroyed, whatever still runs. */
    public static final Duration LONGEST = Duration.ofDays(395);

    /** More than so many epochs that experiments count by at once there are not, for each event is kept in each. */
    public static final int MOST_HELD = 12;

    /** Where no key is at hand, no pseudonym can be made. */
    static final PseudonymKeys NONE = new PseudonymKeys(new byte[0], List.of());

    public PseudonymKeys {
        epochs = List.copyOf(epochs);
    }

    /**
     * A stretch of time with a key of its own.
     *
     * @param number  from 1
     * @param key     null once it is destroyed
     * @param endedAt the first moment that is not in it; null for the one in force
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Epoch(
            int number,
            byte @Nullable [] key,
            Instant beganAt,
            @Nullable Instant endedAt) {}

    /** Whether there are any: not where only a local copy stands for the site. */
    public boolean areKnown() {
        return !epochs.isEmpty();
    }

    /** The epoch that is in force. */
    public Epoch current() {
        return epochs.get(epochs.size() - 1);
    }

    /** The epoch to which a moment belongs; what was before the first one belongs to the first. */
    public Epoch at(Instant moment) {
        for (int i = epochs.size() - 1; i > 0; i--) {
            if (!epochs.get(i).beganAt().isAfter(moment)) {
                return epochs.get(i);
            }
        }
        return epochs.get(0);
    }

    /** The epochs whose keys may still be used, oldest first: an expired key counts as destroyed, even if the job is late. */
    public List<Epoch> usable(Collection<KeptExperiment> experiments, Instant now) {
        return epochs.stream()
                .filter(epoch -> epoch.key() != null && isNeeded(epoch, experiments, now))
                .toList();
    }

    /** Whether there is still a use for the epoch's key. */
    public boolean isNeeded(Epoch epoch, Collection<KeptExperiment> experiments, Instant now) {
        Instant end = epoch.endedAt();
        if (end == null || now.isBefore(end.plus(GRACE))) {
            return true;
        }
        return now.isBefore(end.plus(LONGEST)) && isHeld(epoch, experiments, now);
    }

    /** Whether an experiment that started in the epoch still counts. */
    public boolean isHeld(Epoch epoch, Collection<KeptExperiment> experiments, Instant now) {
        return experiments.stream().anyMatch(kept -> counts(kept, now) && of(kept).number() == epoch.number());
    }

    /** The epoch by which an experiment that was started counts. */
    public Epoch of(KeptExperiment kept) {
        return at(kept.startedAt() == null ? kept.createdAt() : kept.startedAt());
    }

    private static boolean counts(KeptExperiment kept, Instant now) {
        return kept.origin() == null
                && kept.startedAt() != null
                && (kept.stoppedAt() == null || now.isBefore(kept.stoppedAt().plus(GRACE)));
    }

    /**
     * The epochs in which an event that has no experiment of its own is kept: the one in which it was made, first, and those by
     * which experiments still count.
     *
     * @param usable as {@link #usable} gave them
     * @return none when the one in which it was made is over
     */
    public List<Epoch> homes(Instant madeAt, List<Epoch> usable, Collection<KeptExperiment> experiments, Instant now) {
        Epoch own = at(madeAt);
        if (usable.stream().noneMatch(epoch -> epoch.number() == own.number())) {
            return List.of();
        }
        List<Epoch> homes = new ArrayList<>();
        homes.add(own);
        usable.stream()
                .filter(epoch -> epoch.number() < own.number() && isHeld(epoch, experiments, now))
                .forEach(homes::add);
        return homes;
    }
}
