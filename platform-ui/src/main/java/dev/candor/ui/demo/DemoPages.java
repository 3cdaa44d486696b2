package dev.candor.ui.demo;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The shop's pages: a shelf, and one page a product. In the language asked for by ?lang=, else in the browser's. */
@Path("/demo")
@ApplicationScoped
@Produces(MediaType.TEXT_HTML + ";charset=UTF-8")
public class DemoPages {

    private final DemoSite site;

    DemoPages(DemoSite site) {
        this.site = site;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance shelf(ShopView view);

        static native TemplateInstance product(ShopView view);
    }

    @GET
    @Path("/")
    public TemplateInstance shelf(@RestQuery @Nullable String lang, @Context HttpHeaders headers) {
        Locale language = language(lang, headers);
        ShopView view = ShopView.of(site.siteKey(), language, "/demo/", Product.all(texts(language)));
        return Templates.shelf(view).setLocale(language);
    }

    @GET
    @Path("/products/{key}")
    public Response product(@RestPath String key, @RestQuery @Nullable String lang, @Context HttpHeaders headers) {
        Locale language = language(lang, headers);
        Optional<Product> product = Product.find(key, texts(language));
        if (product.isEmpty()) {
            return Response.seeOther(URI.create("/demo/")).build();
        }
        ShopView view = ShopView.of(
                site.siteKey(), language, "/demo/products/" + product.get().key(), List.of(product.get()));
        return Response.ok(Templates.product(view).setLocale(language)).build();
    }

    private static Locale language(@Nullable String asked, HttpHeaders headers) {
        if (asked != null) {
            return asked.equals("ja") ? Locale.JAPANESE : Locale.ENGLISH;
        }
        Locale browsers = headers.getAcceptableLanguages().getFirst();
        return browsers.getLanguage().equals("ja") ? Locale.JAPANESE : Locale.ENGLISH;
    }

    private static ShopTexts texts(Locale language) {
        return MessageBundles.get(ShopTexts.class, io.quarkus.qute.i18n.Localized.Literal.of(language.getLanguage()));
    }
}
