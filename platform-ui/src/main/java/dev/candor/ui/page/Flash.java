package dev.candor.ui.page;

import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Set;

/** A short message from a form to the page that follows it. Only its code travels, so nobody can put words in our mouth. */
public final class Flash {

    static final String COOKIE = "candor_flash";

    private static final int SECONDS = 30;
    private static final Set<String> CODES = Set.of(
            "started",
            "scheduled",
            "paused",
            "resumed",
            "stopped",
            "archived",
            "created",
            "saved",
            "settingsSaved",
            "epochBegun",
            "recountBegun",
            "ramped",
            "phaseBegun",
            "signedOut");

    private Flash() {}

    static boolean isKnown(String code) {
        return CODES.contains(code);
    }

    /** Goes to {@code path}, where the message {@code code} is shown. */
    public static Response redirect(String path, String code) {
        return Response.seeOther(URI.create(path))
                .cookie(new NewCookie.Builder(COOKIE)
                        .value(code)
                        .path("/")
                        .maxAge(SECONDS)
                        .httpOnly(true)
                        .sameSite(NewCookie.SameSite.LAX)
                        .build())
                .build();
    }
}
