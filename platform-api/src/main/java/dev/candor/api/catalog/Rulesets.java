package dev.candor.api.catalog;

import dev.candor.domain.assignment.Rule;
import dev.candor.domain.assignment.Ruleset;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Status;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.postgresql.PGConnection;

/**
 * What every node decides by, in memory. A change of the catalog is announced by PostgreSQL and read at once; every two
 * seconds the revisions are compared besides, in case an announcement was lost.
 */
@ApplicationScoped
public class Rulesets {

    private static final Logger LOG = Logger.getLogger(Rulesets.class);
    private static final int POLL_MILLISECONDS = 2_000;

    private final SiteCatalog sites;
    private final ExperimentCatalog experiments;
    private final AgroalDataSource dataSource;
    private volatile Map<String, Compiled> bySiteKey = Map.of();
    private volatile boolean stopping;
    private final Thread listener = new Thread(this::listen, "catalog-listener");

    Rulesets(SiteCatalog sites, ExperimentCatalog experiments, AgroalDataSource dataSource) {
        this.sites = sites;
        this.experiments = experiments;
        this.dataSource = dataSource;
    }

    /**
     * A site's ruleset and what hangs on it.
     *
     * @param started the experiments of the site that were ever started here, by key
     * @param body   what browsers fetch
     * @param entityTag of that body
     */
    public record Compiled(
            Site site, Ruleset ruleset, Map<String, KeptExperiment> started, byte[] body, String entityTag) {}

    /** What this node decides by for the site of this public key. */
    public Optional<Compiled> of(String siteKey) {
        return Optional.ofNullable(bySiteKey.get(siteKey));
    }

    /** Whether any site lists this origin; for answers to preflights, which name no site. */
    public boolean isKnownOrigin(String origin) {
        return bySiteKey.values().stream()
                .anyMatch(compiled -> compiled.site().origins().contains(origin));
    }

    void onStart(@Observes StartupEvent event) {
        refresh();
        listener.setDaemon(true);
        listener.start();
    }

    /** Whoever changed something on this node finds it in force with the answer. On a thread that has no transaction. */
    void onChange(@Observes(during = TransactionPhase.AFTER_SUCCESS) CatalogChanged changed) {
        CompletableFuture.runAsync(this::refresh).join();
    }

    void onStop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        listener.interrupt();
        listener.join(POLL_MILLISECONDS * 2L);
    }

    private void listen() {
        while (!stopping) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen " + SiteCatalog.CHANGED);
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (!stopping) {
                    refresh();
                    postgres.getNotifications(POLL_MILLISECONDS);
                }
                statement.execute("unlisten *");
            } catch (SQLException | RuntimeException e) {
                if (!stopping) {
                    LOG.warnf("deciding from the last known rulesets: %s", e.getMessage());
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(POLL_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void refresh() {
        Map<Integer, Long> revisions = sites.revisions();
        Map<Integer, Long> known = new HashMap<>();
        bySiteKey.values().forEach(c -> known.put(c.site().id(), c.site().revision()));
        if (revisions.equals(known)) {
            return;
        }
        Map<String, Compiled> next = new HashMap<>();
        for (Site site : sites.all()) {
            Compiled current = bySiteKey.get(site.siteKey());
            boolean same = current != null && current.site().revision() == site.revision();
            next.put(site.siteKey(), same ? current : compile(site));
        }
        bySiteKey = Map.copyOf(next);
    }

    private Compiled compile(Site site) {
        List<KeptExperiment> live = experiments.live(site.id());
        Map<String, String> layerSeeds = experiments.layerSeeds(site.id());
        List<Rule> rules = new ArrayList<>();
        for (KeptExperiment kept : live) {
            Slice slice = kept.slice();
            if (kept.status() == Status.RUNNING && slice != null) {
                String layerSeed = Objects.requireNonNull(layerSeeds.get(kept.layer()));
                rules.add(
                        new Rule(kept.experiment(), kept.seed(), layerSeed, slice, others(live, kept), kept.phases()));
            }
        }
        Ruleset ruleset = new Ruleset(
                site.siteKey(),
                site.revision(),
                site.consentPolicy(),
                site.holdoutSeed(),
                site.holdoutShare(),
                rules,
                site.hosts());
        Map<String, KeptExperiment> started = new HashMap<>();
        experiments
                .started(site.id())
                .forEach(kept -> started.put(kept.experiment().key(), kept));
        byte[] body = RulesetJson.bytes(ruleset);
        return new Compiled(site, ruleset, Map.copyOf(started), body, RulesetJson.entityTag(body));
    }

    private static List<Slice> others(List<KeptExperiment> live, KeptExperiment kept) {
        return live.stream()
                .filter(other -> other.id() != kept.id() && other.layer().equals(kept.layer()))
                .map(KeptExperiment::slice)
                .filter(Objects::nonNull)
                .toList();
    }
}
