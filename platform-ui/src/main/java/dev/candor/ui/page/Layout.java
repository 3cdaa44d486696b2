package dev.candor.ui.page;

import dev.candor.domain.Coded;
import dev.candor.domain.actor.Role;
import dev.candor.ui.words.Language;
import dev.candor.ui.words.Words;
import io.quarkus.runtime.BlockingOperationControl;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frame around the present page: who reads it, in which language, and what has just happened. */
@Named
@RequestScoped
public class Layout {

    /** The cookie of a language that was chosen. */
    public static final String LANGUAGE_COOKIE = "lang";

    private final RoutingContext context;
    private final SecurityIdentity identity;

    Layout(RoutingContext context, SecurityIdentity identity) {
        this.context = context;
        this.identity = identity;
    }

    /** The reader's choice, else what the browser asks for. */
    public Language language() {
        return language(context);
    }

    static Language language(RoutingContext context) {
        Language known = context.get(LANGUAGE_COOKIE);
        if (known != null) {
            return known;
        }
        Language language = Language.ofTag(cookie(context, LANGUAGE_COOKIE))
                .orElseGet(() -> Language.accepted(context.request().getHeader("Accept-Language")));
        context.put(LANGUAGE_COOKIE, language);
        return language;
    }

    public List<Language> languages() {
        return Arrays.asList(Language.values());
    }

    /** The words of the reader's language, with times in UTC. */
    public Words words() {
        return words(ZoneOffset.UTC);
    }

    public Words words(ZoneId zone) {
        return Words.of(language(), zone);
    }

    /**
     * Whether the reader is known. A page about an address that leads nowhere is made where nobody may be looked up, and
     * does not ask.
     */
    public boolean signedIn() {
        return BlockingOperationControl.isBlockingAllowed() && !identity.isAnonymous();
    }

    public String actor() {
        return signedIn() ? identity.getPrincipal().getName() : "";
    }

    /** The code of the reader's role; empty when nobody is signed in. */
    public String role() {
        return signedIn() ? identity.getRoles().stream().findFirst().orElse("") : "";
    }

    /** Whether the reader may change experiments. */
    public boolean mayEdit() {
        return covers(Role.EDITOR);
    }

    /** Whether the reader may change sites. */
    public boolean mayAdminister() {
        return covers(Role.ADMIN);
    }

    private boolean covers(Role needed) {
        return Coded.of(Role.class, role()).filter(role -> role.covers(needed)).isPresent();
    }

    /** The present page's own path and query, to come back to. */
    public String here() {
        return context.request().method().name().equals("GET")
                ? LocalPath.of(context.request().uri())
                : "/";
    }

    /** Scheme, host and port as the browser sees them. */
    public String origin() {
        String absolute = context.request().absoluteURI();
        int path = absolute.indexOf('/', absolute.indexOf("://") + 3);
        return path < 0 ? absolute : absolute.substring(0, path);
    }

    /** What the form before this page has done, said once; empty for nothing. */
    public String flash() {
        String code = cookie(context, Flash.COOKIE);
        if (code == null || code.isEmpty()) {
            return "";
        }
        context.response()
                .addCookie(Cookie.cookie(Flash.COOKIE, "").setPath("/").setMaxAge(0));
        return Flash.isKnown(code) ? code : "";
    }

    private static @Nullable String cookie(RoutingContext context, String name) {
        Cookie cookie = context.request().getCookie(name);
        return cookie == null ? null : cookie.getValue();
    }
}
