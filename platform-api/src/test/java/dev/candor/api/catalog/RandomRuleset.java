package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Json;
import dev.candor.domain.audience.Operator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A ruleset made up by chance. A simple one holds a single experiment for everybody whose audience is one comparison, so
 * that each operator is met alone; the others have layers, holdouts, phases, times, nested audiences and experiences.
 */
final class RandomRuleset {

    /** A Monday, 2026-06-01, in milliseconds; experiments start and end within a hundred days of it. */
    static final long EPOCH = 1_780_272_000_000L;

    static final List<String> TEXTS = List.of(
            "running",
            "Running",
            "RUNNING",
            "run",
            "",
            "ラン",
            "ランニング",
            "caf\u00e9",
            "cafe\u0301",
            "🏃",
            "🏃‍♀️",
            "ß",
            "ss",
            "İ",
            "i",
            "/shop/shoes",
            "/shop",
            "mobile",
            "Ω",
            "Ω");
    static final List<Double> NUMBERS = List.of(
            0.0,
            1.0,
            9.0,
            9.5,
            -1.0,
            -1e-7,
            0.1,
            0.30000000000000004,
            1e15,
            9007199254740992.0,
            1e16,
            1.7976931348623157e308,
            4.9e-324,
            23.0);
    static final List<String> ATTRIBUTES = List.of("interest", "size", "vip");
    private static final List<String> TEXT_FIELDS = List.of("device", "language", "path", "query.utm_source");
    private static final List<String> NUMBER_FIELDS = List.of("hourOfDay", "dayOfWeek");
    private static final List<String> UNITS = List.of("consented_visitor", "daily_visitor", "signed_in_user");
    private static final Operator[] OPERATORS = Operator.values();

    private final Random random;
    private final boolean simple;
    private final ObjectNode definition = Json.object();
    private final List<String> keys = new ArrayList<>();

    RandomRuleset(Random random, int number) {
        this.random = random;
        simple = number % 2 == 0;
        definition.put("revision", number + 1);
        definition
                .putObject("holdout")
                .put("seed", hex())
                .put("share", simple ? 0 : (int) pick(List.of(0, 0, 100, 1_000, 5_000)));
        definition.set(
                "consentPolicy",
                Json.kept(
                        pick(
                                List.of(
                                        "{\"consented_visitor\":[\"measurement\",\"remembering\"],\"signed_in_user\":[\"measurement\"],\"daily_visitor\":[]}",
                                        "{\"consented_visitor\":[\"measurement\",\"remembering\"],\"signed_in_user\":[\"measurement\"],\"daily_visitor\":[]}",
                                        "{\"consented_visitor\":[],\"signed_in_user\":[],\"daily_visitor\":[]}",
                                        "{\"consented_visitor\":[\"remembering\"],\"signed_in_user\":[\"personalization\"],\"daily_visitor\":[\"measurement\"]}"))));
        definition.putArray("hosts").add("shop.example");
        ArrayNode rules = definition.putArray("rules");
        if (simple) {
            rules.add(rule(0, hex(), 0, 10_000, List.of(), compare(OPERATORS[number / 2 % OPERATORS.length])));
            return;
        }
        String layer = hex();
        int[] cuts = {0, 1_500 + random.nextInt(2_000), 5_000 + random.nextInt(2_000), 9_000};
        for (int i = 0; i < 3; i++) {
            List<int[]> taken = new ArrayList<>();
            for (int other = 0; other < 3; other++) {
                if (other != i) {
                    taken.add(new int[] {cuts[other], cuts[other + 1]});
                }
            }
            rules.add(rule(i, layer, cuts[i], cuts[i + 1], taken, random.nextInt(3) == 0 ? condition(4) : null));
        }
        rules.add(rule(3, hex(), 0, 10_000, List.of(), null));
        rules.add(rule(4, hex(), 2_500, 2_500 + random.nextInt(7_500), List.of(), condition(5)));
    }

    ObjectNode definition() {
        return definition;
    }

    boolean simple() {
        return simple;
    }

    List<String> keys() {
        return keys;
    }

    private ObjectNode rule(int number, String layerSeed, int from, int to, List<int[]> taken, JsonNode audience) {
        ObjectNode rule = Json.object();
        int arms = 1 + random.nextInt(4);
        boolean sticky = !simple && random.nextInt(3) > 0;
        ArrayNode phases = Json.object().putArray("phases");
        int count = simple ? 1 : (sticky ? 2 : 1) + random.nextInt(3);
        List<Integer> weights = List.of();
        for (int i = 0; i < count; i++) {
            weights = weights(arms);
            phases.add(Json.tree(weights));
        }
        rule.set("experiment", experiment(number, sticky, audience, weights));
        rule.put("seed", random.nextInt(8) == 0 ? "シード" + hex() : hex()).put("layerSeed", layerSeed);
        rule.putArray("slice").add(from).add(to);
        ArrayNode others = rule.putArray("taken");
        taken.forEach(slice -> others.addArray().add(slice[0]).add(slice[1]));
        rule.set("phases", phases);
        return rule;
    }

    private ObjectNode experiment(int number, boolean sticky, JsonNode audience, List<Integer> weights) {
        String key = "experiment-" + number;
        keys.add(key);
        String unit = simple ? "consented_visitor" : pick(UNITS);
        ObjectNode experiment = Json.object().put("key", key).put("name", key).put("unit", unit);
        experiment.put("sticky", sticky && !unit.equals("daily_visitor"));
        experiment.put("exposures", pick(List.of("automatic", "automatic", "asked")));
        if (!simple && random.nextInt(3) == 0) {
            experiment.put("startsAt", instant(-random.nextInt(100)));
        }
        if (!simple && random.nextInt(3) == 0) {
            experiment.put("endsAt", instant(1 + random.nextInt(100)));
        }
        experiment.set("audience", audience);
        ArrayNode variants = experiment.putArray("variants");
        for (int i = 0; i < weights.size(); i++) {
            variants.add(variant(i, weights.get(i)));
        }
        return experiment;
    }

    private ObjectNode variant(int number, int weight) {
        boolean personalized = random.nextInt(number == 0 ? 4 : 2) == 0;
        String role = personalized ? "personalized" : number == 1 ? "control" : "privacy_first";
        ObjectNode variant =
                Json.object().put("key", "v" + number).put("role", role).put("weight", weight);
        variant.putObject("payload").put("of", "v" + number);
        if (random.nextInt(10) == 0) {
            variant.putArray("changes")
                    .addObject()
                    .put("do", "redirect")
                    .put("value", "https://shop.example/v" + number);
        }
        if (personalized) {
            ArrayNode experiences = variant.putArray("experiences");
            for (int i = random.nextInt(3); i >= 0; i--) {
                ObjectNode experience = experiences.addObject();
                experience.set("when", condition(3));
                experience.putObject("payload").put("of", "v" + number).put("experience", i);
                experience.putObject("why").put("en", "You told us.");
            }
        }
        return variant;
    }

    private List<Integer> weights(int arms) {
        List<Integer> weights = new ArrayList<>();
        int left = 10_000;
        for (int i = 1; i < arms; i++) {
            int weight = 1 + random.nextInt(left - (arms - i));
            weights.add(weight);
            left -= weight;
        }
        weights.add(left);
        return weights;
    }

    private ObjectNode condition(int levels) {
        int kind = levels > 1 ? random.nextInt(6) : 5;
        if (kind == 0) {
            ObjectNode node = Json.object();
            node.set("not", condition(levels - 1));
            return node;
        }
        if (kind < 4) {
            ObjectNode node = Json.object();
            ArrayNode parts = node.putArray(kind == 1 ? "all" : "any");
            for (int i = random.nextInt(3); i >= 0; i--) {
                parts.add(condition(levels - 1));
            }
            return node;
        }
        return compare(OPERATORS[random.nextInt(OPERATORS.length)]);
    }

    /** One comparison by this operator, of a context field or an attribute, with a value that may well be met. */
    private ObjectNode compare(Operator operator) {
        ObjectNode node = Json.object();
        boolean numeric = operator.ordersNumbers() || (!operator.searchesText() && random.nextInt(3) == 0);
        boolean context = random.nextBoolean();
        if (context) {
            node.put("context", numeric ? pick(NUMBER_FIELDS) : pick(TEXT_FIELDS));
        } else {
            node.put("attribute", pick(ATTRIBUTES));
        }
        node.put("op", operator.code());
        if (operator == Operator.EXISTS) {
            return node.put("value", random.nextBoolean());
        }
        if (operator.takesMany()) {
            ArrayNode values = node.putArray("values");
            for (int i = random.nextInt(6); i >= 0; i--) {
                values.add(operand(numeric, context || operator.searchesText()));
            }
            return node;
        }
        node.set("value", operand(numeric, context || operator.searchesText()));
        return node;
    }

    private JsonNode operand(boolean numeric, boolean neverTruth) {
        if (!neverTruth && !numeric && random.nextInt(6) == 0) {
            return Json.tree(random.nextBoolean());
        }
        return numeric ? Json.tree(pick(NUMBERS)) : Json.tree(pick(TEXTS));
    }

    private static String instant(int days) {
        return Instant.ofEpochMilli(EPOCH).plusSeconds(86_400L * days).toString();
    }

    private String hex() {
        return Long.toHexString(random.nextLong());
    }

    private <T> T pick(List<T> items) {
        return items.get(random.nextInt(items.size()));
    }
}
