package dev.candor.api.privacy;

import dev.candor.api.audit.Audit;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.FindingOverrides;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.Site;
import dev.candor.api.catalog.VocabularyCatalog;
import dev.candor.api.consent.Languages;
import dev.candor.api.database.Purges;
import dev.candor.api.database.SlowReads;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.UnitKind;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The checks that a site's badge stands on, made on what is in force now: one that fails takes the badge away. Each is about
 * something that the program can see by itself; what nobody can check is no part of the claim.
 */
@ApplicationScoped
public class TrustChecks {

    /** Deletion runs every six hours; a day and two hours leave room for a night's trouble. */
    static final Duration ON_TIME = Duration.ofHours(26);

    private static final List<String> DELETED = List.of("events", "receipts", "salts");
    private static final Set<String> OWN_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration KNOWN_FOR = Duration.ofSeconds(5);
    private static final int MOST_KEPT = 1_000;

    private final Purges purges;
    private final Audit audit;
    private final ExperimentCatalog experiments;
    private final FindingOverrides overrides;
    private final VocabularyCatalog vocabulary;
    private final Clock clock;
    /** Reads the whole audit: seldom. */
    private final SlowReads<String, Boolean> chain = new SlowReads<>(KNOWN_FOR, 1);

    private final SlowReads<Integer, List<Check>> checks = new SlowReads<>(KNOWN_FOR, MOST_KEPT);

    TrustChecks(
            Purges purges,
            Audit audit,
            ExperimentCatalog experiments,
            FindingOverrides overrides,
            VocabularyCatalog vocabulary,
            Clock clock) {
        this.purges = purges;
        this.audit = audit;
        this.experiments = experiments;
        this.overrides = overrides;
        this.vocabulary = vocabulary;
        this.clock = clock;
    }

    /**
     * One check.
     *
     * @param code {@code deletion}, {@code audit}, {@code texts}, {@code controller}, {@code consent}, {@code stated} or
     *     {@code encrypted}
     */
    public record Check(String code, boolean passed) {}

    /** All of them, as they were a few seconds ago at the earliest. */
    public List<Check> of(Site site) {
        return checks.get(site.id(), () -> look(site));
    }

    /** Whether the badge may be shown. */
    public boolean holds(Site site) {
        return of(site).stream().allMatch(Check::passed);
    }

    private List<Check> look(Site site) {
        Collection<Attribute> attributes = vocabulary.attributes(site.id()).values();
        List<KeptExperiment> running = experiments.live(site.id());
        List<Check> all = new ArrayList<>();
        all.add(new Check("deletion", isDeletedOnTime(purges.last(), clock.instant())));
        all.add(new Check("audit", chain.get("", () -> audit.firstBroken().isEmpty())));
        all.add(new Check("texts", isEverythingSaid(site, attributes)));
        all.add(new Check("controller", site.visitors().controller().contact() != null));
        all.add(new Check("consent", isConsentAsked(site.consentPolicy())));
        all.add(new Check(
                "stated",
                running.stream()
                        .noneMatch(kept -> overrides.of(kept.id()).stream()
                                .anyMatch(finding -> finding.code().equals("provenance_forbidden")))));
        all.add(new Check("encrypted", site.origins().stream().allMatch(TrustChecks::isEncrypted)));
        return List.copyOf(all);
    }

    /** Whether each kind of thing was looked through of late for what is over. */
    static boolean isDeletedOnTime(List<Purges.Purge> last, Instant now) {
        Map<String, Instant> runs = last.stream().collect(Collectors.toMap(Purges.Purge::kind, Purges.Purge::at));
        return DELETED.stream().allMatch(kind -> {
            Instant at = runs.get(kind);
            return at != null && !at.isBefore(now.minus(ON_TIME));
        });
    }

    /** Whether every attribute is explained in the site's language, and in each in which the site has words of its own. */
    static boolean isEverythingSaid(Site site, Collection<Attribute> attributes) {
        Set<String> languages = new TreeSet<>(site.visitors().texts().keySet());
        languages.add(site.locale());
        return attributes.stream()
                .allMatch(attribute -> languages.stream()
                        .allMatch(language -> attribute.texts().containsKey(language)
                                || attribute.texts().containsKey(Languages.primary(language))));
    }

    /** Whether whoever is known again is asked first, as on a fresh site or more. */
    static boolean isConsentAsked(ConsentPolicy policy) {
        return Arrays.stream(UnitKind.values())
                .allMatch(kind -> policy.needs()
                        .getOrDefault(kind, Set.of())
                        .containsAll(ConsentPolicy.DEFAULT.needs().getOrDefault(kind, Set.of())));
    }

    private static boolean isEncrypted(String origin) {
        URI uri = URI.create(origin);
        return "https".equals(uri.getScheme()) || OWN_MACHINE.contains(String.valueOf(uri.getHost()));
    }
}
