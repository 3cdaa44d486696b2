package dev.candor.api.decision;

import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.SignalPolicy;
import dev.candor.domain.consent.Signals;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor's browser says about consent in the headers of a request, {@code Sec-GPC} and {@code DNT}, a request that a
 * back end sends on included.
 */
public final class BrowserSignals {

    private static final String ON = "1";

    private BrowserSignals() {}

    /**
     * What counts, under the site's policy, of a request that says {@code told}. That is the word of the site's consent
     * tool: GPC comes before it, DNT and the default after it. A request that says nothing at all has no such tool.
     */
    public static Consents heeded(HttpServerRequest http, SignalPolicy policy, Consents told) {
        @Nullable Consents tool = told.equals(Consents.NONE) ? null : told;
        return new Signals(false, Consents.NONE, isOn(http, "Sec-GPC"), null, tool, isOn(http, "DNT")).under(policy);
    }

    /** Exactly {@code 1}; of several headers, one will do. Anything else is as if it were not there. */
    private static boolean isOn(HttpServerRequest http, String header) {
        return http.headers().getAll(header).contains(ON);
    }
}
