package dev.candor.api.consent;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.database.Database;
import dev.candor.api.database.SlowReads;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Which texts the visitors of each variant answered to: they must be the same, or those who agreed are not alike. */
@ApplicationScoped
public class ConsentScreens {

    private static final String BY_VARIANT = Database.sql("consent/screensByVariant");
    /** Only the newest answers are looked at. */
    private static final int MOST = 20_000;

    private static final Duration KEPT_FOR = Duration.ofMinutes(1);
    private static final int MOST_KEPT = 1_000;

    private final Database database;
    private final SlowReads<Asked, Map<String, Map<String, Long>>> known = new SlowReads<>(KEPT_FOR, MOST_KEPT);

    ConsentScreens(Database database) {
        this.database = database;
    }

    private record Asked(int experiment, int phase) {}

    /** By variant, by the version of the text, how many answered; an empty version stands for texts that are not ours. */
    public Map<String, Map<String, Long>> byVariant(KeptExperiment kept, int phase) {
        if (kept.startedAt() == null) {
            return Map.of();
        }
        return known.get(new Asked(kept.id(), phase), () -> read(kept, phase));
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
