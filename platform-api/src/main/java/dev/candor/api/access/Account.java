package dev.candor.api.access;

import dev.candor.domain.actor.Role;

/** Someone who can sign in. */
public record Account(int id, String name, String passwordHash, Role role) {}
