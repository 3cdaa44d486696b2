package dev.candor.api.problem;

import java.util.Locale;

/** Everything that can go wrong with a request, each with its status and title. */
public enum ProblemType {
    MALFORMED_JSON(400, "The body is not well-formed JSON"),
    INVALID_REQUEST(400, "The request is not as it should be"),
    UNAUTHENTICATED(401, "Sign in or send a token"),
    FORBIDDEN(403, "This is not allowed"),
    APPROVAL_REQUIRED(403, "Somebody else must start this"),
    UNKNOWN_ORIGIN(403, "This origin is not on the site's list"),
    NOT_FOUND(404, "There is no such thing"),
    METHOD_NOT_ALLOWED(405, "This address does not take that method"),
    NOT_ACCEPTABLE(406, "There is no answer in that format"),
    IMPOSSIBLE_STEP(409, "This step is not possible now"),
    ALREADY_EXISTS(409, "This already exists"),
    GONE(410, "This is over"),
    STALE_REVISION(412, "Someone else saved first"),
    TOO_LARGE(413, "The request is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "That format is not understood"),
    INVALID_DEFINITION(422, "The definition breaks a rule"),
    NOT_READY(422, "The experiment cannot start yet"),
    PRECONDITION_REQUIRED(428, "Say which revision you edit"),
    BUDGET_SPENT(429, "The experiment's privacy budget is spent"),
    TOO_MANY_REQUESTS(429, "Too many requests"),
    INTERNAL(500, "Something went wrong here"),
    UNAVAILABLE(503, "Try again in a moment");

    private final int status;
    private final String title;

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** Where this kind of problem is explained: a path of this program. */
    public String uri() {
        return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
