package dev.candor.api.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.candor.domain.Fault;
import dev.candor.domain.Keys;
import dev.candor.domain.actor.Role;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FieldsTest {

    private static Fields fields(String json) {
        return Fields.received(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> faulty(String json, Consumer<Fields> reading) {
        Fields fields = fields(json);
        reading.accept(fields);
        return fields.faults().stream().map(Fault::field).toList();
    }

    private static void sound(String json, Consumer<Fields> reading) {
        assertThat(faulty(json, reading)).as(json).isEmpty();
    }

    private static void unsound(String json, Consumer<Fields> reading) {
        assertThat(faulty(json, reading)).as(json).containsExactly("/a");
    }

    @Test
    void onlyAnObjectIsABody() {
        for (String body : List.of("[]", "1", "\"a\"", "null", "true")) {
            ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> fields(body));
            assertThat(refusal.problem().status()).as(body).isEqualTo(400);
        }
    }

    @Test
    void allFaultsAreReportedAtOnce() {
        Fields fields = fields("{\"name\": 5, \"share\": 2, \"variants\": [{\"weight\": -1}, 7], \"extra\": 1}");
        fields.text("name", 10);
        fields.share("share", 0.5);
        fields.objects("variants", 5, variant -> variant.whole("weight", 0, 10_000));
        fields.text("key", Keys::isKey, Keys.KEY_RULE);
        ProblemException refusal = catchThrowableOfType(ProblemException.class, fields::refuse);
        assertThat(refusal.problem().status()).isEqualTo(400);
        assertThat(refusal.problem().errors())
                .extracting(Fault::field)
                .containsExactly("/name", "/share", "/variants/0/weight", "/variants/1", "/key", "/extra");
    }

    /** As RFC 6901 has it: {@code ~} and {@code /} in a name are not parts of the pointer. */
    @Test
    void namesAreEscapedInPointers() {
        String sharp = "{\"a/b~c\": {\"d/e\": [{\"f~g\": 5}, 7]}, \"h/i\": 1}";
        assertThat(faulty(
                        sharp,
                        fields -> fields.object("a/b~c").orElseThrow().objects("d/e", 5, item -> item.text("f~g", 10))))
                .containsExactlyInAnyOrder("/a~1b~0c/d~1e/0/f~0g", "/a~1b~0c/d~1e/1", "/h~1i");
    }

    @Test
    void nothingWrongIsNoRefusal() {
        Fields fields = fields("{\"a\": 1}");
        fields.whole("a", 0, 1);
        fields.refuse();
        assertThat(fields.faults()).isEmpty();
    }

    @Test
    void unknownFieldsAreFaultsAtEveryDepth() {
        assertThat(faulty("{\"a\": {\"b\": {\"c\": 1}}, \"d\": [{\"e\": 1}]}", fields -> {
                    fields.object("a").orElseThrow().object("b");
                    fields.objects("d", 3, Fields::faults);
                }))
                .containsExactlyInAnyOrder("/a/b/c", "/d/0/e");
    }

    @Test
    void unknownFieldIsNamedOnceHoweverOftenFaultsAreAskedFor() {
        Fields fields = fields("{\"a\": 1}");
        assertThat(fields.faults()).hasSize(1);
        assertThat(fields.faults()).hasSize(1);
    }

    @Test
    void pointersAreEscapedAndShortened() {
        assertThat(faulty("{\"a/b~c\": 1}", fields -> {})).containsExactly("/a~1b~0c");
        assertThat(faulty("{\"" + "x".repeat(100) + "\": 1}", fields -> {}).get(0))
                .hasSize(66);
    }

    @Test
    void textEndsAtItsMaximum() {
        sound("{\"a\": \"12345\"}", fields -> fields.text("a", 5));
        unsound("{\"a\": \"123456\"}", fields -> fields.text("a", 5));
        // Two UTF-16 units each, and one character.
        sound("{\"a\": \"😀😀😀😀😀\"}", fields -> fields.text("a", 5));
        unsound("{\"a\": \"😀😀😀😀😀😀\"}", fields -> fields.text("a", 5));
    }

    @Test
    void neededTextIsThereAndNotBlank() {
        for (String body : List.of("{}", "{\"a\": null}", "{\"a\": \"\"}", "{\"a\": \" \"}", "{\"a\": 1}")) {
            unsound(body, fields -> fields.text("a", 5));
        }
    }

    @Test
    void textHoldsTextOnly() {
        unsound("{\"a\": \"x\\u0000\"}", fields -> fields.text("a", 5));
        unsound("{\"a\": \"\\ud800\"}", fields -> fields.text("a", 5));
        unsound("{\"a\": \"\\udc00\\ud800\"}", fields -> fields.text("a", 5));
        sound("{\"a\": \"\\ud83d\\ude00\"}", fields -> fields.text("a", 5));
        unsound("{\"a\": [\"x\\u0000\"]}", fields -> fields.texts("a", 5, 5));
    }

    @Test
    void keyHasOneToSixtyFourCharacters() {
        sound("{\"a\": \"" + "k".repeat(64) + "\"}", fields -> fields.text("a", Keys::isKey, Keys.KEY_RULE));
        unsound("{\"a\": \"" + "k".repeat(65) + "\"}", fields -> fields.text("a", Keys::isKey, Keys.KEY_RULE));
        unsound("{\"a\": \"\"}", fields -> fields.text("a", Keys::isKey, Keys.KEY_RULE));
        unsound("{\"a\": \"a b\"}", fields -> fields.text("a", Keys::isKey, Keys.KEY_RULE));
    }

    @Test
    void wholeNumberLiesWithinItsEnds() {
        for (String number : List.of("1", "10")) {
            sound("{\"a\": " + number + "}", fields -> fields.whole("a", 1, 10));
        }
        for (String number : List.of("0", "11", "5.5", "5.0", "1e1", "\"5\"", "true", "9223372036854775808")) {
            unsound("{\"a\": " + number + "}", fields -> fields.whole("a", 1, 10));
        }
        unsound("{}", fields -> fields.whole("a", 1, 10));
        sound("{}", fields -> fields.whole("a", 1, 10, 5));
    }

    @Test
    void shareLiesBetweenItsEnds() {
        sound("{\"a\": 0.000001}", fields -> fields.share("a", 0.5));
        sound("{\"a\": 0.999999}", fields -> fields.share("a", 0.5));
        for (String number : List.of("0", "1", "-0.1", "1e999", "1e-999", "\"0.5\"")) {
            unsound("{\"a\": " + number + "}", fields -> fields.share("a", 0.5));
        }
    }

    @Test
    void decimalHasSixDecimalsAtMost() {
        Consumer<Fields> reading = fields -> fields.decimal("a", BigDecimal.ZERO, BigDecimal.TEN);
        for (String number : List.of("0", "10", "0.000001", "1.50000000000", "0e-999", "1e1")) {
            sound("{\"a\": " + number + "}", reading);
        }
        for (String number : List.of("-0.000001", "10.000001", "0.0000001", "1e999999999", "1e-999999999", "\"1\"")) {
            unsound("{\"a\": " + number + "}", reading);
        }
    }

    @Test
    void truthIsTrueOrFalse() {
        sound("{\"a\": false}", fields -> fields.truth("a", true));
        unsound("{\"a\": \"false\"}", fields -> fields.truth("a", true));
        unsound("{\"a\": 0}", fields -> fields.truth("a", true));
    }

    @Test
    void timeIsAnInstantInUtc() {
        assertThat(fields("{\"a\": \"2026-03-01T09:00:00Z\"}").instant("a"))
                .isEqualTo(Instant.parse("2026-03-01T09:00:00Z"));
        assertThat(fields("{}").instant("a")).isNull();
        for (String time : List.of("2026-03-01", "2026-02-30T00:00:00Z", "soon", "")) {
            unsound("{\"a\": \"" + time + "\"}", fields -> fields.instant("a"));
        }
    }

    @Test
    void timeLiesInYearsThatTheDatabaseKeeps() {
        sound("{\"a\": \"9999-12-31T23:59:59Z\"}", fields -> fields.instant("a"));
        unsound("{\"a\": \"+10000-01-01T00:00:00Z\"}", fields -> fields.instant("a"));
        unsound("{\"a\": \"-0001-01-01T00:00:00Z\"}", fields -> fields.instant("a"));
    }

    @Test
    void codedValueIsOneOfItsSpellings() {
        assertThat(fields("{\"a\": \"editor\"}").coded("a", Role.class)).isEqualTo(Role.EDITOR);
        for (String body : List.of("{\"a\": \"EDITOR\"}", "{\"a\": 2}", "{}")) {
            unsound(body, fields -> fields.coded("a", Role.class));
        }
    }

    @Test
    void listEndsAtItsMaximum() {
        sound("{\"a\": [\"1\", \"2\"]}", fields -> fields.texts("a", 2, 5));
        unsound("{\"a\": [\"1\", \"2\", \"3\"]}", fields -> fields.texts("a", 2, 5));
        unsound("{\"a\": \"1\"}", fields -> fields.texts("a", 2, 5));
        unsound("{\"a\": [1]}", fields -> fields.texts("a", 2, 5));
    }

    @Test
    void oneFaultIsTheDetail() {
        Fields fields = fields("{\"a\": 1}");
        ProblemException refusal = catchThrowableOfType(ProblemException.class, fields::refuse);
        assertThat(refusal.problem().detail()).isEqualTo("/a is not a field here");
    }
}
