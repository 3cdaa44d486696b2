package dev.candor.api.catalog;

import dev.candor.domain.assignment.Ruleset;
import dev.candor.domain.attribute.Attribute;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;

/**
 * What this node decides by, in memory: nothing on the way to a decision asks the database. {@link CatalogListener} keeps
 * it up to date, and {@link RulesetCopy} is what a node starts with whose database is away.
 */
@ApplicationScoped
public class Rulesets {

    private static final Logger LOG = Logger.getLogger(Rulesets.class);
    private static final int SECOND = 2;

    private final SiteCatalog sites;
    private final RulesetCompiler compiler;
    private final RulesetCopy copy;
    private final Event<SitesServed> served;
    private volatile Known known = new Known(List.of());

    Rulesets(SiteCatalog sites, RulesetCompiler compiler, RulesetCopy copy, Event<SitesServed> served) {
        this.sites = sites;
        this.compiler = compiler;
        this.copy = copy;
        this.served = served;
    }

    /**
     * A site's ruleset and what hangs on it.
     *
     * @param experiments   all experiments of the site that are kept, drafts too, by key: for whoever has a preview link
     * @param started       those of them that were ever started here
     * @param attributes    what visitors may declare, by key
     * @param countsDays    whether any of those counts units of a day, which must be derived
     * @param serverKeyHash of the site's secret key
     * @param body          what browsers fetch
     * @param fromCopy      whether this is the local copy, whose site has no pseudonym key, so that no event can be stored
     */
    public record Compiled(
            Site site,
            Ruleset ruleset,
            Map<String, KeptExperiment> experiments,
            Map<String, KeptExperiment> started,
            Map<String, Attribute> attributes,
            boolean countsDays,
            PreviewSeal seal,
            String serverKeyHash,
            PublicRuleset body,
            boolean fromCopy) {}

    /** All sites at one moment, with the ways to find them. */
    private static final class Known {

        private final Map<String, Compiled> bySiteKey = new HashMap<>();
        private final Map<Integer, Compiled> byId = new HashMap<>();
        private final Map<String, Compiled> byServerKeyHash = new HashMap<>();
        private final Set<String> origins = new HashSet<>();

        Known(Collection<Compiled> all) {
            for (Compiled compiled : all) {
                bySiteKey.put(compiled.site().siteKey(), compiled);
                byId.put(compiled.site().id(), compiled);
                byServerKeyHash.put(compiled.serverKeyHash(), compiled);
                origins.addAll(compiled.site().origins());
            }
        }
    }

    /** What this node decides by for the site of this public key. */
    public Optional<Compiled> of(String siteKey) {
        return Optional.ofNullable(known.bySiteKey.get(siteKey));
    }

    /** The same for the site of this id. */
    public Optional<Compiled> ofId(int siteId) {
        return Optional.ofNullable(known.byId.get(siteId));
    }

    /** The same for the site whose secret key has this hash. */
    public Optional<Compiled> ofServerKeyHash(String hash) {
        return Optional.ofNullable(known.byServerKeyHash.get(hash));
    }

    /** Whether any site lists this origin; for answers to preflights, which name no site. */
    public boolean isKnownOrigin(String origin) {
        return known.origins.contains(origin);
    }

    /** How many sites this node serves. */
    public int count() {
        return known.bySiteKey.size();
    }

    /** Whether what is in force came from the local copy. */
    public boolean isFromCopy() {
        return known.bySiteKey.values().stream().anyMatch(Compiled::fromCopy);
    }

    /** The sites that this node serves. */
    public List<Site> sites() {
        return known.bySiteKey.values().stream().map(Compiled::site).toList();
    }

    void onStart(@Observes @Priority(SECOND) StartupEvent event) {
        try {
            refresh();
        } catch (RuntimeException e) {
            LOG.warnf("the database does not answer: deciding from the local copy (%s)", e.getMessage());
            known = new Known(copy.read());
        }
    }

    /** Whoever changed something on this node finds it in force with the answer. On a thread that has no transaction. */
    void onChange(@Observes(during = TransactionPhase.AFTER_SUCCESS) CatalogChanged changed) {
        CompletableFuture.runAsync(this::refresh).join();
    }

    /** Reads what has changed since the last time. */
    synchronized void refresh() {
        Map<Integer, Long> revisions = sites.revisions();
        Map<Integer, Long> present = new HashMap<>();
        known.bySiteKey.values().stream()
                .filter(compiled -> !compiled.fromCopy())
                .forEach(compiled ->
                        present.put(compiled.site().id(), compiled.site().revision()));
        if (revisions.equals(present)) {
            return;
        }
        Map<String, Compiled> before = known.bySiteKey;
        List<Compiled> next = sites.all().stream()
                .map(site -> {
                    Compiled current = before.get(site.siteKey());
                    boolean same = current != null
                            && !current.fromCopy()
                            && current.site().revision() == site.revision();
                    return same ? current : compiler.compile(site);
                })
                .toList();
        // What else a decision needs of a site is made ready before the site is there.
        served.fire(new SitesServed(next.stream().map(Compiled::site).toList()));
        known = new Known(next);
        copy.write(next);
    }
}
