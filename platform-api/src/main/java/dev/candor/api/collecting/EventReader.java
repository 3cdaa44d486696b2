package dev.candor.api.collecting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.access.Units;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.catalog.Site;
import dev.candor.api.eventstore.NewEvent;
import dev.candor.api.eventstore.NewEvent.Place;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.Fault;
import dev.candor.domain.Keys;
import dev.candor.domain.assignment.Assigner;
import dev.candor.domain.assignment.Bucketing;
import dev.candor.domain.consent.ConsentState;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.ConsentChange;
import dev.candor.domain.event.Event.Conversion;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.event.Event.TrustSignal;
import dev.candor.domain.event.PersonalData;
import dev.candor.domain.metric.TrustEvents;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads one event of a request and checks everything about it, so that a bad one never takes a good one with it. */
final class EventReader {

    /** An event may be this old when it arrives. */
    static final Duration OLDEST = Duration.ofDays(7);
    /** The time inside an id may be this far behind the server's clock. */
    static final Duration ID_BEHIND = Duration.ofDays(8);
    /** The time inside an id may be this far ahead of the server's clock. */
    static final Duration ID_AHEAD = Duration.ofDays(1);
    /** The clocks of two nodes may differ by so much: an exposure may seem to come before the start. */
    static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

    private static final String MALFORMED = "malformed";
    private static final String RECEIPT = "receiptId";
    private static final String PERSONAL = "personal_data";
    private static final BigDecimal MAX_VALUE = BigDecimal.valueOf(1_000_000_000);
    private static final int MOST_ATTRIBUTES = 50;

    private final Compiled compiled;
    private final Instant receivedAt;
    private final boolean backEnd;
    private final Places places;
    private final Function<Instant, Optional<String>> dailyUnit;
    /** When the event that is being read happened. */
    private Instant happenedAt;

    /**
     * @param backEnd   whether the request speaks for visitors whose address it does not have
     * @param dailyUnit the unit that whoever sends the request was at a moment, for events that name none
     */
    EventReader(Compiled compiled, Instant receivedAt, boolean backEnd, Function<Instant, Optional<String>> dailyUnit) {
        this.compiled = compiled;
        this.receivedAt = receivedAt;
        this.happenedAt = receivedAt;
        this.backEnd = backEnd;
        this.places = new Places(compiled, receivedAt);
        this.dailyUnit = dailyUnit;
    }

    /** Ends the reading of one event. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;
        private final String reason;
        private final String detail;
        private final @Nullable UUID mayBeKnown;

        Refused(String reason, String detail) {
            this(reason, detail, null);
        }

        private Refused(String reason, String detail, @Nullable UUID mayBeKnown) {
            super(detail, null, false, false);
            this.reason = reason;
            this.detail = detail;
            this.mayBeKnown = mayBeKnown;
        }

        /** The id of an event that is well formed but comes too late, or is no longer right: a retry of what was taken. */
        @Nullable
        UUID mayBeKnown() {
            return mayBeKnown;
        }

        Refused of(UUID id) {
            return reason.equals(MALFORMED) || reason.equals(PERSONAL) ? this : new Refused(reason, detail, id);
        }

        Rejection at(int index) {
            return new Rejection(index, reason, detail);
        }
    }

    NewEvent read(JsonNode node) throws Refused {
        if (!node.isObject()) {
            throw new Refused(MALFORMED, "an event must be an object");
        }
        Fields fields = Fields.of(node);
        UUID id = id(fields);
        long ageMs = fields.whole("ageMs", 0, OLDEST.toMillis(), 0);
        happenedAt = receivedAt.minusMillis(ageMs);
        checkIdTime(id);
        try {
            NewEvent event = read(fields, id);
            if (!fields.faults().isEmpty()) {
                throw malformed(fields);
            }
            return event;
        } catch (Refused refused) {
            throw refused.of(id);
        }
    }

    private NewEvent read(Fields fields, UUID id) throws Refused {
        String unit = Units.given(fields, "unit");
        return switch (fields.text("type", 20)) {
            case "exposure" -> exposure(fields, id, happenedAt, unit);
            case "conversion" -> conversion(fields, id, happenedAt, unit);
            case "consent" -> consent(fields, id, happenedAt, unit);
            case "trust" -> trust(fields, id, happenedAt, unit);
            default -> {
                fields.fault("type", "must be one of exposure, conversion, consent, trust");
                fields.names();
                throw malformed(fields);
            }
        };
    }

    private NewEvent exposure(Fields fields, UUID id, Instant at, @Nullable String unit) throws Refused {
        String key = fields.text("experiment", 64);
        String variant = fields.text("variant", 64);
        boolean personalized = fields.truth("personalized", false);
        ObjectNode detail = Json.object().put("personalized", personalized);
        fields.optionalText("receiptId", 64).ifPresent(receipt -> detail.put("receiptId", receipt));
        List<String> attributes = attributes(fields, personalized);
        if (!attributes.isEmpty()) {
            detail.set("attributes", Json.tree(attributes));
        }
        fields.object("dimensions").map(Dimensions::read).ifPresent(dimensions -> detail.set("dimensions", dimensions));
        if (!fields.faults().isEmpty()) {
            throw malformed(fields);
        }
        KeptExperiment experiment = running(key, at);
        String counted = unitOf(experiment, unit);
        long bucket = Bucketing.bucket(experiment.seed(), counted);
        if (experiment.phasesAt(at, CLOCKS_DIFFER).stream()
                .map(phase -> Assigner.variantAt(experiment.experiment(), phase, bucket))
                .noneMatch(given -> given.key().equals(variant))) {
            throw new Refused("wrong_variant", "this unit is not assigned to that variant");
        }
        return event(
                List.of(places.of(experiment, counted)
                        .orElseThrow(() -> new Refused(
                                "epoch_over", "the key is destroyed that this experiment's visitors are known by"))),
                counted,
                new Exposure(id, at, key, variant, personalized),
                experiment.id(),
                detail);
    }

    private KeptExperiment running(String key, Instant at) throws Refused {
        KeptExperiment experiment = compiled.started().get(key);
        if (experiment == null || experiment.startedAt() == null) {
            throw new Refused(
                    "unknown_experiment",
                    "no experiment of that key was started on this site; a draft must be started first");
        }
        if (at.isBefore(experiment.startedAt().minus(CLOCKS_DIFFER))
                || (experiment.stoppedAt() != null && !at.isBefore(experiment.stoppedAt()))) {
            throw new Refused("not_running", "the experiment was not running when this happened");
        }
        return experiment;
    }

    /** The keys, never the values, of what the visitor declared and the exposure used. */
    private List<String> attributes(Fields fields, boolean personalized) throws Refused {
        List<String> keys = fields.texts("attributes", MOST_ATTRIBUTES, 64);
        if (!personalized && !keys.isEmpty()) {
            fields.fault("attributes", "only a personalized exposure uses any");
        }
        for (String key : keys) {
            checkAttribute(key);
        }
        return keys.stream().distinct().toList();
    }

    private void checkAttribute(String key) throws Refused {
        if (!compiled.attributes().containsKey(key)) {
            throw new Refused("unknown_attribute", "this site has registered no attribute of that key");
        }
    }

    private String unitOf(KeptExperiment experiment, @Nullable String unit) throws Refused {
        UnitKind kind = experiment.experiment().unit();
        boolean derived = kind == UnitKind.DAILY_VISITOR && !backEnd;
        if (derived && unit != null) {
            throw new Refused("unit_is_derived", "leave unit out: the server derives it for a daily_visitor");
        }
        if (!derived && unit == null) {
            throw new Refused("unit_required", "unit is needed: this experiment counts by it");
        }
        if (unit == null) {
            return dailyUnit();
        }
        if (kind != UnitKind.SIGNED_IN_USER && PersonalData.isAddressIn(unit)) {
            throw new Refused(PERSONAL, "unit looks like an e-mail address: send a random id");
        }
        return unit;
    }

    private String dailyUnit() throws Refused {
        return dailyUnit
                .apply(happenedAt)
                .orElseThrow(() -> new Refused(
                        "too_late", "whose it was can't be told any more: daily_visitor events come within a day"));
    }

    private NewEvent conversion(Fields fields, UUID id, Instant at, @Nullable String unit) throws Refused {
        String name = fields.text("name", Keys::isName, Keys.NAME_RULE);
        Long value = value(fields);
        Optional<ObjectNode> properties = fields.object("properties")
                .map(given -> Properties.read(given, compiled.site().eventProperties()));
        if (!fields.faults().isEmpty()) {
            throw malformed(fields);
        }
        ObjectNode detail = properties
                .filter(kept -> !kept.isEmpty())
                .map(kept -> Json.object().<ObjectNode>set("properties", kept))
                .orElse(null);
        return event(someUnit(unit), new Conversion(id, at, name, value), null, detail);
    }

    private NewEvent consent(Fields fields, UUID id, Instant at, @Nullable String unit) throws Refused {
        Purpose purpose = fields.coded("purpose", Purpose.class);
        ConsentState state = fields.coded("state", ConsentState.class);
        ObjectNode detail = Json.object().put("state", state.code());
        fields.optionalText("textVersion", 64).ifPresent(version -> detail.put("textVersion", version));
        fields.optionalText("method", 32).ifPresent(method -> detail.put("method", method));
        List<String> signals = fields.texts("signals", 10, 32);
        if (!signals.isEmpty()) {
            detail.set("signals", Json.tree(signals));
        }
        return event(unit, new ConsentChange(id, at, purpose, state), null, detail);
    }

    private NewEvent trust(Fields fields, UUID id, Instant at, @Nullable String unit) throws Refused {
        String name = fields.text(
                "name",
                TrustEvents::isTrustEvent,
                "must be one of " + TrustEvents.all().keySet());
        ObjectNode detail = Json.object();
        Optional<String> attribute = fields.optionalText("attribute", 64);
        if (attribute.isPresent()) {
            checkAttribute(attribute.get());
            detail.put("attribute", attribute.get());
        }
        fields.optionalText("textVersion", 64).ifPresent(version -> detail.put("textVersion", version));
        Optional<String> experiment = fields.optionalText("experiment", 64);
        Optional<String> variant = fields.optionalText("variant", 64);
        Long value = value(fields);
        boolean met = fields.truth("met", true);
        if (experiment.isPresent() || variant.isPresent()) {
            return ofNobody(fields, new TrustSignal(id, at, name, value, variant.orElse("")), experiment, unit, detail);
        }
        if (!met) {
            if (unit != null) {
                fields.fault("met", "is of a signal without a unit: whoever met nothing is not counted");
            }
            detail.put("met", false);
        }
        return event(
                met ? unitOf(name, unit) : null,
                new TrustSignal(id, at, name, value),
                null,
                detail.isEmpty() ? null : detail);
    }

    /** A signal that follows a refusal names what was met, and nobody who met it. */
    private NewEvent ofNobody(
            Fields fields, TrustSignal signal, Optional<String> key, @Nullable String unit, ObjectNode detail)
            throws Refused {
        if (key.isEmpty() || "".equals(signal.variant())) {
            fields.fault(key.isEmpty() ? "experiment" : "variant", "is needed: a signal of nobody names what was met");
        }
        if (unit != null) {
            fields.fault("unit", "leave it out: a signal that names what was met is of nobody");
        }
        if (!fields.faults().isEmpty()) {
            throw malformed(fields);
        }
        KeptExperiment experiment = running(key.orElseThrow(), signal.occurredAt());
        if (experiment.experiment().variants().stream().noneMatch(v -> v.key().equals(signal.variant()))) {
            throw new Refused("wrong_variant", "the experiment has no variant of that key");
        }
        return event(null, signal, experiment.id(), detail.isEmpty() ? null : detail);
    }

    /** Without a unit, what does not follow a refusal belongs to a daily visitor, if the site counts any. */
    private @Nullable String unitOf(String signal, @Nullable String unit) throws Refused {
        boolean derived = unit == null && compiled.countsDays() && !backEnd && !TrustEvents.isOfNobody(signal);
        return derived ? dailyUnit() : unit;
    }

    /** A conversion without a unit belongs to a daily visitor, if the site counts any. */
    private String someUnit(@Nullable String unit) throws Refused {
        if (unit != null) {
            return unit;
        }
        if (!compiled.countsDays() || backEnd) {
            throw new Refused("unit_required", "unit is needed: no experiment of this site counts daily visitors");
        }
        return dailyUnit();
    }

    private NewEvent event(
            @Nullable String unit, Event event, @Nullable Integer experimentId, @Nullable ObjectNode detail)
            throws Refused {
        List<Place> kept = places.of(unit, madeAt(event.id()));
        if (kept.isEmpty()) {
            throw new Refused("too_late", "whose it was can't be told any more: the key of that time is destroyed");
        }
        return event(kept, unit, event, experimentId, detail);
    }

    private NewEvent event(
            List<Place> kept,
            @Nullable String unit,
            Event event,
            @Nullable Integer experimentId,
            @Nullable ObjectNode detail)
            throws Refused {
        if (event instanceof Conversion conversion) {
            refusePersonal("name", conversion.name());
        }
        if (detail != null) {
            refusePersonal(detail);
        }
        Site site = compiled.site();
        return new NewEvent(
                kept,
                unit != null && event instanceof ConsentChange
                        ? new UnitId(site.id(), Units.lasting(site, unit))
                        : null,
                null,
                event,
                receivedAt,
                experimentId,
                detail == null ? null : Json.text(detail));
    }

    /** Every string that is kept, wherever it stands. */
    private static void refusePersonal(JsonNode detail) throws Refused {
        for (Map.Entry<String, JsonNode> field : detail.properties()) {
            JsonNode value = field.getValue();
            if (field.getKey().equals(RECEIPT)) {
                if (PersonalData.isAddressIn(value.asText())) {
                    throw new Refused(PERSONAL, "receiptId looks like an e-mail address: send the receipt's id");
                }
            } else if (value.isObject()) {
                refusePersonal(value);
            } else if (value.isTextual()) {
                refusePersonal(field.getKey(), value.textValue());
            } else {
                for (JsonNode item : value) {
                    refusePersonal(field.getKey(), item.asText());
                }
            }
        }
    }

    private static void refusePersonal(String field, String text) throws Refused {
        Optional<String> personal = PersonalData.in(text);
        if (personal.isPresent()) {
            throw new Refused(PERSONAL, field + " looks like " + personal.get() + ": leave it out");
        }
    }

    private static UUID id(Fields fields) throws Refused {
        String text = fields.text("id", 36);
        try {
            UUID id = UUID.fromString(text);
            if (id.version() == 7 && id.variant() == 2 && id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // said below, as for an id of another version
        }
        throw new Refused("bad_id", "id must be a UUID of version 7");
    }

    private static Instant madeAt(UUID id) {
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }

    private void checkIdTime(UUID id) throws Refused {
        Instant made = madeAt(id);
        Duration kept = Duration.ofDays(compiled.site().retentionDays());
        Duration behind = kept.compareTo(ID_BEHIND) < 0 ? kept : ID_BEHIND;
        if (made.isBefore(receivedAt.minus(behind)) || made.isAfter(receivedAt.plus(ID_AHEAD))) {
            throw new Refused("id_out_of_range", "the time inside the id is too far from the server's: see serverTime");
        }
    }

    private static @Nullable Long value(Fields fields) {
        return fields.decimal("value", BigDecimal.ZERO, MAX_VALUE)
                .map(value -> value.movePointRight(6).longValueExact())
                .orElse(null);
    }

    private static Refused malformed(Fields fields) {
        Fault first = fields.faults().get(0);
        return new Refused(MALFORMED, (first.field() + " " + first.message()).strip());
    }
}
