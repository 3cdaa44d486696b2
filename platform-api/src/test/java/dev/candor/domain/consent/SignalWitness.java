package dev.candor.domain.consent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * The decision table of consent as sentences, and every combination that it can meet. It knows nothing of the code that it
 * bears witness against, Java's ({@link SignalVectorsTest}) and the browser's ({@code SignalVectorsInBrowserTest}). Writes
 * the file of vectors, on purpose only:
 *
 * <pre>java platform-api/src/test/java/dev/candor/domain/consent/SignalWitness.java FILE</pre>
 */
final class SignalWitness {

    /** What each input may be. A tool is absent, or silent until it has spoken. */
    private static final Map<String, List<String>> INPUTS = inputs();

    /** The first that fits counts. */
    private static final List<String> TABLE = List.of(
            "objected=yes -> denied objected",
            "explicit=granted -> granted explicit",
            "explicit=denied -> denied explicit",
            "purpose=personalization gpc=on gpcPolicy=strict -> denied gpc",
            "tcf=granted -> granted tcf",
            "tcf=denied -> denied tcf",
            "tcf=absent consentMode=granted -> granted consent_mode",
            "tcf=absent consentMode=denied -> denied consent_mode",
            "dnt=on dntPolicy=heeded -> denied dnt",
            "purpose=measurement tcf=absent consentMode=absent default=optOut -> granted default",
            " -> unknown default");

    private SignalWitness() {}

    private static Map<String, List<String>> inputs() {
        Map<String, List<String>> inputs = new LinkedHashMap<>();
        inputs.put("purpose", List.of("measurement", "remembering", "personalization"));
        inputs.put("objected", List.of("no", "yes"));
        inputs.put("explicit", List.of("unknown", "granted", "denied"));
        inputs.put("gpc", List.of("off", "on"));
        inputs.put("tcf", List.of("absent", "silent", "granted", "denied"));
        inputs.put("consentMode", List.of("absent", "silent", "granted", "denied"));
        inputs.put("dnt", List.of("off", "on"));
        inputs.put("gpcPolicy", List.of("strict", "legal"));
        inputs.put("dntPolicy", List.of("ignored", "heeded"));
        inputs.put("default", List.of("optIn", "optOut"));
        return inputs;
    }

    /** A line of names, then one for each combination: its inputs, the state and the source, with commas between. */
    static List<String> lines() {
        List<Map<String, String>> combinations = List.of(Map.of());
        for (Map.Entry<String, List<String>> input : INPUTS.entrySet()) {
            List<Map<String, String>> longer = new ArrayList<>();
            for (Map<String, String> one : combinations) {
                for (String value : input.getValue()) {
                    Map<String, String> with = new LinkedHashMap<>(one);
                    with.put(input.getKey(), value);
                    longer.add(with);
                }
            }
            combinations = longer;
        }
        List<String> lines = new ArrayList<>();
        lines.add(String.join(",", INPUTS.keySet()) + ",state,source");
        for (Map<String, String> one : combinations) {
            lines.add(String.join(",", one.values()) + "," + verdict(one));
        }
        return lines;
    }

    private static String verdict(Map<String, String> inputs) {
        for (String row : TABLE) {
            int arrow = row.indexOf(" -> ");
            String conditions = row.substring(0, arrow).strip();
            boolean fits = true;
            for (String condition : conditions.isEmpty() ? new String[0] : conditions.split(" ", -1)) {
                int equals = condition.indexOf('=');
                fits &= condition.substring(equals + 1).equals(inputs.get(condition.substring(0, equals)));
            }
            if (fits) {
                return row.substring(arrow + 4).replace(' ', ',');
            }
        }
        throw new IllegalStateException("the last row fits everything");
    }

    public static void main(String[] arguments) throws IOException {
        try (OutputStream out = Files.newOutputStream(Path.of(arguments[0]));
                GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write((String.join("\n", lines()) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
