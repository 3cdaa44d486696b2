package dev.candor.api.catalog;

import dev.candor.api.database.Database;
import dev.candor.api.problem.Json;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.metric.Metric;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/** A site's attributes and metrics as they are kept. */
@ApplicationScoped
public class VocabularyCatalog {

    private final Database database;

    VocabularyCatalog(Database database) {
        this.database = database;
    }

    /** The site's own metrics by key; the ready-made trust metrics are not among them. */
    public Map<String, Metric> metrics(int siteId) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        documents("metric", siteId).forEach((key, document) -> metrics.put(key, MetricJson.kept(Json.kept(document))));
        return metrics;
    }

    public void putMetric(int siteId, Metric metric) {
        put("metric", siteId, metric.key(), Json.text(MetricJson.write(metric)));
    }

    /** The site's attributes by key. */
    public Map<String, Attribute> attributes(int siteId) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        documents("attribute", siteId)
                .forEach((key, document) -> attributes.put(key, AttributeJson.kept(Json.kept(document))));
        return attributes;
    }

    public void putAttribute(int siteId, Attribute attribute) {
        put("attribute", siteId, attribute.key(), Json.text(AttributeJson.write(attribute)));
    }

    private Map<String, String> documents(String table, int siteId) {
        return database.query(handle -> handle.createQuery(
                        "select key, definition from " + table + " where site_id = :site order by key")
                .bind("site", siteId)
                .reduceRows(new LinkedHashMap<>(), (map, row) -> {
                    map.put(row.getColumn("key", String.class), row.getColumn("definition", String.class));
                    return map;
                }));
    }

    private void put(String table, int siteId, String key, String document) {
        database.query(handle -> handle.createUpdate("insert into " + table + " as t (site_id, key, definition)"
                        + " values (:site, :key, cast(:document as json))"
                        + " on conflict (site_id, key) do update"
                        + " set definition = excluded.definition, revision = t.revision + 1")
                .bind("site", siteId)
                .bind("key", key)
                .bind("document", document)
                .execute());
    }
}
