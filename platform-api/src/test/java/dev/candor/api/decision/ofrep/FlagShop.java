package dev.candor.api.decision.ofrep;

import static dev.candor.api.journeys.Candor.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;

/** A site whose experiments are flags of every type: {@code switch}, {@code words}, {@code number}, {@code share}, {@code page}. */
final class FlagShop {

    static final String ORIGIN = "https://flags.example";

    private FlagShop() {}

    /** Opens the site; returns what its creation answered. */
    static JsonNode open(String key) {
        JsonNode site = Candor.vocabulary(key, ORIGIN);
        flag(key, "switch", "false", "true");
        flag(key, "words", "\"plain\"", "\"bright\"");
        flag(key, "number", "3", "4");
        flag(key, "share", "0.25", "0.75");
        flag(key, "page", "{\"hero\": \"plain\", \"size\": 1}", "{\"hero\": \"bright\", \"size\": 2}");
        return site;
    }

    /** Starts a flag for signed-in users, half and half, with a control of this value. */
    static void flag(String site, String key, String control, String treatment) {
        flag(site, key, "signed_in_user", control, treatment, "");
    }

    static void flag(String site, String key, String unit, String control, String treatment, String more) {
        Candor.start(site, text("""
                {"key": "%s", "name": "A flag", "question": "Which?", "hypothesis": "One.", "unit": "%s",
                 "trafficShare": 10000, %s
                 "variants": [{"key": "off", "role": "control", "weight": 5000, "payload": %s},
                              {"key": "on", "role": "personalized", "weight": 5000, "payload": %s}],
                 "metrics": [{"metric": "purchase", "role": "primary"}],
                 "plan": {"method": "fixed", "practicalEquivalence": {"relative": 0.01}, "maximumVisitors": 60000}}
                """, key, unit, more, control, treatment));
    }
}
