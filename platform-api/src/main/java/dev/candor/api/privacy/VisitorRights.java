package dev.candor.api.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Secrets;
import dev.candor.api.access.Units;
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
        Optional<UnitId> id = unit.map(whole -> new UnitId(site.id(), Units.pseudonym(site, whole)));
        export.set(
                "exposures",
                VisitorExport.exposures(id.map(u -> held.of(u, true, MOST)).orElse(List.of())));
        export.put("exposureCount", id.map(u -> held.count(u, true)).orElse(0L));
        export.set(
                "events",
                VisitorExport.events(id.map(u -> held.of(u, false, MOST)).orElse(List.of())));
        export.put("eventCount", id.map(u -> held.count(u, false)).orElse(0L));
        export.set("counted", VisitorExport.counted(id.map(held::counted).orElse(List.of())));
        export.putArray("receipts")
                .addAll(id.map(u -> receipts.of(site.id(), u.pseudonym(), MOST)).orElse(List.of()));
        export.put("objected", id.flatMap(standings::of).map(Standing::objected).orElse(false));
        export.set("retention", VisitorExport.retention(compiled));
        return export.put("notIdentifiable", unit.isPresent() ? null : NO_SECRET);
    }

    /** Changes what the visitor wants changed; in force on this node, and on its way to the others, when it returns. */
    ObjectNode change(Site site, String unit, Wish wish) {
        UnitId id = new UnitId(site.id(), Units.pseudonym(site, unit));
        Instant now = clock.instant();
        if (wish.objected() != null) {
            standings.object(id, wish.objected(), Answers.lastsUntil(site, now));
        }
        List<Answer> given = new ArrayList<>();
        for (Purpose purpose : Purpose.values()) {
            ConsentState state = wish.consent().get(purpose);
            if (state != null) {
                given.add(new Answer(
                        Secrets.uuid7(now),
                        id.pseudonym(),
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
                .put("objected", standings.of(id).map(Standing::objected).orElse(false));
        answer.set("receipts", Json.object().arrayNode().addAll(List.<JsonNode>copyOf(signed)));
        return answer;
    }

    /** Erases what is held; what still comes is kept out from its first step on. Once more changes nothing. */
    ObjectNode erase(Site site, String unit) {
        UnitId id = new UnitId(site.id(), Units.pseudonym(site, unit));
        erasedUnits.keepOut(id, site.retentionDays());
        standings.erased(id);
        finish(site, id);
        return Json.object().put("erased", true);
    }

    /** The part of an erasure that can be done again. */
    void finish(Site site, UnitId unit) {
        int events = erasure.erase(unit);
        int unlinked = receipts.unlink(site, unit.pseudonym());
        if (events + unlinked > 0) {
            receipts.keepErasure(site, Secrets.uuid7(clock.instant()));
        }
    }
}
