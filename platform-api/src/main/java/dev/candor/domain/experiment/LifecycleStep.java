package dev.candor.domain.experiment;

import dev.candor.domain.Coded;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Something that a person may do with an experiment, and the statuses in which it is possible. */
public enum LifecycleStep implements Coded {
    /** Replace the whole definition. */
    EDIT("edit", "edited"),
    DELETE("delete", "deleted"),
    /** Seal the plan, and begin or wait for the planned start. */
    START("start", "started"),
    PAUSE("pause", "paused"),
    RESUME("resume", "resumed"),
    /** Change the share of the traffic; nobody who stays is assigned anew. */
    RAMP("ramp", "ramped"),
    /** Change the weights, with results of their own from then on. */
    NEW_PHASE("newPhase", "given a new phase"),
    STOP("stop", "stopped"),
    ARCHIVE("archive", "archived");

    private final String code;
    private final String participle;

    LifecycleStep(String code, String participle) {
        this.code = code;
        this.participle = participle;
    }

    @Override
    public String code() {
        return code;
    }

    /** What was done, for the audit: {@code paused}. */
    public String participle() {
        return participle;
    }

    public boolean isPossibleIn(Status status) {
        return switch (this) {
            case EDIT, DELETE, START -> status == Status.DRAFT;
            case PAUSE -> status == Status.RUNNING;
            case RESUME -> status == Status.PAUSED;
            case NEW_PHASE -> status == Status.RUNNING || status == Status.PAUSED;
            case RAMP, STOP -> status == Status.SCHEDULED || status == Status.RUNNING || status == Status.PAUSED;
            case ARCHIVE -> status == Status.DRAFT || status == Status.STOPPED;
        };
    }

    /** What can be done with an experiment of this status, in the order of its life; nothing once it is archived. */
    public static List<LifecycleStep> possibleIn(Status status) {
        return Arrays.stream(values()).filter(step -> step.isPossibleIn(status)).toList();
    }

    /** Why this step is impossible in {@code status}, and what is possible instead. */
    public String refusal(Status status) {
        String needed = Arrays.stream(Status.values())
                .filter(this::isPossibleIn)
                .map(Status::code)
                .collect(Collectors.joining(" or "));
        List<LifecycleStep> possible = possibleIn(status);
        return "the experiment is " + status.code() + " and cannot be " + participle + ": it must be " + needed
                + "; possible now: "
                + (possible.isEmpty()
                        ? "nothing"
                        : possible.stream().map(LifecycleStep::code).collect(Collectors.joining(", ")));
    }
}
