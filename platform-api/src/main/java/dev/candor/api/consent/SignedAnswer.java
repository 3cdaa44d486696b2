package dev.candor.api.consent;

import dev.candor.api.catalog.Site;
import dev.candor.api.eventstore.UnitId;
import dev.candor.domain.consent.ConsentState;
import org.jspecify.annotations.Nullable;

/** An answer with its receipt, ready to be kept. */
record SignedAnswer(Site site, Answer answer, String receipt) {

    /** By what the unit was known before there were epochs. */
    UnitId pseudonym() {
        return new UnitId(site.id(), answer.unit());
    }

    /** Whose standing it changes; null where it changes none. */
    @Nullable
    UnitId changes() {
        return answer.state() == ConsentState.UNKNOWN ? null : answer.lasting();
    }
}
