package dev.candor.ui.page;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ManagedContext;
import io.quarkus.qute.EngineBuilder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;

/** Sees that every template of a request speaks the reader's language. */
@ApplicationScoped
class SpokenLanguage {

    private final Instance<Layout> layout;

    SpokenLanguage(Instance<Layout> layout) {
        this.layout = layout;
    }

    void configure(@Observes EngineBuilder builder) {
        builder.addTemplateInstanceInitializer(instance -> {
            ManagedContext request = Arc.container().requestContext();
            if (request.isActive()) {
                instance.setLocale(layout.get().language().locale());
            }
        });
    }
}
