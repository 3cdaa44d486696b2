package dev.candor.domain.actor;

/**
 * Whoever changes something, as the audit names them.
 *
 * @param name a user's name, {@code token:NAME}, or {@code system}
 * @param role what they may do
 */
public record Actor(String name, Role role) {

    /** The program itself, for example when a planned start comes due. */
    public static final Actor SYSTEM = new Actor("system", Role.ADMIN);
}
