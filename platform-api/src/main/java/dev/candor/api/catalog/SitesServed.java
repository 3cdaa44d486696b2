package dev.candor.api.catalog;

import java.util.List;

/** These are the sites that this node is about to serve. Fired before the first decision by what is new. */
public record SitesServed(List<Site> sites) {
    public SitesServed {
        sites = List.copyOf(sites);
    }
}
