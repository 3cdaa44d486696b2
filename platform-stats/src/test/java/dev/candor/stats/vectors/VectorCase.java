package dev.candor.stats.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.stats.StatisticsException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** One case of one file: an input, and the numbers or the error code that must come out. */
record VectorCase(String method, String name, JsonNode content) {
    private static final List<String> KEYS = List.of("name", "source", "input", "expected", "tolerance", "note");

    /** What is wrong with the library's answer; empty if nothing is. */
    List<String> complaints(Scores scores) {
        List<String> complaints = new ArrayList<>();
        content.fieldNames().forEachRemaining(key -> {
            if (!KEYS.contains(key)) {
                complaints.add("the case has an unknown key, " + key);
            }
        });
        var known = Methods.named(method);
        if (known.isEmpty()) {
            complaints.add("the library knows no method called " + method);
            return complaints;
        }
        JsonNode expected = content.path("expected");
        try {
            Arguments in = new Arguments("", content.path("input"));
            Answer answer = known.get().evaluate(in);
            if (expected.has("error")) {
                complaints.add("expected " + expected.get("error").textValue() + ", got an answer");
                return complaints;
            }
            in.unread().forEach(name -> complaints.add("the input " + name + " is not known"));
            compareAll(expected, answer, complaints, scores);
        } catch (StatisticsException refusal) {
            if (!refusal.code().name().equals(expected.path("error").textValue())) {
                complaints.add("refused with " + refusal.code() + ": " + refusal.getMessage());
            }
        }
        return complaints;
    }

    private void compareAll(JsonNode expected, Answer answer, List<String> complaints, Scores scores) {
        Tolerance tolerance = Tolerance.of(content.path("tolerance"));
        for (Map.Entry<String, JsonNode> field : expected.properties()) {
            if (answer.has(field.getKey())) {
                Object got = answer.get(field.getKey());
                compare(field.getKey(), field.getValue(), got, tolerance, complaints, scores);
            } else {
                complaints.add("the library gives no " + field.getKey());
            }
        }
    }

    private void compare(
            String path, JsonNode expected, Object got, Tolerance tolerance, List<String> complaints, Scores scores) {
        if (expected.isObject()) {
            for (Iterator<String> names = expected.fieldNames(); names.hasNext(); ) {
                String name = names.next();
                boolean there = got instanceof Answer answer && answer.has(name);
                if (there) {
                    Object inner = ((Answer) got).get(name);
                    compare(path + "." + name, expected.get(name), inner, tolerance, complaints, scores);
                } else {
                    complaints.add("the library gives no " + path + "." + name);
                }
            }
            return;
        }
        if (expected.isArray()) {
            if (!(got instanceof List<?> list) || list.size() != expected.size()) {
                complaints.add(path + ": expected " + expected + ", got " + got);
                return;
            }
            for (int i = 0; i < list.size(); i++) {
                compare(path + "." + i, expected.get(i), list.get(i), tolerance, complaints, scores);
            }
            return;
        }
        if (!matches(path, expected, got, tolerance, scores)) {
            complaints.add(path + ": expected " + expected + ", got " + got);
        }
    }

    private boolean matches(String path, JsonNode expected, Object got, Tolerance tolerance, Scores scores) {
        if (expected.isNull()) {
            return got == null;
        }
        if (expected.isBoolean()) {
            return Boolean.valueOf(expected.booleanValue()).equals(got);
        }
        if (!(got instanceof Number number)) {
            return expected.isTextual() && expected.textValue().equals(got);
        }
        double wanted = expected.isNumber() ? expected.doubleValue() : special(expected.textValue());
        if (got instanceof Long || got instanceof Integer) {
            return expected.isNumber() && number.doubleValue() == wanted;
        }
        Tolerance here = tolerance.at(path);
        scores.compared(method, wanted, number.doubleValue(), here);
        return here.allows(wanted, number.doubleValue());
    }

    private static double special(String word) {
        return switch (word) {
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.NaN;
        };
    }

    @Override
    public String toString() {
        return method + "/" + name;
    }
}
