package dev.candor.domain.assignment;

import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Slice;
import java.util.List;
import java.util.Optional;

/**
 * A site's running experiments, ready to decide by.
 *
 * @param siteKey      the site's public key
 * @param revision     grows with every change of the site's catalog
 * @param holdoutSeed  seed of the slice that no experiment touches
 * @param holdoutShare its size, in basis points
 */
public record Ruleset(
        String siteKey,
        long revision,
        ConsentPolicy consentPolicy,
        String holdoutSeed,
        int holdoutShare,
        List<Rule> rules) {
    public Ruleset {
        rules = List.copyOf(rules);
    }

    /** The rule of this experiment, if it runs. */
    public Optional<Rule> rule(String experimentKey) {
        return rules.stream()
                .filter(rule -> rule.experiment().key().equals(experimentKey))
                .findFirst();
    }

    /**
     * One running experiment.
     *
     * @param seed      of its variants
     * @param layerSeed of its layer's positions
     * @param slice     what it owns of the layer
     * @param taken     what others own of it
     */
    public record Rule(Experiment experiment, String seed, String layerSeed, Slice slice, List<Slice> taken) {
        public Rule {
            taken = List.copyOf(taken);
        }
    }
}
