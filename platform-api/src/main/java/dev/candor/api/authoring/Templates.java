package dev.candor.api.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.Site;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Ready-made beginnings of experiments, each a document in {@code experiment-templates/}. What only a person can know (the
 * metric that decides, what visitors are asked, the words of the reason) is left open; the checklist says so.
 */
@ApplicationScoped
public class Templates {

    /** In the order in which they are shown. */
    private static final List<String> KEYS =
            List.of("ab", "split-url", "feature-flag", "personalization", "personalized-explained", "data-dose", "aa");

    private static final String DEFAULT_LANGUAGE = "en";

    private final Map<String, Template> templates = new LinkedHashMap<>();

    Templates() {
        KEYS.forEach(key -> templates.put(key, load(key)));
    }

    /**
     * One template.
     *
     * @param names    by language
     * @param purposes what it is for, by language
     */
    public record Template(String key, Map<String, String> names, Map<String, String> purposes, ObjectNode experiment) {
        public Template {
            names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
            purposes = Collections.unmodifiableMap(new LinkedHashMap<>(purposes));
        }

        /** The keys of the variants, in their order. */
        public List<String> variants() {
            return experiment
                    .path("variants")
                    .valueStream()
                    .map(variant -> variant.path("key").asText())
                    .toList();
        }

        /** Whether it asks visitors for something. */
        public boolean asks() {
            return experiment.findPath("attribute").isTextual();
        }
    }

    public List<Template> all() {
        return List.copyOf(templates.values());
    }

    public Optional<Template> find(String key) {
        return Optional.ofNullable(templates.get(key));
    }

    /**
     * The draft that {@code body} makes of a template.
     *
     * @throws ProblemException INVALID_REQUEST when there is no such template
     */
    Fields fields(String key, Site site, byte[] body) {
        Template template = find(key)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.INVALID_REQUEST,
                        List.of(new Fault("template", "must be one of " + String.join(", ", templates.keySet())))));
        JsonNode own = Json.received(body);
        return Fields.of(own.isObject() ? draft(template, site, own) : own);
    }

    /**
     * The experiment that a template makes for a site: what {@code own} says stands in place of the template's, field by
     * field of the outermost level.
     */
    public static ObjectNode draft(Template template, Site site, JsonNode own) {
        String text = Json.text(template.experiment())
                .replace("{origin}", site.origins().get(0));
        ObjectNode draft = (ObjectNode) Json.kept(text);
        for (String spoken : List.of("question", "hypothesis")) {
            String language = site.locale().substring(0, 2);
            JsonNode texts = draft.path(spoken);
            draft.put(
                    spoken,
                    texts.path(language).asText(texts.path(DEFAULT_LANGUAGE).asText()));
        }
        own.properties().forEach(field -> draft.set(field.getKey(), field.getValue()));
        return draft;
    }

    private static Template load(String key) {
        String path = "/experiment-templates/" + key + ".json";
        try (InputStream in = Objects.requireNonNull(Templates.class.getResourceAsStream(path), path)) {
            JsonNode document = Json.kept(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            return new Template(key, texts(document.path("names")), texts(document.path("purposes")), (ObjectNode)
                    document.path("experiment"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.properties()
                .forEach(text -> texts.put(text.getKey(), text.getValue().asText()));
        return texts;
    }
}
