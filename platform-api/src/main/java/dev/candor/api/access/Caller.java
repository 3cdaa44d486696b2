package dev.candor.api.access;

import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** Who makes the present request. */
@RequestScoped
public class Caller {

    private final SecurityIdentity identity;

    Caller(SecurityIdentity identity) {
        this.identity = identity;
    }

    /**
     * Whoever is signed in or holds the token.
     *
     * @throws ProblemException UNAUTHENTICATED for nobody
     */
    public Actor actor() {
        Actor actor = identity.getAttribute(Authentication.ACTOR);
        if (actor == null) {
            throw new ProblemException(ProblemType.UNAUTHENTICATED, "sign in, or send a token");
        }
        return actor;
    }

    /**
     * The caller, who may do what {@code role} may.
     *
     * @throws ProblemException FORBIDDEN for anybody else
     */
    public Actor require(Role role) {
        Actor actor = actor();
        if (!actor.role().covers(role)) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN,
                    "this takes the role " + role.code() + "; you have "
                            + actor.role().code());
        }
        return actor;
    }
}
