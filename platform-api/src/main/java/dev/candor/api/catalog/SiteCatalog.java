package dev.candor.api.catalog;

import dev.candor.api.database.Database;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.consent.SignalPolicy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Sites as they are kept. */
@ApplicationScoped
public class SiteCatalog {

    /** The channel on which a changed site's id is announced when the change is committed. */
    public static final String CHANGED = "candor_catalog";

    private static final String COLUMNS = """
            select id, key, name, origins, site_key, time_zone, locale, settings, lasting_key,
                   holdout_seed, holdout_share, revision, created_at,
                   (select json_agg(json_build_object('number', number, 'key', encode(key, 'hex'), 'from', began_at,
                                                      'until', ended_at) order by number)
                    from site_epoch where site_id = site.id) as epochs
            from site\
            """;

    private final Database database;
    private final Event<CatalogChanged> here;

    SiteCatalog(Database database, Event<CatalogChanged> here) {
        this.database = database;
        this.here = here;
    }

    public List<Site> all() {
        return database.query(handle -> handle.createQuery(COLUMNS + " order by key")
                .map(SiteCatalog::site)
                .list());
    }

    public Optional<Site> find(String key) {
        return one("key", key);
    }

    /** The key of the site with this id. */
    public String keyOf(int siteId) {
        return database.query(handle -> handle.createQuery("select key from site where id = :id")
                .bind("id", siteId)
                .mapTo(String.class)
                .one());
    }

    /** SHA-256 of the site's secret key, in hexadecimal. */
    public String serverKeyHash(int siteId) {
        return database.query(handle -> handle.createQuery("select server_key_hash from site where id = :id")
                .bind("id", siteId)
                .mapTo(String.class)
                .one());
    }

    private Optional<Site> one(String column, String value) {
        return database.query(handle -> handle.createQuery(COLUMNS + " where " + column + " = :value")
                .bind("value", value)
                .map(SiteCatalog::site)
                .findOne());
    }

    /** Each site's revision by its id: cheap enough to ask every few seconds. */
    public Map<Integer, Long> revisions() {
        return database.query(handle -> handle.createQuery("select id, revision from site")
                .reduceRows(new java.util.HashMap<>(), (map, row) -> {
                    map.put(row.getColumn("id", Integer.class), row.getColumn("revision", Long.class));
                    return map;
                }));
    }

    /** Keeps a new site; its {@code id} and {@code revision} are the database's to give. */
    public void insert(Site site, String serverKeyHash) {
        database.query(handle -> handle.createUpdate("""
                        insert into site (key, name, origins, site_key, server_key_hash, time_zone, locale, settings,
                                          lasting_key, holdout_seed, holdout_share, created_at)
                        values (:key, :name, :origins, :siteKey, :serverKeyHash, :timeZone, :locale,
                                cast(:settings as json), :lastingKey, :holdoutSeed, :holdoutShare, :createdAt)
                        """)
                .bind("key", site.key())
                .bind("name", site.name())
                .bind("origins", site.origins().toArray(String[]::new))
                .bind("siteKey", site.siteKey())
                .bind("serverKeyHash", serverKeyHash)
                .bind("timeZone", site.timeZone().getId())
                .bind("locale", site.locale())
                .bind("settings", settings(site))
                .bind("lastingKey", site.keys().lasting())
                .bind("holdoutSeed", site.holdoutSeed())
                .bind("holdoutShare", site.holdoutShare())
                .bind("createdAt", Database.timestamp(site.createdAt()))
                .execute());
        database.query(handle -> handle.execute(
                "insert into site_epoch (site_id, number, key, began_at) select id, 1, ?, created_at from site where key = ?",
                site.keys().current().key(),
                site.key()));
    }

    /** Replaces what an administrator may change, if the site still has {@code site}'s revision. */
    public boolean update(Site site) {
        return database.query(handle -> handle.createUpdate("""
                        update site set name = :name, origins = :origins, time_zone = :timeZone, locale = :locale,
                               settings = cast(:settings as json), holdout_share = :holdoutShare
                        where id = :id and revision = :revision
                        """)
                        .bind("name", site.name())
                        .bind("origins", site.origins().toArray(String[]::new))
                        .bind("timeZone", site.timeZone().getId())
                        .bind("locale", site.locale())
                        .bind("settings", settings(site))
                        .bind("holdoutShare", site.holdoutShare())
                        .bind("id", site.id())
                        .bind("revision", site.revision())
                        .execute()
                == 1);
    }

    public void replaceServerKey(int siteId, String serverKeyHash) {
        database.query(
                handle -> handle.execute("update site set server_key_hash = ? where id = ?", serverKeyHash, siteId));
    }

    /** Raises the site's revision and tells every node, as soon as the transaction commits. */
    public void changed(int siteId) {
        here.fire(new CatalogChanged(siteId));
        database.query(handle -> {
            handle.execute("update site set revision = revision + 1 where id = ?", siteId);
            return handle.createQuery("select pg_notify(:channel, :site)")
                    .bind("channel", CHANGED)
                    .bind("site", Integer.toString(siteId))
                    .mapTo(String.class)
                    .findOne();
        });
    }

    private static String settings(Site site) {
        return Json.text(SiteJson.settings(site));
    }

    private static List<PseudonymKeys.Epoch> epochs(String json) {
        return Json.kept(json)
                .valueStream()
                .map(epoch -> new PseudonymKeys.Epoch(
                        epoch.get("number").intValue(),
                        epoch.get("key").isNull()
                                ? null
                                : HexFormat.of().parseHex(epoch.get("key").textValue()),
                        OffsetDateTime.parse(epoch.get("from").textValue()).toInstant(),
                        epoch.get("until").isNull()
                                ? null
                                : OffsetDateTime.parse(epoch.get("until").textValue())
                                        .toInstant()))
                .toList();
    }

    private static Site site(ResultSet row, StatementContext context) throws SQLException {
        Fields settings = Fields.of(Json.kept(row.getString("settings")));
        return new Site(
                row.getInt("id"),
                row.getString("key"),
                row.getString("name"),
                Arrays.asList((String[]) row.getArray("origins").getArray()),
                row.getString("site_key"),
                ZoneId.of(row.getString("time_zone")),
                row.getString("locale"),
                settings.object("consentPolicy").map(SiteJson::readPolicy).orElseThrow(),
                settings.object("signalPolicy").map(SiteJson::readSignals).orElse(SignalPolicy.DEFAULT),
                (int) settings.whole("retentionDays", 1, 3650),
                SiteJson.readProperties(settings),
                VisitorSettingsJson.read(settings, VisitorSettings.DEFAULT),
                new PseudonymKeys(row.getBytes("lasting_key"), epochs(row.getString("epochs"))),
                row.getString("holdout_seed"),
                row.getInt("holdout_share"),
                row.getLong("revision"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
