package dev.candor.domain.experiment;

import dev.candor.domain.audience.Condition;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.metric.MetricRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What is tested, on whom and by which plan: the part that people write. What happened to it since stands in the
 * catalog.
 *
 * @param layer        experiments of one layer never share a unit; null for a layer of its own
 * @param trafficShare share of the layer, in basis points
 * @param audience     null for everybody
 * @param sticky       whether a visitor keeps the variant that an earlier phase gave
 * @param exposures    when the snippet tells that a visitor met their variant
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
        AnalysisPlan plan,
        boolean sticky,
        Exposures exposures) {
    public Experiment {
        variants = List.copyOf(variants);
        metrics = List.copyOf(metrics);
    }

    /** One that assigns by the present phase alone and tells of exposures by itself. */
    public Experiment(
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
        this(
                key,
                name,
                question,
                hypothesis,
                unit,
                layer,
                trafficShare,
                startsAt,
                endsAt,
                audience,
                variants,
                metrics,
                plan,
                false,
                Exposures.AUTOMATIC);
    }

    /** The same with another share of the traffic. */
    public Experiment withTrafficShare(int basisPoints) {
        return with(basisPoints, variants);
    }

    /** The same with other weights, one for each variant in their order. */
    public Experiment withWeights(List<Integer> weights) {
        if (weights.size() != variants.size()) {
            throw new IllegalArgumentException(variants.size() + " variants, but " + weights.size() + " weights");
        }
        return with(
                trafficShare,
                IntStream.range(0, variants.size())
                        .mapToObj(i -> variants.get(i).withWeight(weights.get(i)))
                        .toList());
    }

    private Experiment with(int basisPoints, List<Variant> itsVariants) {
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
                itsVariants,
                metrics,
                plan,
                sticky,
                exposures);
    }

    /** The variants' weights in basis points, in their order. */
    public List<Integer> weights() {
        return variants.stream().map(Variant::weight).toList();
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
