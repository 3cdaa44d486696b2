package dev.candor.ui.page;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.qute.EngineBuilder;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Sees that every template of a request speaks the reader's language. */
@ApplicationScoped
class SpokenLanguage {

    private final CurrentVertxRequest current;

    SpokenLanguage(CurrentVertxRequest current) {
        this.current = current;
    }

    void configure(@Observes EngineBuilder builder) {
        ManagedContext scope = Arc.container().requestContext();
        builder.addTemplateInstanceInitializer(instance -> {
            RoutingContext request = scope.isActive() ? current.getCurrent() : null;
            if (request != null) {
                instance.setLocale(Layout.language(request).locale());
            }
        });
    }
}
