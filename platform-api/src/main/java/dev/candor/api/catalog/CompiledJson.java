package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.Coded;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.consent.SignalPolicy;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Status;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One site's compiled ruleset as JSON, for the local copy alone: what decisions need, and no more. */
final class CompiledJson {

    private CompiledJson() {}

    static ObjectNode write(Compiled compiled) {
        Site site = compiled.site();
        ObjectNode node = Json.object()
                .put("id", site.id())
                .put("key", site.key())
                .put("name", site.name())
                .put("siteKey", site.siteKey())
                .put("timeZone", site.timeZone().getId())
                .put("locale", site.locale())
                .put("holdoutSeed", site.holdoutSeed())
                .put("holdoutShare", site.holdoutShare())
                .put("revision", site.revision())
                .put("createdAt", site.createdAt().toString())
                .put("serverKeyHash", compiled.serverKeyHash())
                .put(
                        "previewKey",
                        Base64.getEncoder().encodeToString(compiled.seal().key()));
        node.set("origins", Json.tree(site.origins()));
        node.set("settings", SiteJson.settings(site));
        Map<String, KeptExperiment> all = new LinkedHashMap<>(compiled.started());
        all.putAll(compiled.experiments());
        ObjectNode layers = node.putObject("layers");
        for (Rule rule : compiled.ruleset().rules()) {
            KeptExperiment kept = all.get(rule.experiment().key());
            if (kept != null) {
                layers.put(kept.layer(), rule.layerSeed());
            }
        }
        ArrayNode experiments = node.putArray("experiments");
        all.values().stream()
                .sorted((a, b) -> Integer.compare(a.id(), b.id()))
                .forEach(kept -> experiments.add(write(kept)));
        ArrayNode attributes = node.putArray("attributes");
        compiled.attributes().values().forEach(attribute -> attributes.add(AttributeJson.write(attribute)));
        return node;
    }

    static Compiled read(JsonNode node) {
        Fields settings = Fields.of(node.path("settings"));
        Site site = new Site(
                node.path("id").intValue(),
                node.path("key").textValue(),
                node.path("name").textValue(),
                node.path("origins").valueStream().map(JsonNode::textValue).toList(),
                node.path("siteKey").textValue(),
                ZoneId.of(node.path("timeZone").textValue()),
                node.path("locale").textValue(),
                settings.object("consentPolicy").map(SiteJson::readPolicy).orElseThrow(),
                settings.object("signalPolicy").map(SiteJson::readSignals).orElse(SignalPolicy.DEFAULT),
                (int) settings.whole("retentionDays", 1, 3650),
                SiteJson.readProperties(settings),
                VisitorSettingsJson.read(settings, VisitorSettings.DEFAULT),
                PseudonymKeys.NONE,
                node.path("holdoutSeed").textValue(),
                node.path("holdoutShare").intValue(),
                node.path("revision").longValue(),
                Instant.parse(node.path("createdAt").textValue()));
        Map<String, String> layers = new HashMap<>();
        node.path("layers")
                .properties()
                .forEach(seed -> layers.put(seed.getKey(), seed.getValue().textValue()));
        List<KeptExperiment> experiments = new ArrayList<>();
        node.path("experiments").forEach(kept -> experiments.add(readExperiment(site.id(), kept)));
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        node.path("attributes").forEach(kept -> {
            Attribute attribute = AttributeJson.kept(kept);
            attributes.put(attribute.key(), attribute);
        });
        return RulesetCompiler.compile(
                site,
                node.path("serverKeyHash").textValue(),
                PreviewSeal.kept(
                        Base64.getDecoder().decode(node.path("previewKey").textValue())),
                layers,
                experiments,
                attributes,
                true);
    }

    private static ObjectNode write(KeptExperiment kept) {
        ObjectNode node = Json.object()
                .put("id", kept.id())
                .put("status", kept.status().code())
                .put("revision", kept.revision())
                .put("seed", kept.seed())
                .put("layer", kept.layer())
                .put("createdAt", kept.createdAt().toString())
                .put("startedAt", text(kept.startedAt()))
                .put("stoppedAt", text(kept.stoppedAt()));
        if (kept.slice() != null) {
            node.putArray("slice").add(kept.slice().from()).add(kept.slice().to());
        }
        ArrayNode phases = node.putArray("phases");
        for (Phase phase : kept.phases()) {
            ObjectNode written = phases.addObject()
                    .put("number", phase.number())
                    .put("startedAt", phase.startedAt().toString());
            written.set("weights", Json.tree(phase.weights()));
        }
        node.set("definition", ExperimentJson.write(kept.experiment()));
        return node;
    }

    private static KeptExperiment readExperiment(int siteId, JsonNode node) {
        JsonNode slice = node.path("slice");
        List<Phase> phases = new ArrayList<>();
        for (JsonNode phase : node.path("phases")) {
            phases.add(new Phase(
                    phase.path("number").intValue(),
                    Instant.parse(phase.path("startedAt").textValue()),
                    phase.path("weights").valueStream().map(JsonNode::intValue).toList()));
        }
        return new KeptExperiment(
                node.path("id").intValue(),
                siteId,
                ExperimentJson.read(Fields.of(node.path("definition"))),
                Coded.of(Status.class, node.path("status").textValue()).orElseThrow(),
                node.path("revision").intValue(),
                node.path("seed").textValue(),
                node.path("layer").textValue(),
                slice.isArray()
                        ? new Slice(slice.get(0).intValue(), slice.get(1).intValue())
                        : null,
                List.of(),
                null,
                phases,
                null,
                Instant.parse(node.path("createdAt").textValue()),
                instant(node, "startedAt"),
                instant(node, "stoppedAt"));
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable Instant instant(JsonNode node, String field) {
        String text = node.path(field).textValue();
        return text == null ? null : Instant.parse(text);
    }
}
