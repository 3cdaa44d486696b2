package dev.candor.domain;

/**
 * One thing that is wrong with what somebody sent.
 *
 * @param field   JSON pointer to the field, for example {@code /variants/0/weight}; empty for the whole
 * @param message the rule, in a sentence a newcomer can act on
 */
public record Fault(String field, String message) {

    /** The same fault, seen from an object that holds this one at {@code prefix}. */
    public Fault below(String prefix) {
        return new Fault(prefix + field, message);
    }
}
