package dev.candor.ui.experiment;

import dev.candor.ui.page.Layout;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestQuery;

/** The first page after signing in: every experiment in a line. */
@Authenticated
@Blocking
@Path("/")
@Produces(MediaType.TEXT_HTML)
public class ExperimentListPages {

    private final ExperimentList list;
    private final Layout layout;

    ExperimentListPages(ExperimentList list, Layout layout) {
        this.list = list;
        this.layout = layout;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(ExperimentListView view);
    }

    @GET
    public TemplateInstance show(
            @RestQuery @DefaultValue("all") String status, @RestQuery @DefaultValue("1") int page) {
        return Templates.show(list.show(status, page, layout.words(), layout.origin()));
    }
}
