package dev.candor.domain.experiment;

import dev.candor.domain.audience.Condition;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.metric.MetricRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is tested, on whom and by which plan: the part that people write. What happened to it since stands in the
 * catalog.
 *
 * @param layer        experiments of one layer never share a unit; null for a layer of its own
 * @param trafficShare share of the layer, in basis points
 * @param audience     null for everybody
 */
public record Experiment(
        String key,
        String name,
        String question,
        String hypothesis,
        UnitKind unit,
        @Nullable String layer,
        int trafficShare,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        @Nullable Condition audience,
        List<Variant> variants,
        List<MetricUse> metrics,
        AnalysisPlan plan) {
    public Experiment {
        variants = List.copyOf(variants);
        metrics = List.copyOf(metrics);
    }

    /** The same with another share of the traffic. */
    public Experiment withTrafficShare(int basisPoints) {
        return new Experiment(
                key,
                name,
                question,
                hypothesis,
                unit,
                layer,
                basisPoints,
                startsAt,
                endsAt,
                audience,
                variants,
                metrics,
                plan);
    }

    /** What the others are measured against: the privacy-first variant, else the control, else the first. */
    public Variant baseline() {
        return firstOf(VariantRole.PRIVACY_FIRST)
                .or(() -> firstOf(VariantRole.CONTROL))
                .orElseGet(() -> variants.get(0));
    }

    /** The variant of this key. */
    public Optional<Variant> variant(String variantKey) {
        return variants.stream().filter(v -> v.key().equals(variantKey)).findFirst();
    }

    /** The metric that decides. */
    public Optional<MetricUse> primary() {
        return metrics.stream().filter(use -> use.role() == MetricRole.PRIMARY).findFirst();
    }

    private Optional<Variant> firstOf(VariantRole role) {
        return variants.stream().filter(v -> v.role() == role).findFirst();
    }
}
