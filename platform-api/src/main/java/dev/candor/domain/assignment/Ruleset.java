package dev.candor.domain.assignment;

import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.SignalPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A site's running experiments, ready to decide by. Immutable. */
public final class Ruleset {

    private final String siteKey;
    private final long revision;
    private final ConsentPolicy consentPolicy;
    private final SignalPolicy signalPolicy;
    private final Seed holdoutSeed;
    private final int holdoutShare;
    private final long holdoutBelow;
    private final List<Rule> rules;
    private final List<String> hosts;
    private final Map<String, Rule> byKey = new LinkedHashMap<>();

    /**
     * @param siteKey      the site's public key
     * @param revision     grows with every change of the site's catalog
     * @param holdoutSeed  seed of the slice that no experiment touches
     * @param holdoutShare its size, in basis points
     * @param hosts        where a redirect may lead
     */
    public Ruleset(
            String siteKey,
            long revision,
            ConsentPolicy consentPolicy,
            SignalPolicy signalPolicy,
            String holdoutSeed,
            int holdoutShare,
            List<Rule> rules,
            List<String> hosts) {
        this.siteKey = siteKey;
        this.revision = revision;
        this.consentPolicy = consentPolicy;
        this.signalPolicy = signalPolicy;
        this.holdoutSeed = new Seed(holdoutSeed);
        this.holdoutShare = holdoutShare;
        holdoutBelow = Bucketing.threshold(holdoutShare);
        this.rules = List.copyOf(rules);
        this.hosts = List.copyOf(hosts);
        this.rules.forEach(rule -> byKey.put(rule.experiment().key(), rule));
    }

    public String siteKey() {
        return siteKey;
    }

    public long revision() {
        return revision;
    }

    public ConsentPolicy consentPolicy() {
        return consentPolicy;
    }

    public SignalPolicy signalPolicy() {
        return signalPolicy;
    }

    public String holdoutSeed() {
        return holdoutSeed.text();
    }

    /** In basis points. */
    public int holdoutShare() {
        return holdoutShare;
    }

    public List<Rule> rules() {
        return rules;
    }

    /** Where a redirect may lead. */
    public List<String> hosts() {
        return hosts;
    }

    /** The rule of this experiment, if it runs. */
    public Optional<Rule> rule(String experimentKey) {
        return Optional.ofNullable(byKey.get(experimentKey));
    }

    /** The unit's position for the holdout. */
    long holdoutBucket(String unit) {
        return holdoutSeed.bucket(unit);
    }

    /** The first bucket that is not held out. */
    long holdoutBelow() {
        return holdoutBelow;
    }
}
