package dev.candor.domain.consent;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which purposes a visitor must have granted before a unit of each kind may be counted. Whoever denied measurement
 * is never counted, whatever this says.
 */
public record ConsentPolicy(Map<UnitKind, Set<Purpose>> needs) {

    /** A fresh site: a kept id needs both answers, a user id needs measurement, a daily unit reads nothing. */
    public static final ConsentPolicy DEFAULT = new ConsentPolicy(Map.of(
            UnitKind.CONSENTED_VISITOR, EnumSet.of(Purpose.MEASUREMENT, Purpose.REMEMBERING),
            UnitKind.SIGNED_IN_USER, EnumSet.of(Purpose.MEASUREMENT),
            UnitKind.DAILY_VISITOR, EnumSet.noneOf(Purpose.class)));

    private static final Purpose[] PURPOSES = Purpose.values();

    public ConsentPolicy {
        Map<UnitKind, Set<Purpose>> complete = new EnumMap<>(UnitKind.class);
        for (UnitKind kind : UnitKind.values()) {
            complete.put(kind, Set.copyOf(needs.getOrDefault(kind, Set.of())));
        }
        needs = Map.copyOf(complete);
    }

    /** Whether a visitor who gave these answers may be counted as a unit of this kind. */
    public boolean allows(UnitKind kind, Consents consents) {
        if (consents.measurement() == ConsentState.DENIED) {
            return false;
        }
        Set<Purpose> needed = needs.getOrDefault(kind, Set.of());
        for (Purpose purpose : PURPOSES) {
            if (needed.contains(purpose) && !consents.grants(purpose)) {
                return false;
            }
        }
        return true;
    }

    /** Whether everybody who counts as a unit of this kind is known again on another day. */
    public boolean remembers(UnitKind kind) {
        return switch (kind) {
            case SIGNED_IN_USER -> true;
            case CONSENTED_VISITOR -> needs.getOrDefault(kind, Set.of()).contains(Purpose.REMEMBERING);
            case DAILY_VISITOR -> false;
        };
    }
}
