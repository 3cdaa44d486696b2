package dev.candor.api.decision;

import static dev.candor.api.decision.ByteJoin.utf8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.ContentJson;
import dev.candor.api.problem.Json;
import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.assignment.Reason;
import dev.candor.domain.experiment.Content;
import dev.candor.domain.experiment.Experience;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Exposures;
import dev.candor.domain.experiment.Variant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Every decision that can be about one experiment, written down but for its reason. */
final class PreparedExperiment {

    private static final Map<Reason, byte[]> REASONS = new EnumMap<>(Reason.class);

    static {
        for (Reason reason : Reason.values()) {
            REASONS.put(reason, utf8(reason.code()));
        }
    }

    private static final byte[] PERSONALIZED = utf8("\",\"personalized\":true");
    private static final byte[] NOT_PERSONALIZED = utf8("\",\"personalized\":false");
    private static final String NO_WHY = ",\"why\":null";
    private static final String END = "}";

    /** Whether clients must know the phase, to carry it. */
    private final boolean sticky;

    private final byte[] leftOutHead;
    private final byte[] leftOutTail;
    private final Map<String, PreparedVariant> variants = new HashMap<>();

    /** A variant's decision before and after the reason; and after it for each experience. */
    private record PreparedVariant(byte[] head, byte[] tail, List<PreparedExperience> experiences) {}

    /**
     * What follows the reason where an experience is met, by the language of its why.
     *
     * @param usual in any other language
     */
    private record PreparedExperience(Experience of, Map<String, byte[]> tails, byte[] usual) {}

    private PreparedExperiment(String key, boolean sticky, Content whenLeftOut, String end) {
        this.sticky = sticky;
        leftOutHead = head(key, "null", "null");
        leftOutTail = utf8("," + inner(whenLeftOut) + NO_WHY + end);
    }

    static PreparedExperiment of(Experiment experiment) {
        return of(experiment, END);
    }

    /** The same with what a browser must know of an experiment whose rules it does not have. */
    static PreparedExperiment forPages(Experiment experiment) {
        ObjectNode node = Json.object().put("unit", experiment.unit().code());
        if (experiment.exposures() != Exposures.AUTOMATIC) {
            node.put("exposures", experiment.exposures().code());
        }
        if (experiment.variants().stream()
                .flatMap(Variant::contents)
                .anyMatch(content -> !content.changes().isEmpty())) {
            node.put("visible", true);
        }
        return of(experiment, "," + Json.text(node).substring(1));
    }

    private static PreparedExperiment of(Experiment experiment, String end) {
        // Who is left out meets the page as it is, with the payload that its code expects.
        Content asItIs = new Content(experiment.baseline().content().payload(), List.of());
        PreparedExperiment prepared = new PreparedExperiment(experiment.key(), experiment.sticky(), asItIs, end);
        for (Variant variant : experiment.variants()) {
            prepared.variants.put(variant.key(), prepare(experiment.key(), variant, end));
        }
        return prepared;
    }

    /** One of which nothing is said but that it does not run here. */
    static PreparedExperiment unknown(String key) {
        return new PreparedExperiment(key, false, Content.NONE, END);
    }

    void addLeftOut(ByteJoin answer, Reason reason) {
        answer.add(leftOutHead).add(reason(reason)).add(NOT_PERSONALIZED).add(leftOutTail);
    }

    /** The decision for a unit that has a variant of this experiment. */
    void addVariant(ByteJoin answer, Assigned assigned, String language) {
        PreparedVariant prepared = variants.get(assigned.variant().key());
        if (prepared == null) {
            throw new IllegalArgumentException(
                    "a variant of another experiment: " + assigned.variant().key());
        }
        answer.add(prepared.head()).add(reason(assigned.reason()));
        answer.add(assigned.personalized() ? PERSONALIZED : NOT_PERSONALIZED);
        if (sticky) {
            answer.add(utf8(",\"phase\":" + assigned.phase()));
        }
        answer.add(
                assigned.experience().isPresent()
                        ? tail(prepared, assigned.experience().get(), language)
                        : prepared.tail());
    }

    private static byte[] reason(Reason reason) {
        return Objects.requireNonNull(REASONS.get(reason));
    }

    @SuppressWarnings("ReferenceEquality") // the engine hands out the ruleset's own
    private static byte[] tail(PreparedVariant variant, Experience experience, String language) {
        for (PreparedExperience prepared : variant.experiences()) {
            if (prepared.of() == experience) {
                return prepared.tails().getOrDefault(language, prepared.usual());
            }
        }
        throw new IllegalArgumentException("an experience of another variant");
    }

    private static PreparedVariant prepare(String key, Variant variant, String end) {
        return new PreparedVariant(
                head(key, quoted(variant.key()), quoted(variant.role().code())),
                utf8("," + inner(variant.content()) + NO_WHY + end),
                variant.experiences().stream()
                        .map(experience -> prepare(experience, end))
                        .toList());
    }

    private static PreparedExperience prepare(Experience experience, String end) {
        Map<String, String> texts = experience.why();
        String usual =
                texts.getOrDefault("en", texts.values().stream().findFirst().orElse(""));
        Map<String, byte[]> tails = new HashMap<>();
        texts.forEach((language, text) -> tails.put(language, tail(experience, text, end)));
        return new PreparedExperience(experience, tails, tail(experience, usual, end));
    }

    private static byte[] tail(Experience experience, String why, String end) {
        ObjectNode node = Json.object().put("text", why);
        node.set("attributes", Json.tree(experience.attributes()));
        node.put("change", "candor.panel()");
        return utf8("," + inner(experience.content()) + ",\"why\":" + Json.text(node) + end);
    }

    private static byte[] head(String key, String variant, String role) {
        return utf8(
                "{\"experiment\":" + quoted(key) + ",\"variant\":" + variant + ",\"role\":" + role + ",\"reason\":\"");
    }

    /** {@code "payload":…,"changes":[…]}. */
    private static String inner(Content content) {
        ObjectNode node = Json.object();
        ContentJson.write(node, content);
        String text = Json.text(node);
        return text.substring(1, text.length() - 1);
    }

    private static String quoted(String text) {
        return Json.text(com.fasterxml.jackson.databind.node.TextNode.valueOf(text));
    }
}
