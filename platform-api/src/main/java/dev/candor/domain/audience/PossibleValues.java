package dev.candor.domain.audience;

import static java.util.stream.Collectors.joining;

import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Values that a field may take, enough of them that comparisons which any value satisfies are satisfied by one of these:
 * all of them where they can be counted, otherwise the ends, the middles and the outsides of what is compared with.
 */
final class PossibleValues {

    /** Stands in no rule that a person writes. */
    private static final String RARE = "\ue000";

    private PossibleValues() {}

    /**
     * Candidates for one field.
     *
     * @param wanted  the comparisons that must hold
     * @param compares all comparisons of the field
     */
    static List<Object> of(List<Compare> wanted, List<Compare> compares, Map<String, Attribute> attributes) {
        Compare field = compares.get(0);
        if (field.source() == Source.CONTEXT) {
            return ofContext(field.field(), wanted, compares);
        }
        Attribute attribute = attributes.get(field.field());
        if (attribute == null) {
            List<Object> any = new ArrayList<>(texts(wanted, compares));
            any.addAll(numbers(compares));
            any.addAll(List.of(true, false));
            return any;
        }
        return switch (attribute.type()) {
            case ENUM -> List.copyOf(attribute.values());
            case BOOLEAN -> List.of(true, false);
            case NUMBER -> numbers(compares);
            case STRING -> texts(wanted, compares);
        };
    }

    private static List<Object> ofContext(String field, List<Compare> wanted, List<Compare> compares) {
        return switch (field) {
            case "device" -> List.of("mobile", "tablet", "desktop");
            case "newOrReturning" -> List.of("new", "returning");
            case "hourOfDay" -> whole(0, 23);
            case "dayOfWeek" -> whole(1, 7);
            default -> texts(wanted, compares);
        };
    }

    private static List<Object> whole(int from, int to) {
        return IntStream.rangeClosed(from, to).<Object>mapToObj(n -> (double) n).toList();
    }

    private static List<Object> numbers(List<Compare> compares) {
        List<Double> operands = compares.stream()
                .flatMap(compare -> compare.operands().stream())
                .filter(Double.class::isInstance)
                .map(Double.class::cast)
                .sorted()
                .distinct()
                .toList();
        List<Object> numbers = new ArrayList<>(operands);
        double before = operands.isEmpty() ? 0 : operands.get(0) - 1;
        numbers.add(before);
        for (double operand : operands) {
            numbers.add(before / 2 + operand / 2);
            before = operand;
        }
        numbers.add(before + 1);
        return numbers;
    }

    private static List<Object> texts(List<Compare> wanted, List<Compare> compares) {
        List<Object> texts = new ArrayList<>();
        compares.forEach(compare ->
                compare.operands().stream().filter(String.class::isInstance).forEach(texts::add));
        String inside = operands(wanted, Operator.CONTAINS).stream()
                .map(text -> text + RARE)
                .collect(joining());
        List<String> beginnings = new ArrayList<>(operands(wanted, Operator.STARTS_WITH));
        beginnings.add("");
        beginnings.forEach(beginning -> texts.add(beginning + RARE + inside));
        return texts;
    }

    private static List<String> operands(List<Compare> compares, Operator operator) {
        return compares.stream()
                .filter(compare -> compare.operator() == operator)
                .flatMap(compare -> compare.operands().stream())
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .toList();
    }
}
