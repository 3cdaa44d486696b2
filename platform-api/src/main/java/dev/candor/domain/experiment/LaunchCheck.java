package dev.candor.domain.experiment;

import dev.candor.domain.Coded;

/** A line of the checklist before the start, with what it says when nothing is wrong. */
public enum LaunchCheck implements Coded {
    DEFINITION("definition", "The definition is sound."),
    QUESTION("question", "The question is asked."),
    VARIANTS("variants", "There are at least two variants."),
    TRAFFIC("traffic", "Somebody takes part."),
    SCHEDULE("schedule", "The planned times lie ahead."),
    PRIMARY_METRIC("primary_metric", "One metric decides."),
    METRICS_DEFINED("metrics_defined", "Every metric is defined."),
    MARGINS("margins", "Every guardrail and trust metric has its margin."),
    SMALLEST_LIFT("smallest_lift", "The smallest worthwhile lift is set."),
    MAXIMUM_VISITORS("maximum_visitors", "The number of visitors that ends the plan is set."),
    WHY("why", "Every personalized experience tells why, in every language of the site."),
    ATTRIBUTES("attributes", "Only what visitors stated is used."),
    SENSITIVE("sensitive", "Nothing sensitive is used."),
    CREEPY("creepy", "Nothing creepy was found."),
    AUDIENCE("audience", "Somebody can be in the audience and in each experience."),
    LAYER_ROOM("layer_room", "The layer has room."),
    PLANNED_SIZE("planned_size", "The traffic reaches the planned size in time."),
    APPROVAL("approval", "Nobody else has to approve.");

    private final String code;
    private final String passing;

    LaunchCheck(String code, String passing) {
        this.code = code;
        this.passing = passing;
    }

    @Override
    public String code() {
        return code;
    }

    /** What is said when nothing is wrong. */
    public String passing() {
        return passing;
    }
}
