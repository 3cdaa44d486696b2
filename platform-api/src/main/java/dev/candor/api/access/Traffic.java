package dev.candor.api.access;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Requests that no person made: left out before assignment, alike in every arm, and counted. */
public final class Traffic {

    private static final String[] BOTS = {
        "bot",
        "crawl",
        "spider",
        "slurp",
        "headless",
        "phantomjs",
        "lighthouse",
        "pingdom",
        "uptime",
        "monitor",
        "preview",
        "facebookexternalhit",
        "embedly",
        "whatsapp"
    };

    private Traffic() {}

    /** Why the request is left out: {@code prefetch} or {@code bot}; empty for a person's. */
    public static Optional<String> excluded(HttpServerRequest request) {
        String purpose = header(request, "Sec-Purpose") + header(request, "Purpose") + header(request, "X-Moz");
        if (purpose.contains("prefetch") || purpose.contains("prerender")) {
            return Optional.of("prefetch");
        }
        return isBot(request.getHeader("User-Agent")) ? Optional.of("bot") : Optional.empty();
    }

    /**
     * Whether a user agent calls itself a robot, a headless browser or a link preview. A program that calls for its visitors
     * is none of these, whatever its HTTP library calls itself.
     */
    static boolean isBot(@Nullable String userAgent) {
        if (userAgent == null) {
            return false;
        }
        String name = userAgent.toLowerCase(Locale.ROOT);
        for (String bot : BOTS) {
            if (name.contains(bot)) {
                return true;
            }
        }
        return false;
    }

    private static String header(HttpServerRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
