package dev.candor.api.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.Fault;
import dev.candor.domain.audience.Condition;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionJsonTest {

    private static final String LEAF = "{\"context\":\"device\",\"op\":\"is\",\"value\":\"mobile\"}";

    private static Fields fields(String json) {
        return Fields.received(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Fault> faults(String json) {
        Fields fields = fields(json);
        ConditionJson.read(fields);
        return fields.faults();
    }

    private static String nested(int levels) {
        String rule = LEAF;
        for (int i = 1; i < levels; i++) {
            rule = i % 2 == 0 ? "{\"not\":" + rule + "}" : "{\"all\":[" + rule + "]}";
        }
        return rule;
    }

    /** One group of {@code nodes} nodes, itself included. */
    private static String wide(int nodes) {
        return "{\"any\":[" + (LEAF + ",").repeat(nodes - 2) + LEAF + "]}";
    }

    @Test
    void fiveLevelsAreAllowed() {
        assertThat(faults(nested(5))).isEmpty();
    }

    @Test
    void sixLevelsAreNot() {
        assertThat(faults(nested(6))).extracting(Fault::message).containsExactly("a rule is at most 5 levels deep");
    }

    @Test
    void fiftyNodesAreAllowed() {
        assertThat(faults(wide(50))).isEmpty();
    }

    @Test
    void fiftyOneNodesAreNot() {
        assertThat(faults(wide(51))).extracting(Fault::message).containsExactly("a rule has at most 50 nodes");
    }

    @Test
    void aHundredValuesAreAllowedAndOneMoreIsNot() {
        String start = "{\"context\":\"path\",\"op\":\"in\",\"values\":[\"/\"";
        assertThat(faults(start + ",\"/a\"".repeat(99) + "]}")).isEmpty();
        assertThat(faults(start + ",\"/a\"".repeat(100) + "]}"))
                .extracting(Fault::message)
                .contains("must hold at most 100 items");
    }

    @Test
    void whatIsReadIsWrittenTheSame() {
        String rule =
                "{\"all\":[" + LEAF + ",{\"not\":{\"attribute\":\"age_group\",\"op\":\"notIn\",\"values\":[1,2.5]}},"
                        + "{\"any\":[{\"context\":\"hourOfDay\",\"op\":\"ge\",\"value\":9},"
                        + "{\"attribute\":\"vip\",\"op\":\"exists\",\"value\":false}]}]}";
        Condition condition = ConditionJson.read(fields(rule));
        assertThat(Json.text(ConditionJson.write(condition))).isEqualTo(rule);
    }

    @Test
    void everyKindOfMistakeIsNamed() {
        assertThat(faults("{\"op\":\"is\",\"value\":1}")).isNotEmpty();
        assertThat(faults("{\"context\":\"device\",\"attribute\":\"interest\",\"op\":\"is\",\"value\":\"x\"}"))
                .isNotEmpty();
        assertThat(faults("{\"context\":\"shoeSize\",\"op\":\"is\",\"value\":1}"))
                .extracting(Fault::field)
                .contains("/context");
        assertThat(faults("{\"context\":\"device\",\"op\":\"matches\",\"value\":\".*\"}"))
                .extracting(Fault::field)
                .contains("/op");
        assertThat(faults("{\"context\":\"hourOfDay\",\"op\":\"is\",\"value\":\"9\"}"))
                .extracting(Fault::message)
                .containsExactly("this field is a number");
        assertThat(faults("{\"attribute\":\"size\",\"op\":\"lt\",\"value\":\"9\"}"))
                .extracting(Fault::message)
                .containsExactly("lt compares with a number");
        assertThat(faults("{\"attribute\":\"size\",\"op\":\"contains\",\"value\":9}"))
                .extracting(Fault::message)
                .containsExactly("contains compares with a text");
        assertThat(faults("{\"context\":\"device\",\"op\":\"is\"}"))
                .extracting(Fault::field)
                .containsExactly("/value");
        assertThat(faults("{\"context\":\"device\",\"op\":\"in\",\"values\":[]}"))
                .extracting(Fault::field)
                .containsExactly("/values");
        assertThat(faults("{\"all\":[]}")).extracting(Fault::field).containsExactly("/all");
        assertThat(faults("{\"not\":" + LEAF + ",\"op\":\"is\"}"))
                .extracting(Fault::field)
                .containsExactly("/op");
    }

    @Test
    void fieldsAreComparedWithTheirLike() {
        for (String value : new String[] {"5", "true"}) {
            assertThat(faults("{\"context\":\"device\",\"op\":\"is\",\"value\":" + value + "}"))
                    .extracting(Fault::message)
                    .containsExactly("this field is a text");
        }
        assertThat(faults("{\"context\":\"device\",\"op\":\"lt\",\"value\":5}"))
                .extracting(Fault::message)
                .containsExactly("this field is a text");
        assertThat(faults("{\"context\":\"hourOfDay\",\"op\":\"in\",\"values\":[9,\"10\"]}"))
                .extracting(Fault::field)
                .containsExactly("/values");
        assertThat(faults("{\"context\":\"hourOfDay\",\"op\":\"startsWith\",\"value\":\"1\"}"))
                .extracting(Fault::message)
                .containsExactly("this field is a number");
        assertThat(faults("{\"attribute\":\"size\",\"op\":\"is\",\"value\":true}"))
                .isEmpty();
    }

    @Test
    void aNumberBeyondAllNumbersIsRefused() {
        assertThat(faults("{\"attribute\":\"size\",\"op\":\"is\",\"value\":1e999}"))
                .isNotEmpty();
    }

    @Test
    void halfAPairIsNotAValue() {
        assertThat(faults("{\"attribute\":\"size\",\"op\":\"is\",\"value\":\"\\ud800\"}"))
                .extracting(Fault::field)
                .containsExactly("/value");
    }
}
