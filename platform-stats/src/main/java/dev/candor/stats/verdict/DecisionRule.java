package dev.candor.stats.verdict;

import dev.candor.stats.Require;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which variant to ship, as one pure function of evidence, health and plan. With d the difference on the primary metric and
 * h the harm in a trust metric, the first that applies decides:
 *
 * <ol start="0">
 *   <li><b>invalid</b>: a health check failed;
 *   <li><b>keep collecting</b>: the horizon is not reached, and the claim's evidence may not be read before it;
 *   <li><b>privacy-first wins</b>: the interval of d lies below 0;
 *   <li><b>equivalent</b>: the 90 % interval of d lies inside plus or minus epsilon; this precedes 4, since a real but
 *       trivial lift does not buy data;
 *   <li><b>personalization wins</b>: the interval of d lies above 0, and that of every h below its margin. All must hold,
 *       so no alpha is split;
 *   <li><b>wins but costs trust</b>: d lies above 0, a margin is not held, and some harm is real after Holm;
 *   <li><b>privacy-first wins on trust</b>: d is undecided and some harm is real after Holm;
 *   <li><b>keep collecting</b>, or at the maximum <b>inconclusive</b>, privacy-first by default.
 * </ol>
 *
 * <p>Each bound is one-sided 97.5 % at alpha 0.05. A false claim about d therefore has a chance of at most 5 %, a false claim
 * of harm another 5 %.
 *
 * @see <a href="https://arxiv.org/abs/2402.11609">Schultzberg, Ankargren & Frånberg (2024)</a> on guardrails without
 *     alpha adjustment
 */
public final class DecisionRule {
    private DecisionRule() {}

    /**
     * The verdict on an experiment with one or more personalized variants, each against the privacy-first one.
     *
     * @param look the plan as it applies now
     * @param failures of health checks; any makes the data invalid
     * @param variants at least one; with several, claims are adjusted over them by Holm's method
     * @throws dev.candor.stats.StatisticsException {@code INSUFFICIENT_DATA} without a variant, {@code INVALID_INPUT} if a
     *     variant appears twice
     */
    public static Decision decide(Look look, Set<HealthFailure> failures, List<VariantEvidence> variants) {
        Require.atLeast(1, "variants.size", variants.size());
        long names = variants.stream().map(VariantEvidence::variant).distinct().count();
        Require.valid(names == variants.size(), "variants", names, "each variant may appear once");
        if (!failures.isEmpty()) {
            List<Reason> reasons = new ArrayList<>();
            failures.stream().sorted().forEach(failure -> reasons.add(new Reason.Unhealthy(failure)));
            return new Decision(new Verdict.Invalid(reasons), Map.of());
        }
        Families families = new Families(variants);
        Map<String, Verdict> byVariant = new LinkedHashMap<>();
        for (int i = 0; i < variants.size(); i++) {
            VariantEvidence variant = variants.get(i);
            byVariant.put(variant.variant(), new VariantRule(look, variant, families, i).decide());
        }
        return new Decision(onTheWhole(variants, byVariant), byVariant);
    }

    /** The verdict on an experiment with one personalized variant. */
    public static Verdict decide(Look look, Set<HealthFailure> failures, VariantEvidence variant) {
        return decide(look, failures, List.of(variant)).verdict();
    }

    /** The best winner, else the best that wins at a price, else what is still open, else privacy-first. */
    private static Verdict onTheWhole(List<VariantEvidence> variants, Map<String, Verdict> byVariant) {
        if (variants.size() == 1) {
            return byVariant.values().iterator().next();
        }
        return best(variants, byVariant, Verdict.PersonalizationWins.class)
                .or(() -> best(variants, byVariant, Verdict.WinsButCostsTrust.class))
                .orElseGet(() -> withoutWinner(byVariant));
    }

    private static Optional<Verdict> best(
            List<VariantEvidence> variants, Map<String, Verdict> byVariant, Class<? extends Verdict> kind) {
        return variants.stream()
                .filter(v -> kind.isInstance(byVariant.get(v.variant())))
                .max(Comparator.comparingDouble(v -> v.primary().difference()))
                .map(v -> byVariant.get(v.variant()));
    }

    private static Verdict withoutWinner(Map<String, Verdict> byVariant) {
        List<Reason> reasons = byVariant.values().stream()
                .flatMap(verdict -> verdict.reasons().stream())
                .distinct()
                .toList();
        if (any(byVariant, Verdict.KeepCollecting.class)) {
            return new Verdict.KeepCollecting(reasons);
        }
        if (any(byVariant, Verdict.Inconclusive.class)) {
            return new Verdict.Inconclusive(reasons);
        }
        if (any(byVariant, Verdict.Equivalent.class)) {
            return new Verdict.Equivalent(reasons);
        }
        for (Map.Entry<String, Verdict> entry : byVariant.entrySet()) {
            if (entry.getValue() instanceof Verdict.PrivacyFirstWinsOnTrust) {
                return new Verdict.PrivacyFirstWinsOnTrust(entry.getKey(), reasons);
            }
        }
        return new Verdict.PrivacyFirstWins(reasons);
    }

    private static boolean any(Map<String, Verdict> byVariant, Class<? extends Verdict> kind) {
        return byVariant.values().stream().anyMatch(kind::isInstance);
    }
}
