package dev.candor.api.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Secrets;
import dev.candor.api.access.Units;
import dev.candor.api.catalog.PseudonymKeys.Epoch;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.catalog.Site;
import dev.candor.api.consent.Answer;
import dev.candor.api.consent.Answers;
import dev.candor.api.consent.Receipts;
import dev.candor.api.consent.Standing;
import dev.candor.api.consent.Standings;
import dev.candor.api.eventstore.ErasedUnits;
import dev.candor.api.eventstore.HeldEvents;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.ledger.Erasure;
import dev.candor.api.problem.Json;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Purpose;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What visitors may know and do about what is held of them. Nothing here tells whether a unit was known before: the same work is
 * done, and the same answer made, for one that never was.
 */
@ApplicationScoped
class VisitorRights {

    /** An export has at most so many events of each sort, the newest; how many there are is said beside. */
    static final int MOST = 1_000;

    /** Said where no secret is shown: without one, nothing that is held can be told to be somebody's. */
    static final String NO_SECRET = "no_secret";

    /** Said where keys of earlier epochs are destroyed: of what is left of them nobody can tell whose it is. */
    static final String EPOCH_OVER = "epoch_over";

    private final HeldEvents held;
    private final Receipts receipts;
    private final Standings standings;
    private final Answers answers;
    private final ErasedUnits erasedUnits;
    private final Erasure erasure;
    private final Clock clock;

    VisitorRights(
            HeldEvents held,
            Receipts receipts,
            Standings standings,
            Answers answers,
            ErasedUnits erasedUnits,
            Erasure erasure,
            Clock clock) {
        this.held = held;
        this.receipts = receipts;
        this.standings = standings;
        this.answers = answers;
        this.erasedUnits = erasedUnits;
        this.erasure = erasure;
        this.clock = clock;
    }

    /**
     * What a visitor wants changed.
     *
     * @param objected    null to leave it as it is
     * @param consent     the answers to change, each on its own
     * @param textVersion what was read before answering; null when not said
     */
    record Wish(
            @Nullable Boolean objected,
            Map<Purpose, ConsentState> consent,
            @Nullable String textVersion) {
        Wish {
            consent = Map.copyOf(consent);
        }
    }

    /** Everything that is held; {@code unit} is empty where nobody can be told apart. */
    ObjectNode export(Compiled compiled, Optional<String> unit) {
        Site site = compiled.site();
        ObjectNode export = Json.object().put("site", site.siteKey());
        export.put("unit", unit.map(whole -> whole.substring(0, 8) + "…").orElse(null));
        List<Epoch> epochs = site.keys().usable(compiled.started().values(), clock.instant());
        byte[][] units = unit.map(whole -> epochs.stream()
                        .map(epoch -> Units.pseudonym(epoch, whole))
                        .toArray(byte[][]::new))
                .orElse(new byte[0][]);
        export.set("exposures", VisitorExport.exposures(held.of(site.id(), units, true, MOST)));
        export.put("exposureCount", held.count(site.id(), units, true));
        export.set("events", VisitorExport.events(held.of(site.id(), units, false, MOST)));
        export.put("eventCount", held.count(site.id(), units, false));
        export.set("counted", VisitorExport.counted(held.counted(site.id(), units)));
        export.putArray("receipts").addAll(receipts.of(site.id(), units, MOST));
        export.put(
                "objected",
                unit.flatMap(whole -> standings.of(site, whole))
                        .map(Standing::objected)
                        .orElse(false));
        export.set("retention", VisitorExport.retention(compiled));
        // What was kept under a key that is destroyed can be nobody's any more.
        boolean all = epochs.size() == site.keys().epochs().size();
        export.put("notIdentifiable", unit.isEmpty() ? NO_SECRET : all ? null : EPOCH_OVER);
        return export.put("identifiableSince", epochs.get(0).beganAt().toString());
    }

    /** Changes what the visitor wants changed; in force on this node, and on its way to the others, when it returns. */
    ObjectNode change(Site site, String unit, Wish wish) {
        Instant now = clock.instant();
        if (wish.objected() != null) {
            standings.object(site, unit, wish.objected(), Answers.lastsUntil(site, now));
        }
        List<Answer> given = new ArrayList<>();
        for (Purpose purpose : Purpose.values()) {
            ConsentState state = wish.consent().get(purpose);
            if (state != null) {
                given.add(new Answer(
                        Secrets.uuid7(now),
                        Units.pseudonym(site, unit),
                        new UnitId(site.id(), Units.lasting(site, unit)),
                        purpose,
                        state,
                        now,
                        wish.textVersion(),
                        "panel",
                        List.of()));
            }
        }
        List<ObjectNode> signed = given.isEmpty() ? List.of() : answers.take(site, given);
        ObjectNode answer = Json.object()
                .put(
                        "objected",
                        standings.of(site, unit).map(Standing::objected).orElse(false));
        answer.set("receipts", Json.object().arrayNode().addAll(List.<JsonNode>copyOf(signed)));
        return answer;
    }

    /** Erases what is held; what still comes is kept out from its first step on. Once more changes nothing. */
    ObjectNode erase(Compiled compiled, String unit) {
        Site site = compiled.site();
        UnitId lasting = new UnitId(site.id(), Units.lasting(site, unit));
        List<UnitId> units = new ArrayList<>(List.of(lasting));
        site.keys().usable(compiled.started().values(), clock.instant()).stream()
                .map(epoch -> new UnitId(site.id(), Units.pseudonym(epoch, unit)))
                .forEach(units::add);
        erasedUnits.keepOut(units, site.retentionDays());
        standings.erased(site, unit);
        finish(site, units);
        return Json.object().put("erased", true);
    }

    /** The part of an erasure that can be done again. */
    void finish(Site site, List<UnitId> units) {
        int found = 0;
        for (UnitId unit : units) {
            found += erasure.erase(unit) + receipts.unlink(site, unit.pseudonym());
        }
        if (found > 0) {
            receipts.keepErasure(site, Secrets.uuid7(clock.instant()));
        }
    }
}
