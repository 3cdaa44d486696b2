package dev.candor.domain.assignment;

/**
 * What a client remembers of an earlier decision. It is believed only where that phase's weights really give this unit
 * that variant, so that nothing need be signed.
 *
 * @param experiment the experiment's key
 * @param variant    the variant's key
 * @param phase      the phase whose weights gave it
 */
public record Carried(String experiment, String variant, int phase) {}
