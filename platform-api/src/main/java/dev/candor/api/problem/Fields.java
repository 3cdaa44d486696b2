package dev.candor.api.problem;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.domain.Coded;
import dev.candor.domain.Fault;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An object that somebody sent, read field by field. Reading never stops at the first fault: each is noted with its
 * JSON pointer, a harmless value is returned, and {@link #refuse} reports all of them at once. A field that nobody asked
 * for is a fault too.
 */
public final class Fields {

    private static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

    private final JsonNode node;
    private final String at;
    private final List<Fault> faults;
    private final Set<String> asked = new HashSet<>();
    private final List<Fields> children = new ArrayList<>();

    private Fields(JsonNode node, String at, List<Fault> faults) {
        this.node = node;
        this.at = at;
        this.faults = faults;
    }

    /**
     * The body of a request.
     *
     * @throws ProblemException if it is not a JSON object
     */
    public static Fields received(byte[] body) {
        return of(Json.received(body));
    }

    public static Fields of(JsonNode node) {
        if (!node.isObject()) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "the body must be a JSON object");
        }
        return new Fields(node, "", new ArrayList<>());
    }

    public boolean has(String name) {
        asked.add(name);
        return !node.path(name).isMissingNode() && !node.path(name).isNull();
    }

    /** The field as it stands; null when it is missing or null. */
    public @Nullable JsonNode raw(String name) {
        return has(name) ? node.get(name) : null;
    }

    /** All names of this object, for maps whose keys are data. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        asked.addAll(names);
        return names;
    }

    public String text(String name, int maximum) {
        Optional<String> text = optionalText(name, maximum);
        if (text.isEmpty() && !has(name)) {
            fault(name, "is needed");
        } else if (text.isPresent() && text.get().isBlank()) {
            fault(name, "must not be blank");
        }
        return text.orElse("");
    }

    public Optional<String> optionalText(String name, int maximum) {
        JsonNode value = raw(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            fault(name, "must be a text");
            return Optional.empty();
        }
        return usable(name, value.textValue(), maximum);
    }

    /** A text that keeps a rule, for example {@link dev.candor.domain.Keys#isKey}. */
    public String text(String name, Predicate<String> rule, String otherwise) {
        if (!has(name)) {
            fault(name, "is needed");
            return "";
        }
        Optional<String> text = optionalText(name, 10_000);
        if (text.isPresent() && !rule.test(text.get())) {
            fault(name, otherwise);
        }
        return text.orElse("");
    }

    public List<String> texts(String name, int maximumItems, int maximumLength) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : array(name, maximumItems)) {
            if (item.isTextual()) {
                usable(name, item.textValue(), maximumLength).ifPresent(texts::add);
            } else {
                fault(name, "must hold texts only");
            }
        }
        return texts;
    }

    public <E extends Enum<E> & Coded> E coded(String name, Class<E> type) {
        if (!has(name)) {
            fault(name, "is needed: one of " + Coded.codes(type));
        }
        return coded(name, type, type.getEnumConstants()[type.getEnumConstants().length - 1]);
    }

    public <E extends Enum<E> & Coded> E coded(String name, Class<E> type, E fallback) {
        JsonNode value = raw(name);
        if (value == null) {
            return fallback;
        }
        Optional<E> constant = value.isTextual() ? Coded.of(type, value.textValue()) : Optional.empty();
        if (constant.isEmpty()) {
            fault(name, "must be one of " + Coded.codes(type));
        }
        return constant.orElse(fallback);
    }

    /** A whole number within {@code [low, high]}; {@code fallback} when it is missing. */
    public long whole(String name, long low, long high, long fallback) {
        JsonNode value = raw(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            fault(name, "must be a whole number from " + low + " to " + high);
            return fallback;
        }
        if (value.longValue() < low || value.longValue() > high) {
            fault(name, "must be from " + low + " to " + high);
            return fallback;
        }
        return value.longValue();
    }

    public long whole(String name, long low, long high) {
        if (!has(name)) {
            fault(name, "is needed: a whole number from " + low + " to " + high);
            return low;
        }
        return whole(name, low, high, low);
    }

    /** A number strictly between 0 and 1; {@code fallback} when it is missing. */
    public double share(String name, double fallback) {
        JsonNode value = raw(name);
        if (value == null) {
            return fallback;
        }
        if (!value.isNumber() || value.doubleValue() <= 0 || value.doubleValue() >= 1) {
            fault(name, "must be a number between 0 and 1");
            return fallback;
        }
        return value.doubleValue();
    }

    /** A decimal within {@code [low, high]} of at most 6 decimals; empty when it is missing. */
    public Optional<BigDecimal> decimal(String name, BigDecimal low, BigDecimal high) {
        JsonNode value = raw(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isNumber()) {
            fault(name, "must be a number");
            return Optional.empty();
        }
        BigDecimal number = value.decimalValue();
        if (number.compareTo(low) < 0 || number.compareTo(high) > 0) {
            fault(name, "must be from " + low.toPlainString() + " to " + high.toPlainString());
            return Optional.empty();
        }
        if (number.stripTrailingZeros().scale() > 6) {
            fault(name, "must have at most 6 decimals");
            return Optional.empty();
        }
        return Optional.of(number);
    }

    public boolean truth(String name, boolean fallback) {
        JsonNode value = raw(name);
        if (value != null && !value.isBoolean()) {
            fault(name, "must be true or false");
        }
        return value == null ? fallback : value.booleanValue();
    }

    public @Nullable Instant instant(String name) {
        Optional<String> text = optionalText(name, 40);
        try {
            Instant instant = text.map(Instant::parse).orElse(null);
            if (instant == null || (!instant.isBefore(EARLIEST) && instant.isBefore(LATEST))) {
                return instant;
            }
        } catch (DateTimeException e) {
            // said below, as for a year that nobody means
        }
        fault(name, "must be a time in UTC, for example 2026-03-01T09:00:00Z");
        return null;
    }

    /** The object at {@code name}; empty when it is missing. */
    public Optional<Fields> object(String name) {
        JsonNode value = raw(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isObject()) {
            fault(name, "must be an object");
            return Optional.empty();
        }
        return Optional.of(child(value, escaped(name)));
    }

    /** Each object of the list at {@code name}, read by {@code reader}. */
    public <T> List<T> objects(String name, int maximum, Function<Fields, T> reader) {
        List<T> items = new ArrayList<>();
        int index = 0;
        for (JsonNode item : array(name, maximum)) {
            if (item.isObject()) {
                items.add(reader.apply(child(item, escaped(name) + "/" + index)));
            } else {
                faults.add(new Fault(at + "/" + escaped(name) + "/" + index, "must be an object"));
            }
            index++;
        }
        return items;
    }

    /** The items of the list at {@code name}; none when it is missing. */
    public Iterable<JsonNode> array(String name, int maximum) {
        JsonNode value = raw(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            fault(name, "must be a list");
            return List.of();
        }
        if (value.size() > maximum) {
            fault(name, "must hold at most " + maximum + " items");
            return List.of();
        }
        return value;
    }

    /** Notes a fault of the field {@code name}, or of this object when that is empty. */
    public void fault(String name, String message) {
        faults.add(new Fault(name.isEmpty() ? at : at + "/" + escaped(name), message));
    }

    /** Everything that was found so far, unknown fields included. */
    public List<Fault> faults() {
        noteUnknown();
        return List.copyOf(faults);
    }

    /** @throws ProblemException with all faults, if there is any */
    public void refuse(ProblemType type) {
        List<Fault> found = faults();
        if (!found.isEmpty()) {
            throw new ProblemException(type, found);
        }
    }

    /** As {@link #refuse(ProblemType)} with {@link ProblemType#INVALID_REQUEST}. */
    public void refuse() {
        refuse(ProblemType.INVALID_REQUEST);
    }

    private void noteUnknown() {
        node.fieldNames().forEachRemaining(name -> {
            if (asked.add(name)) {
                fault(name, "is not a field here");
            }
        });
        children.forEach(Fields::noteUnknown);
    }

    private Fields child(JsonNode value, String pointer) {
        Fields child = new Fields(value, at + "/" + pointer, faults);
        children.add(child);
        return child;
    }

    private Optional<String> usable(String name, String text, int maximum) {
        if (text.codePointCount(0, text.length()) > maximum) {
            fault(name, "must have at most " + maximum + " characters");
            return Optional.empty();
        }
        if (!isText(text)) {
            fault(name, "holds a character that is not text");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** Whether every character can be kept: no NUL, which PostgreSQL refuses, and no half of a surrogate pair. */
    public static boolean isText(String text) {
        return text.indexOf('\0') < 0
                && text.codePoints()
                        .noneMatch(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE);
    }

    /** A name as a part of a JSON pointer (RFC 6901). */
    private static String escaped(String name) {
        String shortened = name.length() > 64 ? name.substring(0, 64) + "…" : name;
        return shortened.replace("~", "~0").replace("/", "~1");
    }
}
