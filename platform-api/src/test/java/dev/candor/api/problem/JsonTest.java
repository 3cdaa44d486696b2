package dev.candor.api.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What is taken for JSON, and that everything else is answered as malformed, whatever it is. */
class JsonTest {

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode read(String text) {
        return Json.received(utf8(text));
    }

    private static void refused(byte[] body) {
        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> Json.received(body));
        assertThat(refusal).as("refusal").isNotNull();
        assertThat(refusal.problem().type()).isEqualTo("/problems/malformed-json");
        assertThat(refusal.problem().detail()).isNotBlank();
    }

    private static void refused(String body) {
        refused(utf8(body));
    }

    @Test
    void bodyIsNeeded() {
        refused("");
        refused("  \n");
    }

    @Test
    void whatIsNotJsonIsRefused() {
        refused("{");
        refused("{\"a\":}");
        refused("{a:1}");
        refused("{'a':1}");
        refused("{\"a\":1,}");
        refused("// why\n{}");
        refused("key=value");
    }

    @Test
    void keyStandsOnce() {
        refused("{\"a\":1,\"a\":2}");
        refused("{\"a\":{\"b\":1,\"b\":1}}");
        refused("{\"a\":1,\"\\u0061\":2}");
    }

    @Test
    void nothingFollowsTheDocument() {
        refused("{} {}");
        refused("{}x");
        refused("{}]");
        assertThat(read("{}\n ")).isEmpty();
    }

    @Test
    void depthOfThirtyTwoIsAllowedAndOneMoreIsNot() {
        assertThat(read("[".repeat(32) + "]".repeat(32)).isArray()).isTrue();
        refused("[".repeat(33) + "]".repeat(33));
        refused("[".repeat(500_000));
        refused("{\"a\":".repeat(100_000));
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        refused(new byte[] {'"', (byte) 0xff, '"'});
        refused(new byte[] {'"', (byte) 0xc3, '"'});
        refused(new byte[] {'"', (byte) 0xc0, (byte) 0xaf, '"'});
        // Half of a surrogate pair, as UTF-8 must not spell it.
        refused(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
        refused(new byte[] {'"', (byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'});
        refused(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 0, 1, 2, 3});
    }

    @Test
    void otherEncodingsAreRefused() {
        refused("{\"a\":1}".getBytes(StandardCharsets.UTF_16));
        refused("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE));
        refused("{\"a\":1}".getBytes(StandardCharsets.UTF_16BE));
    }

    @Test
    void byteOrderMarkIsPassedOver() {
        assertThat(read("\ufeff{\"a\":1}").get("a").intValue()).isEqualTo(1);
    }

    @Test
    void numbersAreExact() {
        assertThat(read("[0.1]").get(0).decimalValue()).isEqualByComparingTo("0.1");
        assertThat(read("[12345678901234567890123456789.5]").get(0).decimalValue())
                .isEqualByComparingTo("12345678901234567890123456789.5");
    }

    @Test
    void numbersThatAreNoneAreRefused() {
        refused("[NaN]");
        refused("[Infinity]");
        refused("[-Infinity]");
        refused("[01]");
        refused("[+1]");
        refused("[.5]");
        refused("[0x10]");
    }

    @Test
    void numbersHaveAtMostFortyCharacters() {
        assertThat(read("[" + "1".repeat(40) + "]")).hasSize(1);
        refused("[" + "1".repeat(41) + "]");
        refused("[0." + "1".repeat(60) + "]");
    }

    @Test
    void hugeExponentIsReadInNoTime() {
        assertThat(read("[1e999]").get(0).isNumber()).isTrue();
        assertThat(read("[1e999999999]").get(0).isNumber()).isTrue();
        refused("[1e99999999999]");
    }

    @Test
    void detailOfARefusalHoldsPlainCharactersOnly() {
        ProblemException refusal =
                catchThrowableOfType(ProblemException.class, () -> read("{\"a\": \u202e\u0007<script>}"));
        refused("{\"😀\": 1, \"😀\": 2}");
        assertThat(refusal.problem().detail()).matches("[\\x20-\\x7e]+").contains("line 1");
    }

    @Test
    void equalContentHasOneSpelling() {
        assertThat(Json.canonical(read("{\"b\": [{\"d\": 1, \"c\": 2.50}], \"a\": null}")))
                .isEqualTo(Json.canonical(read("{\"a\":null,\"b\":[{\"c\":2.5,\"d\":1}]}")))
                .isEqualTo("{\"a\":null,\"b\":[{\"c\":2.5,\"d\":1}]}");
    }
}
