package dev.candor.ui.demo;

import java.util.Optional;

/** Which site's experiments the demo shop carries. */
public interface DemoSite {

    /** The public key (pk_…) of the site "demo"; empty while the demo data are not loaded, and the shop then runs without the tag. */
    Optional<String> siteKey();
}
