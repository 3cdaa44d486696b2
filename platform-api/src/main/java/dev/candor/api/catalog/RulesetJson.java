package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.VisitorSettings.Deciding;
import dev.candor.api.problem.Json;
import dev.candor.domain.assignment.Bucketing;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.assignment.Ruleset;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.experiment.ChangeKind;
import dev.candor.domain.experiment.Experience;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Exposures;
import dev.candor.domain.experiment.MetricUse;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.metric.TrustEvents;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** The ruleset as browsers fetch it: shares have become thresholds, and only what a decision needs is in it. */
final class RulesetJson {

    private RulesetJson() {}

    /** The ruleset of a site whose visitors declare nothing, as the engines' vectors hold it. */
    static byte[] bytes(Ruleset ruleset) {
        return Json.text(write(ruleset, Map.of())).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * With what the snippet has to know besides the rules.
     *
     * @param attributes what visitors may declare: browsers need to know how long each counts
     * @param visitors   say which widgets there are
     */
    static byte[] bytes(Ruleset ruleset, Map<String, Attribute> attributes, VisitorSettings visitors) {
        ObjectNode node = write(ruleset, attributes);
        if (visitors.deciding().byServer()) {
            decideByServer(node, ruleset, visitors.deciding());
        }
        node.putObject("widgets")
                .put("badge", visitors.badge())
                .put("feedback", visitors.feedback().share());
        List<String> watched = ruleset.rules().stream()
                .flatMap(rule -> rule.experiment().metrics().stream())
                .map(MetricUse::metric)
                .filter(TrustEvents::isWatchedFor)
                .distinct()
                .sorted()
                .toList();
        if (!watched.isEmpty()) {
            node.set("observe", Json.tree(watched));
        }
        return Json.text(node).getBytes(StandardCharsets.UTF_8);
    }

    /** No rule and no content is in it: only of which kinds of unit there is something to ask the server. */
    private static void decideByServer(ObjectNode node, Ruleset ruleset, Deciding deciding) {
        node.put("decisions", deciding.place().code());
        if (deciding.since() != null) {
            node.put("decisionsSince", deciding.since().toEpochMilli());
        }
        node.remove("holdout");
        node.putArray("experiments");
        ArrayNode ask = node.putArray("ask");
        ruleset.rules().stream()
                .map(rule -> rule.experiment().unit().code())
                .distinct()
                .sorted()
                .forEach(unit -> ask.addObject().put("unit", unit));
    }

    private static ObjectNode write(Ruleset ruleset, Map<String, Attribute> attributes) {
        ObjectNode node = Json.object().put("site", ruleset.siteKey()).put("revision", ruleset.revision());
        node.set("consent", SiteJson.writePolicy(ruleset.consentPolicy()));
        node.set("signals", SiteJson.writeSignals(ruleset.signalPolicy()));
        node.putObject("holdout")
                .put("seed", ruleset.holdoutSeed())
                .put("below", Bucketing.threshold(ruleset.holdoutShare()));
        if (ruleset.rules().stream().anyMatch(RulesetJson::redirects)) {
            node.set("hosts", Json.tree(ruleset.hosts()));
        }
        if (!attributes.isEmpty()) {
            ObjectNode days = node.putObject("attributeDays");
            attributes.values().forEach(attribute -> days.put(attribute.key(), attribute.retentionDays()));
        }
        ArrayNode experiments = node.putArray("experiments");
        ruleset.rules().forEach(rule -> experiments.add(write(rule)));
        return node;
    }

    private static ObjectNode write(Rule rule) {
        Experiment experiment = rule.experiment();
        ObjectNode node = Json.object()
                .put("key", experiment.key())
                .put("unit", experiment.unit().code())
                .put("seed", rule.seed());
        if (experiment.startsAt() != null) {
            node.put("from", rule.opens());
        }
        if (experiment.endsAt() != null) {
            node.put("until", rule.closes());
        }
        if (experiment.exposures() != Exposures.AUTOMATIC) {
            node.put("exposures", experiment.exposures().code());
        }
        if (experiment.sticky()) {
            writePhases(node, rule);
        }
        ObjectNode layer = node.putObject("layer")
                .put("seed", rule.layerSeed())
                .put("from", Bucketing.threshold(rule.slice().from()))
                .put("to", Bucketing.threshold(rule.slice().to()));
        ArrayNode taken = layer.putArray("taken");
        for (Slice slice : rule.taken()) {
            taken.addArray().add(Bucketing.threshold(slice.from())).add(Bucketing.threshold(slice.to()));
        }
        node.set("audience", experiment.audience() == null ? null : ConditionJson.write(experiment.audience()));
        ArrayNode variants = node.putArray("variants");
        List<Long> below = below(rule.phases().get(rule.phases().size() - 1));
        for (int i = 0; i < below.size(); i++) {
            variants.add(write(experiment.variants().get(i), below.get(i)));
        }
        return node;
    }

    private static boolean redirects(Rule rule) {
        return rule.experiment().variants().stream()
                .flatMap(Variant::contents)
                .flatMap(content -> content.changes().stream())
                .anyMatch(change -> change.kind() == ChangeKind.REDIRECT);
    }

    /** What a browser needs to believe what it remembers: the thresholds of each earlier phase, by number. */
    private static void writePhases(ObjectNode node, Rule rule) {
        int present = rule.phases().size();
        node.put("phase", present);
        ArrayNode earlier = node.putArray("earlier");
        for (Phase phase : rule.phases().subList(0, present - 1)) {
            earlier.add(Json.tree(below(phase)));
        }
    }

    private static List<Long> below(Phase phase) {
        List<Long> below = new ArrayList<>();
        int share = 0;
        for (int weight : phase.weights()) {
            share += weight;
            below.add(Bucketing.threshold(share));
        }
        return below;
    }

    private static ObjectNode write(Variant variant, long below) {
        ObjectNode node = Json.object()
                .put("key", variant.key())
                .put("role", variant.role().code())
                .put("below", below);
        ContentJson.write(node, variant.content());
        if (!variant.experiences().isEmpty()) {
            ArrayNode experiences = node.putArray("experiences");
            for (Experience experience : variant.experiences()) {
                ObjectNode written = ExperimentJson.writeExperience(experience);
                written.set("attributes", Json.tree(experience.attributes()));
                experiences.add(written);
            }
        }
        return node;
    }

    static String entityTag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
