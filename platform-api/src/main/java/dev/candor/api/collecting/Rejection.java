package dev.candor.api.collecting;

/**
 * Why one event was not taken.
 *
 * @param index  its place in the request, from 0
 * @param reason a code, for example {@code unknown_experiment}
 * @param detail the rule, in a sentence
 */
public record Rejection(int index, String reason, String detail) {}
