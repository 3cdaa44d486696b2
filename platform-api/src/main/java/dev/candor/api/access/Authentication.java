package dev.candor.api.access;

import dev.candor.api.problem.Json;
import dev.candor.api.problem.Problem;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.actor.Role;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Finds out who calls the management API or the dashboard: a bearer token, or the session cookie. */
@ApplicationScoped
public class Authentication implements HttpAuthenticationMechanism {

    static final String ACTOR = "candor.actor";
    private static final String BEARER = "Bearer ";

    private final Accounts accounts;
    private final Sessions sessions;
    private final Optional<String> bootstrapToken;

    Authentication(
            Accounts accounts,
            Sessions sessions,
            @ConfigProperty(name = "candor.bootstrap-token") Optional<String> bootstrapToken) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.bootstrapToken = bootstrapToken.filter(token -> !token.isBlank());
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String authorization = context.request().getHeader("Authorization");
        if (authorization != null) {
            // An unknown token is nobody's: the challenge that follows says what to send.
            return authorization.startsWith(BEARER)
                    ? identity(() ->
                            ofToken(authorization.substring(BEARER.length()).strip()))
                    : Uni.createFrom().nullItem();
        }
        Cookie cookie = context.request().getCookie(Sessions.COOKIE);
        return cookie == null ? Uni.createFrom().nullItem() : identity(() -> sessions.find(cookie.getValue()));
    }

    private Optional<Actor> ofToken(String token) {
        if (bootstrapToken.isPresent() && sameSecret(bootstrapToken.get(), token)) {
            return Optional.of(new Actor("token:" + Accounts.BOOTSTRAP, Role.ADMIN));
        }
        return accounts.holder(token);
    }

    private static boolean sameSecret(String expected, String given) {
        return MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }

    private static Uni<SecurityIdentity> identity(Supplier<Optional<Actor>> lookup) {
        return Uni.createFrom()
                .item(() -> lookup.get().map(Authentication::identity).orElse(null))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private static SecurityIdentity identity(Actor actor) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(actor.name()))
                .addRole(actor.role().code())
                .addAttribute(ACTOR, actor)
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        if (isFragment(context)) {
            // A redirect would be followed, and the sign-in page put into the middle of the page.
            return Uni.createFrom()
                    .item(new ChallengeData(HttpResponseStatus.UNAUTHORIZED.code(), "HX-Redirect", "/login"));
        }
        return Uni.createFrom()
                .item(
                        wantsPage(context)
                                ? new ChallengeData(HttpResponseStatus.FOUND.code(), "Location", signInPage(context))
                                : new ChallengeData(
                                        HttpResponseStatus.UNAUTHORIZED.code(), "WWW-Authenticate", "Bearer"));
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        boolean fragment = isFragment(context);
        if (wantsPage(context) && !fragment) {
            context.response()
                    .setStatusCode(HttpResponseStatus.FOUND.code())
                    .putHeader("Location", signInPage(context))
                    .end();
        } else {
            if (fragment) {
                context.response().putHeader("HX-Redirect", "/login");
            }
            Problem problem = Problem.of(
                    ProblemType.UNAUTHENTICATED,
                    "send the header Authorization: Bearer TOKEN with a valid token, or sign in at /login");
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader("WWW-Authenticate", "Bearer")
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(Json.text(Json.tree(problem)));
        }
        return Uni.createFrom().item(true);
    }

    private static boolean isFragment(RoutingContext context) {
        return context.request().getHeader("HX-Request") != null;
    }

    private static boolean wantsPage(RoutingContext context) {
        return !context.normalizedPath().startsWith("/api/");
    }

    private static String signInPage(RoutingContext context) {
        String here = context.request().uri();
        return context.request().method().name().equals("GET") && !here.equals("/")
                ? "/login?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8)
                : "/login";
    }
}
