package dev.candor.ui.page;

import dev.candor.api.problem.Problem;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Problems as pages, for people; programs go on getting problem+json. */
public class ProblemPages {

    private final CurrentVertxRequest request;

    ProblemPages(CurrentVertxRequest request) {
        this.request = request;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(Problem problem);
    }

    @ServerResponseFilter
    public void translate(ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem problem && isForAPerson(request.getCurrent())) {
            response.setEntity(
                    Templates.show(problem).render(), new Annotation[0], MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
            response.getHeaders().putSingle(HttpHeaders.CONTENT_TYPE, "text/html;charset=utf-8");
        }
    }

    private static boolean isForAPerson(RoutingContext context) {
        String path = context.normalizedPath();
        String accept = context.request().getHeader("Accept");
        return accept != null
                && accept.contains("text/html")
                && !path.startsWith("/api/")
                && !path.startsWith("/v1/")
                && !path.startsWith("/ofrep/");
    }
}
