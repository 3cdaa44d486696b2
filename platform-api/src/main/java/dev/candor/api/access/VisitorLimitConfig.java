package dev.candor.api.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How often visitors may ask for their own data, {@code candor.visitor.*}; for each node. */
@ConfigMapping(prefix = "candor.visitor")
public interface VisitorLimitConfig {

    /** Requests a minute from one network; 0 lifts the limit. */
    @WithDefault("60")
    int perMinuteAndNetwork();
}
