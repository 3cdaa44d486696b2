package dev.candor.api.consent;

import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SitesServed;
import dev.candor.api.catalog.VocabularyCatalog;
import dev.candor.api.consent.PanelDocument.Shown;
import dev.candor.api.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Every text that visitors may have read, by its version. Written before it can be shown, and never changed. */
@ApplicationScoped
public class ShownTexts {

    private final Database database;
    private final VocabularyCatalog vocabulary;
    private final Clock clock;
    /** The revision of each site whose texts are kept already. */
    private final Map<Integer, Long> keptUntil = new ConcurrentHashMap<>();
    /** What was asked for and is there: it never changes, and is as much as people wrote. */
    private final Map<Text, Shown> found = new ConcurrentHashMap<>();

    private record Text(int site, String version) {}

    ShownTexts(Database database, VocabularyCatalog vocabulary, Clock clock) {
        this.database = database;
        this.vocabulary = vocabulary;
        this.clock = clock;
    }

    void onSites(@Observes SitesServed served) {
        for (Site site : served.sites()) {
            if (!Long.valueOf(site.revision()).equals(keptUntil.get(site.id()))) {
                PanelDocument.all(site, vocabulary.attributes(site.id()).values())
                        .forEach(document -> document.shown().forEach(shown -> keep(site, shown)));
                keptUntil.put(site.id(), site.revision());
            }
        }
    }

    private void keep(Site site, Shown shown) {
        database.query(handle -> handle.execute(
                "insert into shown_text (site_id, version, sha256, kind, language, content, since)"
                        + " values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                site.id(),
                shown.version(),
                shown.sha256(),
                shown.kind(),
                shown.language(),
                shown.content(),
                Database.timestamp(clock.instant())));
    }

    /** What the site's visitors read under this version. */
    public Optional<Shown> find(int siteId, String version) {
        Text text = new Text(siteId, version);
        Shown known = found.get(text);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<Shown> read = read(siteId, version);
        read.ifPresent(shown -> found.put(text, shown));
        return read;
    }

    private Optional<Shown> read(int siteId, String version) {
        return database.query(handle -> handle.createQuery("select kind, language, sha256, content from shown_text"
                        + " where site_id = :site and version = :version")
                .bind("site", siteId)
                .bind("version", version)
                .map((row, context) -> shown(row))
                .findOne());
    }

    private static Shown shown(ResultSet row) throws SQLException {
        return new Shown(
                row.getString("kind"), row.getString("language"), row.getString("sha256"), row.getString("content"));
    }
}
