package dev.candor.api.consent;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which texts the visitors of each variant answered to: they must be the same, or those who agreed are not alike. */
@ApplicationScoped
public class ConsentScreens {

    private static final String BY_VARIANT = Database.sql("consent/screensByVariant");
    /** Only the newest answers are looked at. */
    private static final int MOST = 20_000;

    private static final Duration KEPT_FOR = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 1_000;

    private final Database database;
    private final Clock clock;
    private final Map<Asked, Found> known = new ConcurrentHashMap<>();

    ConsentScreens(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private record Asked(int experiment, int phase) {}

    private record Found(Instant until, Map<String, Map<String, Long>> answers) {}

    /** By variant, by the version of the text, how many answered; an empty version stands for texts that are not ours. */
    public Map<String, Map<String, Long>> byVariant(KeptExperiment kept, int phase) {
        if (kept.startedAt() == null) {
            return Map.of();
        }
        if (known.size() > MOST_KEPT) {
            known.clear();
        }
        Asked asked = new Asked(kept.id(), phase);
        Found found = known.get(asked);
        if (found == null || !found.until().isAfter(clock.instant())) {
            found = new Found(clock.instant().plus(KEPT_FOR), read(kept, phase));
            known.put(asked, found);
        }
        return found.answers();
    }

    private Map<String, Map<String, Long>> read(KeptExperiment kept, int phase) {
        return database.query(handle -> handle.createQuery(BY_VARIANT)
                .bind("site", kept.siteId())
                .bind("since", Database.timestamp(kept.startedAt()))
                .bind("experiment", kept.id())
                .bind("phase", phase)
                .bind("most", MOST)
                .reduceRows(new TreeMap<>(), (map, row) -> {
                    map.computeIfAbsent(row.getColumn("variant", String.class), variant -> new TreeMap<>())
                            .put(row.getColumn("version", String.class), row.getColumn("answers", Long.class));
                    return map;
                }));
    }
}
