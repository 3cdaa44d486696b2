package dev.candor.ui.demo;

import dev.candor.api.authoring.Sites;
import dev.candor.api.catalog.Site;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Which site's experiments the demo shop carries. */
@ApplicationScoped
class DemoSite {

    /** The key of the site that the shop belongs to. */
    static final String KEY = "demo";

    private final Sites sites;

    DemoSite(Sites sites) {
        this.sites = sites;
    }

    /** The site's public key; empty while the demo data are not loaded, and the shop then runs without the tag. */
    Optional<String> siteKey() {
        return sites.all().stream()
                .filter(site -> site.key().equals(KEY))
                .map(Site::siteKey)
                .findFirst();
    }
}
