package dev.candor.api.access;

import dev.candor.api.catalog.Rulesets;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;

/** Which site a public request speaks for: by its public key from a listed origin, or by its secret key. */
@ApplicationScoped
public class SiteDoor {

    private static final String BEARER = "Bearer ";

    private final Rulesets rulesets;

    SiteDoor(Rulesets rulesets) {
        this.rulesets = rulesets;
    }

    /**
     * Who was let in.
     *
     * @param backEnd whether it showed the site's secret key: then it speaks for its visitors, and its own address and user
     *     agent say nothing about them
     */
    public record Admitted(Compiled compiled, boolean backEnd) {}

    /**
     * The site, if the request may speak for it. A browser always says its origin when it matters; a request without one
     * comes from a program, which can forge anything, so that the public key is all that is asked of it.
     *
     * @param siteKey       from the request; null when a bearer key stands in for it
     * @param authorization the header, perhaps with a public or secret key
     * @param origin        the header, if there is one
     * @throws ProblemException NOT_FOUND, UNAUTHENTICATED or UNKNOWN_ORIGIN
     */
    public Admitted admit(@Nullable String siteKey, @Nullable String authorization, @Nullable String origin) {
        String key = siteKey;
        boolean backEnd = false;
        if (authorization != null) {
            if (!authorization.startsWith(BEARER)) {
                throw new ProblemException(ProblemType.UNAUTHENTICATED, "the Authorization header takes a Bearer key");
            }
            String bearer = authorization.substring(BEARER.length()).strip();
            backEnd = bearer.startsWith("sk_");
            String spoken = backEnd ? siteKeyOf(bearer) : bearer;
            if (key != null && !key.equals(spoken)) {
                throw new ProblemException(ProblemType.UNAUTHENTICATED, "the key in the header is not this site's");
            }
            key = spoken;
        }
        if (key == null) {
            throw new ProblemException(ProblemType.INVALID_REQUEST, "siteKey is needed: the site's public key, pk_...");
        }
        Compiled compiled = rulesets.of(key)
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "there is no site of that siteKey: copy it from the site's page"));
        if (origin != null && !compiled.site().origins().contains(origin)) {
            throw new ProblemException(
                    ProblemType.UNKNOWN_ORIGIN, "add the page's origin to the site's origins to let it in");
        }
        return new Admitted(compiled, backEnd);
    }

    private String siteKeyOf(String secret) {
        return rulesets.ofServerKeyHash(Secrets.hash(secret))
                .map(compiled -> compiled.site().siteKey())
                .orElseThrow(() -> new ProblemException(ProblemType.UNAUTHENTICATED, "the server key is not known"));
    }
}
