package dev.candor.api.catalog;

import java.time.Instant;

/** A change after the plan was sealed: who did what, listed beside the result. */
public record Amendment(Instant at, String actor, String what, String detail) {

    /** The share of the traffic changed. */
    public static final String TRAFFIC = "trafficShare";

    /** A phase with other weights began. */
    public static final String PHASE = "phase";
}
