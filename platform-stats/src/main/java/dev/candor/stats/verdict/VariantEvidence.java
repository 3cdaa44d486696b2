package dev.candor.stats.verdict;

import dev.candor.stats.Require;
import java.util.List;

/**
 * One personalized variant against the privacy-first one.
 *
 * @param variant its key
 * @param primary the metric the experiment is about
 * @param trust guardrails and trust metrics, at most four, for each must hold and more would leave no power
 */
public record VariantEvidence(String variant, PrimaryEvidence primary, List<TrustEvidence> trust) {
    /** The most guardrails and trust metrics that a plan may have. */
    public static final int MOST_GUARDRAILS = 4;

    public VariantEvidence {
        trust = List.copyOf(trust);
        Require.valid(trust.size() <= MOST_GUARDRAILS, "trust.size", trust.size(), "at most " + MOST_GUARDRAILS);
        long names = trust.stream().map(TrustEvidence::metric).distinct().count();
        Require.valid(names == trust.size(), "trust", trust, "each metric may appear once");
    }
}
