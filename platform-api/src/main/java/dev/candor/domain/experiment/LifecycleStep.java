package dev.candor.domain.experiment;

import dev.candor.domain.Coded;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Something that a person may do with an experiment, and the statuses in which it is possible. */
public enum LifecycleStep implements Coded {
    /** Replace the whole definition. */
    EDIT("edit", "edited", EnumSet.of(Status.DRAFT)),
    DELETE("delete", "deleted", EnumSet.of(Status.DRAFT)),
    /** Seal the plan, and begin or wait for the planned start. */
    START("start", "started", EnumSet.of(Status.DRAFT)),
    PAUSE("pause", "paused", EnumSet.of(Status.RUNNING)),
    RESUME("resume", "resumed", EnumSet.of(Status.PAUSED)),
    /** Change the share of the traffic; nobody who stays is assigned anew. */
    RAMP("ramp", "ramped", EnumSet.of(Status.SCHEDULED, Status.RUNNING, Status.PAUSED)),
    /** Change the weights, with results of their own from then on. */
    NEW_PHASE("newPhase", "given a new phase", EnumSet.of(Status.RUNNING, Status.PAUSED)),
    STOP("stop", "stopped", EnumSet.of(Status.SCHEDULED, Status.RUNNING, Status.PAUSED)),
    ARCHIVE("archive", "archived", EnumSet.of(Status.DRAFT, Status.STOPPED));

    private final String code;
    private final String participle;
    private final Set<Status> from;

    LifecycleStep(String code, String participle, Set<Status> from) {
        this.code = code;
        this.participle = participle;
        this.from = from;
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
        return from.contains(status);
    }

    /** What can be done with an experiment of this status, in the order of its life; nothing once it is archived. */
    public static List<LifecycleStep> possibleIn(Status status) {
        return Arrays.stream(values()).filter(step -> step.isPossibleIn(status)).toList();
    }

    /** Why this step is impossible in {@code status}, and what is possible instead. */
    public String refusal(Status status) {
        String needed = from.stream().map(Status::code).collect(Collectors.joining(" or "));
        List<LifecycleStep> possible = possibleIn(status);
        return "the experiment is " + status.code() + " and cannot be " + participle + ": it must be " + needed
                + "; possible now: "
                + (possible.isEmpty()
                        ? "nothing"
                        : possible.stream().map(LifecycleStep::code).collect(Collectors.joining(", ")));
    }
}
