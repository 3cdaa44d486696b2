package dev.candor.ui.site;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.privacy.TrustDocument;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.ui.page.Layout;
import dev.candor.ui.words.Language;
import dev.candor.ui.words.Words;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.ZoneOffset;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** A site's trust document as a page that anybody can read; the badge leads here. */
@Blocking
@Path("/trust/{siteKey}")
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
public class TrustPages {

    private final TrustDocument document;
    private final Layout layout;

    TrustPages(TrustDocument document, Layout layout) {
        this.document = document;
        this.layout = layout;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance show(TrustView view);
    }

    /** In the language asked for by {@code lang}, else in the browser's. */
    @GET
    public TemplateInstance show(@RestPath String siteKey, @RestQuery @Nullable String lang) {
        Language language = Language.ofTag(lang).orElseGet(layout::language);
        JsonNode found = document.of(siteKey, URI.create(layout.origin()).getAuthority())
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "there is no site of that siteKey"));
        return Templates.show(TrustView.of(found, Words.of(language, ZoneOffset.UTC)))
                .setLocale(language.locale());
    }
}
