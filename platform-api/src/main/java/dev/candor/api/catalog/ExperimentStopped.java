package dev.candor.api.catalog;

import java.time.Instant;

/** An experiment was stopped on this node; what happened at or after {@code at} is not counted. */
public record ExperimentStopped(int experimentId, Instant at) {}
