package dev.candor.ui.demo;

import io.quarkus.arc.DefaultBean;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Stands in until a bean looks the site "demo" up. */
@DefaultBean
@ApplicationScoped
public class PlaceholderDemoSite implements DemoSite {

    @Override
    public Optional<String> siteKey() {
        return Optional.of("pk_demo");
    }
}
