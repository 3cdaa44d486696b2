package dev.candor.ui.account;

import dev.candor.api.access.Sessions;
import dev.candor.api.accounts.SignIn;
import dev.candor.ui.page.Flash;
import dev.candor.ui.page.LocalPath;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestCookie;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** Signing in with a name and a password, and out again. */
@Blocking
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class SignInPages {

    private static final int UNPROCESSABLE = 422;

    private final SignIn signIn;

    SignInPages(SignIn signIn) {
        this.signIn = signIn;
    }

    /**
     * The form as it is shown.
     *
     * @param fault empty, {@code incomplete} or {@code failed}
     */
    public record SignInView(String name, String next, String fault) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(SignInView view);
    }

    @GET
    @Path("login")
    public TemplateInstance show(@RestQuery @Nullable String next) {
        return Templates.show(new SignInView("", LocalPath.of(next), ""));
    }

    @POST
    @Path("login")
    public Response enter(
            @RestForm @Nullable String name,
            @RestForm @Nullable String password,
            @RestForm @Nullable String next,
            @Context UriInfo uri) {
        if (name == null || name.isBlank() || password == null || password.isEmpty()) {
            return again(name == null ? "" : name, next, "incomplete");
        }
        Optional<String> session = signIn.signIn(name.strip(), password);
        if (session.isEmpty()) {
            return again(name, next, "failed");
        }
        return Response.seeOther(URI.create(LocalPath.of(next)))
                .cookie(cookie(session.get(), uri).build())
                .build();
    }

    @POST
    @Path("logout")
    public Response leave(@RestCookie(Sessions.COOKIE) @Nullable String session, @Context UriInfo uri) {
        if (session != null) {
            signIn.signOut(session);
        }
        return Response.fromResponse(Flash.redirect("/login", "signedOut"))
                .cookie(cookie("", uri).maxAge(0).build())
                .build();
    }

    private static Response again(String name, @Nullable String next, String fault) {
        return Response.status(UNPROCESSABLE)
                .entity(Templates.show(new SignInView(name, LocalPath.of(next), fault))
                        .render())
                .build();
    }

    private static NewCookie.Builder cookie(String value, UriInfo uri) {
        return new NewCookie.Builder(Sessions.COOKIE)
                .value(value)
                .path("/")
                .httpOnly(true)
                .secure("https".equals(uri.getRequestUri().getScheme()))
                .sameSite(NewCookie.SameSite.LAX);
    }
}
