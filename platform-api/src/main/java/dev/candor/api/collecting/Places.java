package dev.candor.api.collecting;

import dev.candor.api.access.Units;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.PseudonymKeys;
import dev.candor.api.catalog.PseudonymKeys.Epoch;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.eventstore.NewEvent.Place;
import dev.candor.api.eventstore.UnitId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By what a request's events are kept: the pseudonyms of their units in the epochs that matter for each. */
final class Places {

    private static final byte[] NOBODY = new byte[0];

    private final int site;
    private final PseudonymKeys keys;
    private final Collection<KeptExperiment> experiments;
    private final Instant now;
    private final List<Epoch> usable;

    Places(Compiled compiled, Instant now) {
        this.site = compiled.site().id();
        this.keys = compiled.site().keys();
        this.experiments = compiled.started().values();
        this.now = now;
        this.usable = keys.usable(experiments, now);
    }

    /** Of an exposure: the epoch by which the experiment counts; empty when its key is over. */
    Optional<Place> of(KeptExperiment experiment, String unit) {
        Epoch epoch = keys.of(experiment);
        return usable.stream()
                .filter(each -> each.number() == epoch.number())
                .findFirst()
                .map(each -> place(each, unit));
    }

    /**
     * Of what has no experiment of its own, for every epoch that one counts by; none when the key of its time is over.
     *
     * @param unit   null for what belongs to nobody
     * @param madeAt the time inside the id, so that a retry after an epoch's end meets the original
     */
    List<Place> of(@Nullable String unit, Instant madeAt) {
        if (unit == null) {
            return List.of(new Place(keys.at(madeAt).number(), new UnitId(site, NOBODY)));
        }
        return keys.homes(madeAt, usable, experiments, now).stream()
                .map(epoch -> place(epoch, unit))
                .toList();
    }

    private Place place(Epoch epoch, String unit) {
        return new Place(epoch.number(), new UnitId(site, Units.pseudonym(epoch, unit)));
    }
}
