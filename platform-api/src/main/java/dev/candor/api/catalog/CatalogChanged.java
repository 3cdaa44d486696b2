package dev.candor.api.catalog;

/** A site's catalog was changed by this node. Other nodes hear of it from PostgreSQL. */
public record CatalogChanged(int siteId) {}
