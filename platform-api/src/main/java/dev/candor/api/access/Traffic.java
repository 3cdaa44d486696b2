package dev.candor.api.access;

import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Requests that no person made: left out before assignment, alike in every arm, and counted. */
public final class Traffic {

    private static final Pattern BOT = Pattern.compile(
            "bot|crawl|spider|slurp|headless|phantomjs|lighthouse|pingdom|uptime|monitor|preview|facebookexternalhit"
                    + "|embedly|whatsapp|curl/|wget/|python-requests|go-http-client|java/|okhttp|axios|node-fetch");

    private Traffic() {}

    /** Why the request is left out: {@code prefetch} or {@code bot}; empty for a person's. */
    public static Optional<String> excluded(HttpServerRequest request) {
        String purpose = header(request, "Sec-Purpose") + header(request, "Purpose") + header(request, "X-Moz");
        if (purpose.contains("prefetch") || purpose.contains("prerender")) {
            return Optional.of("prefetch");
        }
        return isBot(request.getHeader("User-Agent")) ? Optional.of("bot") : Optional.empty();
    }

    /** Whether a user agent calls itself a robot, a headless browser, a link preview or a script. */
    static boolean isBot(@Nullable String userAgent) {
        return userAgent == null
                || userAgent.isBlank()
                || BOT.matcher(userAgent.toLowerCase(Locale.ROOT)).find();
    }

    private static String header(HttpServerRequest request, String name) {
        String value = request.getHeader(name);
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
