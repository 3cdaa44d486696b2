package dev.candor.domain.audience;

import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.audience.Condition.All;
import dev.candor.domain.audience.Condition.Any;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Not;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether anybody at all can satisfy a rule: {@code device is mobile} and {@code device is desktop} together let nobody
 * in. The rule is taken apart into comparisons that must hold or must not; where all those of one field can be satisfied
 * by one value, or by its absence, somebody can be in.
 */
public final class Reach {

    /** A rule that takes longer to take apart than this is believed to be possible. */
    private static final int MOST_STEPS = 20_000;

    private final Map<String, Attribute> attributes;
    private int steps;

    private Reach(Map<String, Attribute> attributes) {
        this.attributes = attributes;
    }

    /**
     * Whether some visitor satisfies {@code rule}.
     *
     * @param attributes the site's attributes by key: an enum has only its values
     */
    public static boolean isPossible(Condition rule, Map<String, Attribute> attributes) {
        Deque<Demand> open = new ArrayDeque<>();
        open.push(new Demand(rule, true));
        return new Reach(attributes).satisfiable(open, new HashMap<>());
    }

    /** A rule that must hold, or must not. */
    private record Demand(Condition rule, boolean holds) {}

    /** Goes down one branch after the other; both arguments are as before when it returns. */
    private boolean satisfiable(Deque<Demand> open, Map<Compare, List<Demand>> byField) {
        if (++steps > MOST_STEPS || open.isEmpty()) {
            return true;
        }
        Demand next = open.pop();
        boolean found = switch (next.rule()) {
            case Not not -> with(List.of(new Demand(not.part(), !next.holds())), open, byField);
            case All all ->
                next.holds() ? together(all.parts(), true, open, byField) : oneOf(all.parts(), false, open, byField);
            case Any any ->
                next.holds() ? oneOf(any.parts(), true, open, byField) : together(any.parts(), false, open, byField);
            case Compare compare -> compared(compare, next, open, byField);
        };
        open.push(next);
        return found;
    }

    private boolean with(List<Demand> more, Deque<Demand> open, Map<Compare, List<Demand>> byField) {
        more.forEach(open::push);
        boolean found = satisfiable(open, byField);
        more.forEach(demand -> open.pop());
        return found;
    }

    private boolean together(
            List<Condition> parts, boolean hold, Deque<Demand> open, Map<Compare, List<Demand>> byField) {
        return with(parts.stream().map(part -> new Demand(part, hold)).toList(), open, byField);
    }

    private boolean oneOf(List<Condition> parts, boolean hold, Deque<Demand> open, Map<Compare, List<Demand>> byField) {
        for (Condition part : parts) {
            if (with(List.of(new Demand(part, hold)), open, byField)) {
                return true;
            }
        }
        return false;
    }

    private boolean compared(Compare compare, Demand demand, Deque<Demand> open, Map<Compare, List<Demand>> byField) {
        List<Demand> ofField = byField.computeIfAbsent(field(compare), any -> new ArrayList<>());
        ofField.add(demand);
        boolean found = hasValue(ofField) && satisfiable(open, byField);
        ofField.remove(ofField.size() - 1);
        return found;
    }

    /** One key for all comparisons of a field. */
    private static Compare field(Compare compare) {
        return new Compare(compare.source(), compare.field(), Operator.EXISTS, List.of(true));
    }

    private boolean hasValue(List<Demand> demands) {
        if (demands.stream().allMatch(demand -> demand.rule().holds(Facts.NONE) == demand.holds())) {
            return true;
        }
        List<Compare> compares =
                demands.stream().map(demand -> (Compare) demand.rule()).toList();
        List<Compare> wanted = demands.stream()
                .filter(Demand::holds)
                .map(demand -> (Compare) demand.rule())
                .toList();
        Compare field = compares.get(0);
        for (Object value : PossibleValues.of(wanted, compares, attributes)) {
            Map<String, Object> one = Map.of(field.field(), value);
            Facts facts =
                    field.source() == Condition.Source.CONTEXT ? new Facts(one, Map.of()) : new Facts(Map.of(), one);
            if (demands.stream().allMatch(demand -> demand.rule().holds(facts) == demand.holds())) {
                return true;
            }
        }
        return false;
    }
}
