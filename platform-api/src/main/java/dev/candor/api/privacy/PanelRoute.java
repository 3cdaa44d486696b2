package dev.candor.api.privacy;

import dev.candor.api.access.EntityTags;
import dev.candor.api.access.PerRuleset;
import dev.candor.api.access.PublicRoute;
import dev.candor.api.access.SiteDoor;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.consent.Languages;
import dev.candor.api.consent.PanelDocument;
import dev.candor.api.problem.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** {@code GET /v1/sites/{siteKey}/panel?lang=}: the words of consent and of each attribute, out of memory alone. */
@ApplicationScoped
class PanelRoute {

    private final SiteDoor door;
    private final PerRuleset<Editions> editions = new PerRuleset<>(Editions::new);

    PanelRoute(SiteDoor door) {
        this.door = door;
    }

    void register(@Observes Router router) {
        PublicRoute.add(router, "/v1/sites/:siteKey/panel", List.of(HttpMethod.GET, HttpMethod.HEAD), this::answer);
    }

    private void answer(RoutingContext context) {
        HttpServerRequest http = context.request();
        Compiled compiled = door.admit(context.pathParam("siteKey"), null, http.getHeader("Origin"))
                .compiled();
        Edition edition = editions.of(compiled).in(Languages.choose(compiled.site(), http.getParam("lang")));
        HttpServerResponse response = context.response()
                .putHeader("Cache-Control", "public, max-age=60")
                .putHeader("ETag", '"' + edition.tag() + '"')
                .putHeader("Content-Language", edition.language());
        if (EntityTags.match(http.getHeader("If-None-Match"), edition.tag())) {
            response.setStatusCode(304).end();
            return;
        }
        // Named, so that the server itself compresses nothing, which would belie the strong tag.
        response.putHeader("Content-Type", PublicRoute.JSON).putHeader("Content-Encoding", "identity");
        if (http.method().equals(HttpMethod.HEAD)) {
            response.putHeader("Content-Length", Integer.toString(edition.body().length()))
                    .end();
        } else {
            response.end(edition.body());
        }
    }

    private record Edition(String language, Buffer body, String tag) {}

    /** The documents of one revision of a site, each made when it is first asked for; as many as the site has languages. */
    private static final class Editions {

        private final Compiled compiled;
        private final Map<String, Edition> byLanguage = new ConcurrentHashMap<>();

        Editions(Compiled compiled) {
            this.compiled = compiled;
        }

        Edition in(String language) {
            return byLanguage.computeIfAbsent(language, this::make);
        }

        private Edition make(String language) {
            PanelDocument document =
                    PanelDocument.of(compiled.site(), compiled.attributes().values(), language);
            byte[] body = Json.text(document.body()).getBytes(StandardCharsets.UTF_8);
            return new Edition(language, Buffer.buffer(body), EntityTags.of(body));
        }
    }
}
