package dev.candor.api.privacy;

import dev.candor.api.access.Secrets;
import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.PseudonymKeys;
import dev.candor.api.catalog.PseudonymKeys.Epoch;
import dev.candor.api.catalog.Rulesets;
import dev.candor.api.catalog.Rulesets.Compiled;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.catalog.SiteEpochs;
import dev.candor.api.database.Database;
import dev.candor.api.database.DatabaseState;
import dev.candor.api.database.KeyTables;
import dev.candor.api.database.Purges;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.actor.Actor;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Begins the epochs of sites' pseudonyms, by the site's policy or at an administrator's word, and destroys the keys of those
 * that are over. On every node; what one has done the next finds done.
 */
@ApplicationScoped
public class Epochs {

    private static final Logger LOG = Logger.getLogger(Epochs.class);
    /** Whoever read the old rows when they were replaced is done after so long. */
    private static final Duration REWRITTEN_AGAIN = Duration.ofHours(26);

    private final Database database;
    private final Rulesets rulesets;
    private final SiteCatalog sites;
    private final SiteEpochs epochs;
    private final Audit audit;
    private final Purges purges;
    private final Clock clock;

    Epochs(
            Database database,
            Rulesets rulesets,
            SiteCatalog sites,
            SiteEpochs epochs,
            Audit audit,
            Purges purges,
            Clock clock) {
        this.database = database;
        this.rulesets = rulesets;
        this.sites = sites;
        this.epochs = epochs;
        this.audit = audit;
        this.purges = purges;
        this.clock = clock;
    }

    /**
     * An epoch and what holds its key.
     *
     * @param held      the experiments that still count by it
     * @param destroyBy the latest moment at which its key is destroyed; null for the one in force
     */
    public record State(
            int number,
            Instant beganAt,
            @Nullable Instant endedAt,
            @Nullable Instant destroyedAt,
            List<String> held,
            @Nullable Instant destroyBy) {}

    /** The epochs of a site, the first one first. */
    public List<State> of(String siteKey) {
        Compiled compiled = compiled(siteKey);
        PseudonymKeys keys = compiled.site().keys();
        Instant now = clock.instant();
        return epochs.of(compiled.site().id()).stream()
                .map(kept -> new State(
                        kept.number(),
                        kept.beganAt(),
                        kept.endedAt(),
                        kept.destroyedAt(),
                        compiled.started().values().stream()
                                .filter(each -> keys.of(each).number() == kept.number())
                                .filter(each -> keys.isHeld(keys.of(each), List.of(each), now))
                                .map(each -> each.experiment().key())
                                .sorted()
                                .toList(),
                        kept.endedAt() == null ? null : kept.endedAt().plus(PseudonymKeys.LONGEST)))
                .toList();
    }

    /**
     * Ends the site's epoch and begins another one.
     *
     * @throws ProblemException NOT_FOUND; IMPOSSIBLE_STEP while experiments hold as many epochs as there may be
     */
    public List<State> begin(String siteKey, Actor actor) {
        Compiled compiled = compiled(siteKey);
        if (isFull(compiled)) {
            throw new ProblemException(
                    ProblemType.IMPOSSIBLE_STEP,
                    "experiments still count by " + PseudonymKeys.MOST_HELD + " epochs: stop the oldest ones first");
        }
        next(compiled.site(), actor, clock.instant());
        return of(siteKey);
    }

    @Scheduled(
            every = "1h",
            delayed = "2m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP,
            skipExecutionIf = DatabaseState.Away.class)
    void run() {
        Instant now = clock.instant();
        long destroyed = 0;
        for (Site served : rulesets.sites()) {
            Compiled compiled = rulesets.ofId(served.id()).orElseThrow();
            if (compiled.fromCopy()) {
                continue;
            }
            Site site = compiled.site();
            Duration longest = Duration.ofDays(site.visitors().pseudonymEpochDays());
            if (!now.isBefore(site.keys().current().beganAt().plus(longest))) {
                if (isFull(compiled)) {
                    LOG.warnf("%s has no new epoch yet: experiments still count by too many", site.key());
                } else {
                    next(site, Actor.SYSTEM, now);
                }
            }
            for (Epoch epoch : site.keys().epochs()) {
                if (epoch.key() != null && !site.keys().isNeeded(epoch, started(compiled), now)) {
                    destroyed += destroy(site, epoch, now) ? 1 : 0;
                }
            }
        }
        if (epochs.destroyedSince(now.minus(REWRITTEN_AGAIN))) {
            KeyTables.rewrite(database, List.of("site_epoch", "site"));
        }
        purges.note("pseudonyms", destroyed);
    }

    private void next(Site site, Actor actor, Instant moment) {
        Instant now = moment.truncatedTo(ChronoUnit.MICROS);
        int ended = site.keys().current().number();
        QuarkusTransaction.requiringNew().run(() -> {
            if (epochs.begin(site.id(), ended, Secrets.bytes(32), now)) {
                audit.record(
                        actor,
                        "pseudonyms.begin_epoch",
                        site.key(),
                        Json.object().put("epoch", ended + 1));
                sites.changed(site.id());
            }
        });
    }

    private boolean destroy(Site site, Epoch epoch, Instant now) {
        return QuarkusTransaction.requiringNew().call(() -> {
            boolean destroyed = epochs.destroy(site.id(), epoch.number(), now);
            if (destroyed) {
                audit.record(
                        Actor.SYSTEM,
                        "pseudonyms.destroy_key",
                        site.key(),
                        Json.object().put("epoch", epoch.number()));
                sites.changed(site.id());
            }
            return destroyed;
        });
    }

    private boolean isFull(Compiled compiled) {
        PseudonymKeys keys = compiled.site().keys();
        return keys.epochs().stream()
                        .filter(epoch -> keys.isHeld(epoch, started(compiled), clock.instant()))
                        .count()
                >= PseudonymKeys.MOST_HELD;
    }

    private static Collection<KeptExperiment> started(Compiled compiled) {
        return compiled.started().values();
    }

    private Compiled compiled(String siteKey) {
        return sites.find(siteKey)
                .flatMap(site -> rulesets.ofId(site.id()))
                .orElseThrow(() -> new ProblemException(ProblemType.NOT_FOUND, "there is no site of that key"));
    }
}
