package dev.candor.ui.site;

import dev.candor.api.authoring.Experiments;
import dev.candor.api.authoring.Sites;
import dev.candor.api.privacy.Papers;
import dev.candor.ui.page.Layout;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.jboss.resteasy.reactive.RestPath;

/** The drafts for a lawyer, to be read and printed. */
@Authenticated
@Blocking
@Path("/sites/{site}")
@Produces(MediaType.TEXT_HTML)
public class PaperPages {

    private static final Parser PARSER = Parser.builder().build();
    /** What people wrote is text, whatever it looks like. */
    private static final HtmlRenderer RENDERER =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

    private final Papers papers;
    private final Sites sites;
    private final Experiments experiments;
    private final Layout layout;

    PaperPages(Papers papers, Sites sites, Experiments experiments, Layout layout) {
        this.papers = papers;
        this.sites = sites;
        this.experiments = experiments;
        this.layout = layout;
    }

    /**
     * A draft.
     *
     * @param above    the address of what it is about, and its name
     * @param markdown the address of the same as Markdown
     */
    public record PaperView(
            String title, String siteKey, String siteName, Above above, RawString text, String markdown, String file) {}

    /** What a draft is about, when that is not the site itself. */
    public record Above(String address, String name) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(PaperView view);
    }

    @GET
    @Path("paperwork/notice")
    public TemplateInstance notice(@RestPath String site) {
        return page(site, layout.words().site().paperNotice(), papers.notice(site, language()), "paperwork/notice");
    }

    @GET
    @Path("paperwork/record")
    public TemplateInstance record(@RestPath String site) {
        return page(site, layout.words().site().paperRecord(), papers.record(site, language()), "paperwork/record");
    }

    @GET
    @Path("experiments/{key}/paperwork/dpia")
    public TemplateInstance screening(@RestPath String site, @RestPath String key) {
        String markdown = papers.screening(site, key, language());
        return page(
                site,
                layout.words().site().paperScreening(),
                new Above(
                        "/sites/" + site + "/experiments/" + key,
                        experiments.get(site, key).experiment().name()),
                markdown,
                "experiments/" + key + "/paperwork/dpia");
    }

    private TemplateInstance page(String site, String title, String markdown, String path) {
        return page(site, title, new Above("", ""), markdown, path);
    }

    private TemplateInstance page(String site, String title, Above above, String markdown, String path) {
        return Templates.show(new PaperView(
                title,
                site,
                sites.get(site).name(),
                above,
                new RawString(RENDERER.render(PARSER.parse(markdown))),
                "/api/v1/sites/" + site + "/" + path + "?lang=" + language(),
                site + "-" + path.substring(path.lastIndexOf('/') + 1) + "-" + language() + ".md"));
    }

    private String language() {
        return layout.language().tag();
    }
}
