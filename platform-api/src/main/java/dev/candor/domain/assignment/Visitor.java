package dev.candor.domain.assignment;

import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.UnitKind;
import java.util.List;
import java.util.Map;

/**
 * Who asks for a decision, and when, as far as this one request knows.
 *
 * @param units    by kind, those that are known
 * @param excluded whether this is a bot, a preview or a prefetch
 * @param now      milliseconds since 1970
 * @param carried  what the client remembers of earlier decisions
 */
public record Visitor(
        Map<UnitKind, String> units,
        Consents consents,
        Facts facts,
        boolean excluded,
        long now,
        List<Carried> carried) {
    public Visitor {
        carried = List.copyOf(carried);
    }

    /** Someone who remembers nothing. */
    public Visitor(Map<UnitKind, String> units, Consents consents, Facts facts, boolean excluded, long now) {
        this(units, consents, facts, excluded, now, List.of());
    }
}
