package dev.candor.domain.audience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.domain.audience.Condition.All;
import dev.candor.domain.audience.Condition.Any;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Not;
import dev.candor.domain.audience.Condition.Source;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a rule says of a field that holds a text, a number, a truth, or nothing. */
class ConditionTest {

    private static final Compare TRUE = field("text", Operator.IS, "running");
    private static final Compare FALSE = field("text", Operator.IS, "hiking");
    private static final Facts FACTS = new Facts(
            Map.of("text", "running", "number", 9.0, "truth", true, "empty", ""), Map.of("interest", "running"));

    private static Compare field(String field, Operator operator, Object... operands) {
        return new Compare(Source.CONTEXT, field, operator, Arrays.asList(operands));
    }

    private static void holds(String field, Operator operator, Object... operands) {
        assertThat(field(field, operator, operands).holds(FACTS))
                .as("%s %s %s", field, operator.code(), Arrays.toString(operands))
                .isTrue();
    }

    private static void fails(String field, Operator operator, Object... operands) {
        assertThat(field(field, operator, operands).holds(FACTS))
                .as("%s %s %s", field, operator.code(), Arrays.toString(operands))
                .isFalse();
    }

    @Test
    void isComparesValueAndType() {
        holds("text", Operator.IS, "running");
        fails("text", Operator.IS, "Running");
        holds("number", Operator.IS, 9.0);
        fails("number", Operator.IS, "9");
        holds("truth", Operator.IS, true);
        fails("truth", Operator.IS, "true");
        holds("empty", Operator.IS, "");
    }

    @Test
    void isNotHoldsForAnotherValueOrType() {
        fails("text", Operator.IS_NOT, "running");
        holds("text", Operator.IS_NOT, "hiking");
        holds("number", Operator.IS_NOT, "9");
    }

    @Test
    void inAndNotInLookThroughTheList() {
        holds("text", Operator.IN, "hiking", "running");
        fails("text", Operator.IN, "hiking");
        fails("text", Operator.NOT_IN, "hiking", "running");
        holds("text", Operator.NOT_IN, "hiking");
        holds("number", Operator.IN, 8.0, 9.0);
        fails("number", Operator.IN, "9");
    }

    @Test
    void textsAreSearchedWithCase() {
        holds("text", Operator.STARTS_WITH, "run");
        fails("text", Operator.STARTS_WITH, "unn");
        fails("text", Operator.STARTS_WITH, "Run");
        holds("text", Operator.STARTS_WITH, "");
        holds("text", Operator.CONTAINS, "unn");
        fails("text", Operator.CONTAINS, "UNN");
    }

    @Test
    void onlyTextsAreSearched() {
        fails("number", Operator.STARTS_WITH, "9");
        fails("number", Operator.CONTAINS, "9");
        fails("text", Operator.CONTAINS, 9.0);
    }

    @Test
    void numbersAreOrdered() {
        holds("number", Operator.LESS, 9.5);
        fails("number", Operator.LESS, 9.0);
        holds("number", Operator.AT_MOST, 9.0);
        fails("number", Operator.AT_MOST, 8.9);
        holds("number", Operator.GREATER, 8.9);
        fails("number", Operator.GREATER, 9.0);
        holds("number", Operator.AT_LEAST, 9.0);
        fails("number", Operator.AT_LEAST, 9.1);
    }

    @Test
    void onlyNumbersAreOrdered() {
        for (Operator operator : List.of(Operator.LESS, Operator.AT_MOST, Operator.GREATER, Operator.AT_LEAST)) {
            fails("text", operator, 9.0);
            fails("number", operator, "9");
            fails("truth", operator, 1.0);
        }
    }

    @Test
    void nothingComparesWithWhatIsNotThere() {
        for (Operator operator : Operator.values()) {
            if (operator != Operator.EXISTS) {
                fails("missing", operator, "running");
                fails("missing", operator, 9.0);
            }
        }
    }

    @Test
    void existsAsksWhetherAValueIsThere() {
        holds("text", Operator.EXISTS, true);
        holds("empty", Operator.EXISTS, true);
        fails("text", Operator.EXISTS, false);
        fails("missing", Operator.EXISTS, true);
        holds("missing", Operator.EXISTS, false);
    }

    @Test
    void attributesAndContextAreSeparate() {
        assertThat(new Compare(Source.ATTRIBUTE, "interest", Operator.EXISTS, List.of(true)).holds(FACTS))
                .isTrue();
        fails("interest", Operator.EXISTS, true);
        assertThat(new Compare(Source.ATTRIBUTE, "text", Operator.EXISTS, List.of(true)).holds(FACTS))
                .isFalse();
    }

    @Test
    void groupsCombineTheirParts() {
        assertThat(new All(List.of(TRUE, TRUE)).holds(FACTS)).isTrue();
        assertThat(new All(List.of(TRUE, FALSE)).holds(FACTS)).isFalse();
        assertThat(new Any(List.of(FALSE, TRUE)).holds(FACTS)).isTrue();
        assertThat(new Any(List.of(FALSE, FALSE)).holds(FACTS)).isFalse();
        assertThat(new Not(FALSE).holds(FACTS)).isTrue();
        assertThat(new Not(TRUE).holds(FACTS)).isFalse();
    }

    @Test
    void allOfNothingHoldsAndAnyOfNothingDoesNot() {
        assertThat(new All(List.of()).holds(FACTS)).isTrue();
        assertThat(new Any(List.of()).holds(FACTS)).isFalse();
    }

    @Test
    void notOfAMissingFieldHolds() {
        assertThat(new Not(field("missing", Operator.IS, "x")).holds(FACTS)).isTrue();
    }

    @Test
    void attributesOfARuleAreFoundInEveryGroup() {
        Compare interest = new Compare(Source.ATTRIBUTE, "interest", Operator.EXISTS, List.of(true));
        Compare size = new Compare(Source.ATTRIBUTE, "size", Operator.EXISTS, List.of(true));
        Condition rule = new All(List.of(TRUE, new Not(size), new Any(List.of(interest, size))));
        assertThat(Condition.attributesOf(rule)).containsExactly("size", "interest");
        assertThat(Condition.attributesOf(null)).isEmpty();
    }
}
