package dev.candor.ui.page;

import dev.candor.ui.words.Language;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/** The switch at the foot of every page. */
@Path("/language")
public class LanguagePages {

    private static final int KEPT = (int) Duration.ofDays(365).toSeconds();

    @POST
    public Response choose(@RestForm @Nullable String to, @RestForm @Nullable String next) {
        Response.ResponseBuilder answer = Response.seeOther(URI.create(LocalPath.of(next)));
        Language.ofTag(to)
                .ifPresent(language -> answer.cookie(new NewCookie.Builder(Layout.LANGUAGE_COOKIE)
                        .value(language.tag())
                        .path("/")
                        .maxAge(KEPT)
                        .httpOnly(true)
                        .sameSite(NewCookie.SameSite.LAX)
                        .build()));
        return answer.build();
    }
}
