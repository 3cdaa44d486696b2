package dev.candor.api.results;

import dev.candor.api.access.Secrets;
import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.ledger.NoisedReleases;
import dev.candor.api.ledger.NoisedReleases.Release;
import dev.candor.api.ledger.NoisedStatistics;
import dev.candor.api.problem.Json;
import dev.candor.api.problem.ProblemException;
import dev.candor.api.problem.ProblemType;
import dev.candor.domain.Fault;
import dev.candor.domain.actor.Actor;
import dev.candor.domain.experiment.Variant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Results to give away: with noise, within the experiment's budget. The same request is answered by the same numbers, for whoever
 * averages over many draws is rid of the noise.
 */
@ApplicationScoped
class NoisedResults {

    private final SiteCatalog sites;
    private final ExperimentCatalog experiments;
    private final Ledger ledger;
    private final NoisedReleases releases;
    private final Audit audit;
    private final Clock clock;

    NoisedResults(
            SiteCatalog sites,
            ExperimentCatalog experiments,
            Ledger ledger,
            NoisedReleases releases,
            Audit audit,
            Clock clock) {
        this.sites = sites;
        this.experiments = experiments;
        this.ledger = ledger;
        this.releases = releases;
        this.audit = audit;
        this.clock = clock;
    }

    /** What an experiment may lose of privacy, what it lost, and to whom. */
    record Budget(BigDecimal limit, BigDecimal spent, List<Release> releases) {
        BigDecimal left() {
            return limit.subtract(spent);
        }
    }

    /**
     * A release.
     *
     * @param phase   null for the present one
     * @param epsilon at most 4 decimals
     * @param renew   whether to spend again, for what was counted since
     * @throws ProblemException BUDGET_SPENT when less than {@code epsilon} is left
     */
    @Transactional
    Release release(String site, String key, @Nullable Integer phase, BigDecimal epsilon, boolean renew, Actor actor) {
        KeptExperiment kept = find(site, key);
        releases.lock(kept.id());
        int of = phase == null ? kept.currentPhase() : phase;
        if (of > kept.currentPhase()) {
            throw new ProblemException(
                    ProblemType.NOT_FOUND, "the experiment has " + kept.currentPhase() + " phases so far");
        }
        if (kept.metrics().isEmpty() || kept.origin() != null) {
            throw new ProblemException(
                    ProblemType.IMPOSSIBLE_STEP,
                    "noise is for experiments that ran here: "
                            + (kept.origin() == null
                                    ? "this one was not started yet"
                                    : "of imported counts nobody knows what bounds them"));
        }
        Release last = releases.last(kept.id(), of, epsilon).orElse(null);
        if (last != null && !renew) {
            return last;
        }
        Budget budget = budget(kept);
        if (budget.left().compareTo(epsilon) < 0) {
            throw new ProblemException(
                    ProblemType.BUDGET_SPENT,
                    "of the privacy budget of " + plain(budget.limit()) + ", " + plain(budget.left())
                            + " is left, and this takes " + plain(epsilon)
                            + "; a request that was answered before is answered again for nothing");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        NoisedStatistics noised = NoisedStatistics.of(
                ledger.statistics(kept.id(), of),
                kept.experiment().variants().stream().map(Variant::key).toList(),
                kept.metrics(),
                epsilon,
                Secrets.random());
        int number = budget.releases().size() + 1;
        Release release = new Release(
                number,
                now,
                actor.name(),
                of,
                epsilon,
                Json.text(new NoisedJson(kept, noised).write(of, now, epsilon, number)));
        releases.insert(kept.id(), release);
        audit.record(
                actor,
                "experiment.export.noised",
                site + "/" + key,
                Json.object()
                        .put("release", number)
                        .put("phase", of)
                        .put("epsilon", plain(epsilon))
                        .put("spent", plain(budget.spent().add(epsilon)))
                        .put("limit", plain(budget.limit())));
        return release;
    }

    Budget budget(String site, String key) {
        return budget(find(site, key));
    }

    private Budget budget(KeptExperiment kept) {
        List<Release> all = releases.of(kept.id());
        return new Budget(
                releases.limit(kept.id()),
                all.stream().map(Release::epsilon).reduce(BigDecimal.ZERO, BigDecimal::add),
                all);
    }

    /** Sets the limit of all releases together; never below what was spent. */
    @Transactional
    Budget limit(String site, String key, BigDecimal limit, String reason, Actor actor) {
        KeptExperiment kept = find(site, key);
        releases.lock(kept.id());
        Budget before = budget(kept);
        if (limit.compareTo(before.spent()) < 0) {
            throw new ProblemException(
                    ProblemType.INVALID_REQUEST,
                    List.of(new Fault("/limit", "must be at least what was spent: " + plain(before.spent()))));
        }
        releases.setLimit(kept.id(), limit);
        audit.record(
                actor,
                "experiment.privacy.limit",
                site + "/" + key,
                Json.object()
                        .put("before", plain(before.limit()))
                        .put("limit", plain(limit))
                        .put("reason", reason));
        return budget(kept);
    }

    private KeptExperiment find(String site, String key) {
        return sites.find(site)
                .flatMap(found -> experiments.find(found.id(), key))
                .orElseThrow(() -> new ProblemException(
                        ProblemType.NOT_FOUND, "there is no experiment of that key in a site of that key"));
    }

    static String plain(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
