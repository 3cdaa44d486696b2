package dev.candor.api.explaining;

import dev.candor.api.access.Units;
import dev.candor.api.catalog.VisitorJson;
import dev.candor.api.problem.Fields;
import dev.candor.domain.assignment.Carried;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.UnitKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The visitor whose decision is to be explained. The values are used for this one answer: never logged, never stored.
 *
 * @param unit   the visitor's id, or the daily one; null when there is none
 * @param userId the site's own id of them; null when nobody is signed in
 */
public record Question(
        @Nullable String unit, @Nullable String userId, Consents consents, Facts facts, List<Carried> carried) {
    public Question {
        carried = List.copyOf(carried);
    }

    /** The question in {@code fields}; its faults are noted there. */
    public static Question read(Fields fields) {
        return new Question(
                Units.given(fields, "unit"),
                Units.given(fields, "userId"),
                VisitorJson.consents(fields, ConsentState.UNKNOWN),
                VisitorJson.facts(fields),
                VisitorJson.carried(fields));
    }

    /** The units by kind; the id stands for a daily one too. */
    Map<UnitKind, String> units() {
        Map<UnitKind, String> known = new EnumMap<>(UnitKind.class);
        Optional.ofNullable(unit).ifPresent(u -> known.put(UnitKind.CONSENTED_VISITOR, u));
        Optional.ofNullable(unit).ifPresent(u -> known.put(UnitKind.DAILY_VISITOR, u));
        Optional.ofNullable(userId).ifPresent(u -> known.put(UnitKind.SIGNED_IN_USER, u));
        return known;
    }
}
