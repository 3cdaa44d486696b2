package dev.candor.api.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How many events a second are let in, {@code candor.events.*}. Generous: they stop floods and loops, not busy sites. Ten
 * seconds' worth may come at once. For each node; 0 lifts a limit.
 */
@ConfigMapping(prefix = "candor.events")
public interface RateLimitConfig {

    /** From the browsers of one network: the first 24 bits of an IPv4 address, the first 56 of an IPv6 address. */
    @WithDefault("1000")
    int perSecondAndNetwork();

    /** For one site, its back ends included. */
    @WithDefault("20000")
    int perSecondAndSite();
}
