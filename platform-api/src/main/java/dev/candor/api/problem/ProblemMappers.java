package dev.candor.api.problem;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error of the HTTP layer becomes one kind of body. */
public final class ProblemMappers {

    @ServerExceptionMapper
    public Response expected(ProblemException exception) {
        return response(exception.problem());
    }

    @ServerExceptionMapper
    public Response notFound(NotFoundException exception, @Context UriInfo uri) {
        return response(Problem.of(ProblemType.NOT_FOUND, "nothing is at /" + printable(uri.getPath())));
    }

    @ServerExceptionMapper
    public Response ofTheHttpLayer(WebApplicationException exception) {
        int status = exception.getResponse().getStatus();
        if (status < 400) {
            return exception.getResponse();
        }
        ProblemType type = switch (status) {
            case 401 -> ProblemType.UNAUTHENTICATED;
            case 403 -> ProblemType.FORBIDDEN;
            case 404 -> ProblemType.NOT_FOUND;
            case 405 -> ProblemType.METHOD_NOT_ALLOWED;
            case 406 -> ProblemType.NOT_ACCEPTABLE;
            case 413 -> ProblemType.TOO_LARGE;
            case 415 -> ProblemType.UNSUPPORTED_MEDIA_TYPE;
            default -> status < 500 ? ProblemType.INVALID_REQUEST : ProblemType.INTERNAL;
        };
        if (type == ProblemType.INTERNAL) {
            return unexpected(exception);
        }
        return response(Problem.of(type, type.title()));
    }

    @ServerExceptionMapper
    public Response unexpected(Throwable exception) {
        return response(Problems.of(exception));
    }

    private static Response response(Problem problem) {
        ResponseBuilder response =
                Response.status(problem.status()).type(Problem.MEDIA_TYPE).entity(problem);
        if (problem.status() == ProblemType.UNAVAILABLE.status()) {
            response.header("Retry-After", Problems.RETRY_SECONDS);
        }
        return response.build();
    }

    private static String printable(String path) {
        return path.replaceFirst("^/+", "").replaceAll("[^\\x20-\\x7e]", "?");
    }
}
