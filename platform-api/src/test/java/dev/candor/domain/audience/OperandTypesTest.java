package dev.candor.domain.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.domain.Fault;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.AttributeType;
import dev.candor.domain.attribute.Provenance;
import dev.candor.domain.audience.Condition.All;
import dev.candor.domain.audience.Condition.Any;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Not;
import dev.candor.domain.audience.Condition.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OperandTypesTest {

    private static final Map<String, Attribute> ATTRIBUTES = Map.of(
            "name", attribute("name", AttributeType.STRING),
            "size", attribute("size", AttributeType.NUMBER),
            "vip", attribute("vip", AttributeType.BOOLEAN),
            "interest", attribute("interest", AttributeType.ENUM, "running", "hiking"));

    private static Attribute attribute(String key, AttributeType type, String... values) {
        return new Attribute(key, type, List.of(values), Provenance.STATED, 180, Map.of());
    }

    private static Compare compare(String attribute, Operator operator, Object... operands) {
        return new Compare(Source.ATTRIBUTE, attribute, operator, Arrays.asList(operands));
    }

    private static void sound(Condition condition) {
        assertThat(OperandTypes.faults(condition, ATTRIBUTES)).isEmpty();
    }

    private static void fails(Condition condition, String... fields) {
        assertThat(OperandTypes.faults(condition, ATTRIBUTES))
                .extracting(Fault::field)
                .containsExactly(fields);
    }

    @Test
    void eachTypeHasItsOperators() {
        sound(compare("name", Operator.STARTS_WITH, "a"));
        fails(compare("name", Operator.LESS, 1.0), "/op");
        sound(compare("size", Operator.LESS, 1.0));
        fails(compare("size", Operator.CONTAINS, "1"), "/op");
        sound(compare("vip", Operator.IS, true));
        fails(compare("vip", Operator.STARTS_WITH, "t"), "/op");
        fails(compare("vip", Operator.AT_LEAST, 1.0), "/op");
        sound(compare("interest", Operator.CONTAINS, "run"));
        fails(compare("interest", Operator.GREATER, 1.0), "/op");
    }

    @Test
    void eachTypeIsComparedWithItsLike() {
        fails(compare("name", Operator.IS, 1.0), "/value");
        fails(compare("size", Operator.IS_NOT, "1"), "/value");
        fails(compare("vip", Operator.IS, "true"), "/value");
        fails(compare("size", Operator.IN, 1.0, "2"), "/values");
        sound(compare("size", Operator.NOT_IN, 1.0, 2.0));
    }

    @Test
    void anEnumIsOneOfItsValues() {
        sound(compare("interest", Operator.IN, "running", "hiking"));
        fails(compare("interest", Operator.IN, "running", "swimming"), "/values");
        fails(compare("interest", Operator.IS, "Running"), "/value");
    }

    @Test
    void existsAsksOfAnyType() {
        for (String attribute : ATTRIBUTES.keySet()) {
            sound(compare(attribute, Operator.EXISTS, true));
        }
    }

    @Test
    void groupsAreLookedThroughAndStrangersPassedOver() {
        Compare wrong = compare("size", Operator.IS, "1");
        Compare context = new Compare(Source.CONTEXT, "size", Operator.IS, List.of("1"));
        fails(
                new All(List.of(
                        wrong,
                        context,
                        new Not(wrong),
                        new Any(List.of(compare("unheard_of", Operator.IS, 1.0), wrong)))),
                "/all/0/value",
                "/all/2/not/value",
                "/all/3/any/1/value");
    }
}
