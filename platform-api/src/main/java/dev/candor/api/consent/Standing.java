package dev.candor.api.consent;

import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.Purpose;
import java.util.Set;

/**
 * What a unit has taken back, whatever whoever asks for it believes.
 *
 * @param off      purposes that were withdrawn and not granted again since
 * @param objected whether personalization is off for good: objected, or erased
 * @param until    milliseconds since 1970; from then on it counts as absent
 */
public record Standing(Set<Purpose> off, boolean objected, long until) {

    public Standing {
        off = Set.copyOf(off);
    }

    /** Whether nothing is taken back. */
    boolean isClear() {
        return off.isEmpty() && !objected;
    }

    /** What is left of {@code claimed}. The unit keeps its variant: only what is shown in it changes. */
    Consents limit(Consents claimed) {
        return new Consents(
                of(Purpose.MEASUREMENT, claimed),
                of(Purpose.REMEMBERING, claimed),
                objected ? ConsentState.DENIED : of(Purpose.PERSONALIZATION, claimed));
    }

    private ConsentState of(Purpose purpose, Consents claimed) {
        return off.contains(purpose) ? ConsentState.DENIED : claimed.of(purpose);
    }
}
