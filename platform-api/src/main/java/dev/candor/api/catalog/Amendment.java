package dev.candor.api.catalog;

import java.time.Instant;

/** A change after the plan was sealed: who did what, listed beside the result. */
public record Amendment(Instant at, String actor, String what, String detail) {}
