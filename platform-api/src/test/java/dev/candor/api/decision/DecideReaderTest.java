package dev.candor.api.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The quick reader takes nothing that the careful one would refuse, and understands it in the same way. */
class DecideReaderTest {

    private static final int REQUESTS = 20_000;

    /** Right ones, wrong ones and ones at the very limit, for every field. */
    private static final List<String> FIELDS = List.of(
            "\"siteKey\": \"pk_1\"",
            "\"siteKey\": 1",
            "\"siteKey\": null",
            "\"siteKey\": \"" + "k".repeat(101) + "\"",
            "\"unit\": \"anna\"",
            "\"unit\": \"\"",
            "\"unit\": null",
            "\"unit\": \"" + "u".repeat(128) + "\"",
            "\"unit\": \"" + "u".repeat(129) + "\"",
            "\"unit\": \"" + "é".repeat(64) + "\"",
            "\"unit\": \"" + "é".repeat(65) + "\"",
            "\"unit\": \"\\u0000\"",
            "\"unit\": \"\\ud83d\"",
            "\"unit\": \"\\ud83d\\ude00\"",
            "\"unit\": \"日本\"",
            "\"userId\": \"u\\u0041\\n\"",
            "\"userId\": {}",
            "\"userId\": NaN",
            "\"context\": {\"device\": \"mobile\", \"hourOfDay\": 7, \"language\": null}",
            "\"context\": {\"device\": \"mobile\", \"device\": \"mobile\"}",
            "\"context\": {\"history\": 1}",
            "\"context\": {\"hourOfDay\": 1e999}",
            "\"context\": {\"hourOfDay\": -0.0, \"dayOfWeek\": 1.5e0}",
            "\"context\": {\"hourOfDay\": 123456789012345678901234567890}",
            "\"context\": {\"hourOfDay\": 12345678901234567890123456789012345678901234567890}",
            "\"context\": []",
            "\"context\": {\"path\": \"" + "p".repeat(500) + "\"}",
            "\"context\": {\"path\": \"" + "p".repeat(501) + "\"}",
            "\"attributes\": {\"interest\": \"running\", \"age_band\": true, \"none\": null}",
            "\"attributes\": {\"a b\": 1}",
            "\"attributes\": {\"size\": [1]}",
            "\"attributes\": {" + attributes(50) + "}",
            "\"attributes\": {" + attributes(51) + "}",
            "\"consent\": {\"measurement\": \"granted\", \"remembering\": \"denied\"}",
            "\"consent\": {\"measurement\": null, \"personalization\": \"unknown\"}",
            "\"consent\": {\"ads\": \"granted\"}",
            "\"consent\": {\"measurement\": \"GRANTED\"}",
            "\"consent\": \"granted\"",
            "\"experiments\": [\"welcome\", \"other\"]",
            "\"experiments\": []",
            "\"experiments\": [1]",
            "\"experiments\": [\"" + "e".repeat(65) + "\"]",
            "\"experiments\": [" + "\"e\",".repeat(99) + "\"e\"]",
            "\"experiments\": [" + "\"e\",".repeat(100) + "\"e\"]",
            "\"sticky\": [{\"experiment\": \"welcome\", \"variant\": \"plain\", \"phase\": 1}]",
            "\"sticky\": [{\"experiment\": \"welcome\", \"variant\": \"plain\", \"phase\": 0}]",
            "\"sticky\": [{\"experiment\": \"welcome\", \"variant\": \"plain\", \"phase\": 1.0}]",
            "\"sticky\": [{\"experiment\": \"Wel come\", \"variant\": \"plain\", \"phase\": 1}]",
            "\"sticky\": [{\"experiment\": \"welcome\", \"phase\": 1}]",
            "\"sticky\": [{\"experiment\": \"welcome\", \"variant\": \"plain\", \"phase\": 1, \"more\": 1}]",
            "\"preview\": \"1.2.3\"",
            "\"preview\": \"" + "p".repeat(401) + "\"",
            "\"extra\": 1",
            "\"extra\": null");

    private static String attributes(int count) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add("\"a" + i + "\": " + i);
        }
        return String.join(",", all);
    }

    @Test
    void bothReadersAgree() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int quick = 0;
        for (int i = 0; i < REQUESTS; i++) {
            String body = body(random);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            DecideRequest read = DecideReader.read(bytes);
            if (read != null) {
                quick++;
                assertThat(DecideRequest.readSlowly(bytes))
                        .as("seed %d: %s", seed, body)
                        .isEqualTo(read);
            }
        }
        assertThat(quick).as("seed %d: how many were right", seed).isGreaterThan(REQUESTS / 20);
    }

    /** A few fields in any order; now and then a body that is cut off or goes on. */
    private static String body(Random random) {
        List<String> fields = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            fields.add(FIELDS.get(random.nextInt(FIELDS.size())));
        }
        String body = "{" + String.join(", ", fields) + "}";
        return switch (random.nextInt(20)) {
            case 0 -> body.substring(0, random.nextInt(body.length() + 1));
            case 1 -> body + " {}";
            case 2 -> "\ufeff" + body;
            case 3 -> "[" + body + "]";
            default -> body;
        };
    }

    @Test
    void ordinaryRequestIsReadQuickly() {
        byte[] ordinary = """
                {"siteKey": "pk_1", "unit": "anna", "context": {"device": "mobile"}, "attributes": {},
                 "consent": {"measurement": "granted"}, "experiments": null, "sticky": [], "preview": null}
                """.getBytes(StandardCharsets.UTF_8);
        assertThat(DecideReader.read(ordinary)).isNotNull();
    }

    @Test
    void whatIsNotUtf8IsRefused() {
        byte[] bytes = "{\"unit\": \"?\"}".getBytes(StandardCharsets.UTF_8);
        bytes[10] = (byte) 0xff;
        assertThat(DecideReader.read(bytes)).isNull();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> DecideRequest.read(bytes))
                .isInstanceOf(ProblemException.class);
    }
}
