package dev.candor.api.explaining;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.catalog.ConditionJson;
import dev.candor.api.explaining.Explanations.Explained;
import dev.candor.api.problem.Json;
import dev.candor.domain.assignment.Assignment;
import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.assignment.Step;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Status;
import java.time.Instant;

/** An explanation as JSON: every number as an integer and, where it is a place among all, as a percentage. */
final class ExplainedJson {

    private ExplainedJson() {}

    static ObjectNode write(Explained explained) {
        Ground ground = explained.ground();
        Experiment experiment = ground.rule().experiment();
        StepWords words = new StepWords(experiment);
        ObjectNode node = ground(ground);
        node.set("decision", decision(explained.explanation().outcome(), experiment));
        node.put("sentence", StepWords.outcome(explained.explanation().outcome()));
        ArrayNode steps = node.putArray("steps");
        for (Step step : explained.explanation().steps()) {
            ObjectNode written = Json.object().put("step", StepWords.code(step)).put("passed", step.passed());
            numbers(step, experiment, written);
            steps.add(written.put("text", words.of(step)));
        }
        return node;
    }

    /** What a decision is about and by which ground it is made. */
    static ObjectNode ground(Ground ground) {
        ObjectNode node = Json.object()
                .put("experiment", ground.rule().experiment().key())
                .put("status", ground.experiment().status().code())
                .put("supposed", ground.supposed())
                .put("at", Instant.ofEpochMilli(ground.at()).toString());
        String note = ground.supposed()
                ? "The experiment is " + (ground.experiment().status() == Status.DRAFT ? "a " : "")
                        + ground.experiment().status().code()
                        + ": this is what would happen if it ran, as things stand."
                : null;
        return node.put(
                "note", ground.room() ? note : note + " Its layer has no room for it, so that it could not start.");
    }

    private static ObjectNode decision(Assignment outcome, Experiment experiment) {
        ObjectNode node = Json.object();
        switch (outcome) {
            case Assigned assigned -> {
                node.put("variant", assigned.variant().key())
                        .put("role", assigned.variant().role().code())
                        .put("reason", assigned.reason().code())
                        .put("personalized", assigned.personalized())
                        .put("phase", assigned.phase());
            }
            case Assignment.LeftOut leftOut ->
                node.putNull("variant")
                        .putNull("role")
                        .put("reason", leftOut.reason().code())
                        .put("personalized", false)
                        .putNull("phase");
        }
        return node.put("unitKind", experiment.unit().code());
    }

    private static void numbers(Step step, Experiment experiment, ObjectNode node) {
        switch (step) {
            case Step.Time time -> {
                node.put("now", Instant.ofEpochMilli(time.now()).toString());
                node.put("from", time.opens() == Long.MIN_VALUE ? null : text(time.opens()));
                node.put("until", time.closes() == Long.MAX_VALUE ? null : text(time.closes()));
            }
            case Step.Person person -> {}
            case Step.KnownUnit known -> node.put("kind", known.kind().code());
            case Step.Allowed allowed -> {
                ObjectNode needed = node.putObject("needed");
                for (Purpose purpose : Purpose.values()) {
                    if (allowed.needed().contains(purpose)) {
                        needed.put(
                                purpose.code(), allowed.consents().of(purpose).code());
                    }
                }
            }
            case Step.Holdout holdout -> {
                place(node, "bucket", holdout.bucket());
                place(node, "below", holdout.below());
            }
            case Step.Layer layer -> place(node, "bucket", layer.bucket());
            case Step.Traffic traffic -> {
                place(node, "bucket", traffic.bucket());
                place(node, "from", traffic.from());
                place(node, "to", traffic.to());
            }
            case Step.Audience audience ->
                node.set("rule", audience.audience() == null ? null : ConditionJson.write(audience.audience()));
            case Step.Kept kept ->
                node.put("believed", kept.believed())
                        .put("variant", kept.carried().variant())
                        .put("phase", kept.carried().phase());
            case Step.Drawn drawn -> {
                place(node, "bucket", drawn.bucket());
                node.put("phase", drawn.phase()).put("variant", drawn.variant());
                ArrayNode thresholds = node.putArray("thresholds");
                for (int i = 0; i < drawn.below().size(); i++) {
                    place(
                            thresholds
                                    .addObject()
                                    .put("variant", experiment.variants().get(i).key()),
                            "below",
                            drawn.below().get(i));
                }
            }
            case Step.Picked picked ->
                node.put("allowed", picked.allowed()).put("experience", picked.index() < 0 ? null : picked.index());
        }
    }

    private static void place(ObjectNode node, String name, long bucket) {
        node.put(name, bucket).put(name + "Percent", StepWords.percent(bucket));
    }

    private static String text(long milliseconds) {
        return Instant.ofEpochMilli(milliseconds).toString();
    }
}
