package dev.candor.api.explaining;

import dev.candor.api.explaining.Simulations.Crowd;
import dev.candor.domain.assignment.Reason;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Variant;
import dev.candor.stats.health.SampleRatioCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a crowd got, beside what was planned.
 *
 * @param reasons    every reason that occurred or was planned, of all units
 * @param variants   every variant, of the units that have one
 * @param reasonsP   how likely shares at least this far from the plan are by chance alone; null where only one is planned
 * @param variantsP  the same of the variants; null where nobody has one, or there is only one
 */
public record Simulation(
        Ground ground,
        Crowd crowd,
        List<Share> reasons,
        List<Share> variants,
        @Nullable Double reasonsP,
        @Nullable Double variantsP) {
    public Simulation {
        reasons = List.copyOf(reasons);
        variants = List.copyOf(variants);
    }

    /**
     * One part of the crowd.
     *
     * @param code    a reason's or a variant's
     * @param planned its planned share, from 0 to 1
     */
    public record Share(String code, int count, double planned) {
        boolean possible() {
            return count == 0 || planned > 0;
        }
    }

    /** Whether chance explains how far the shares are from the plan. */
    public boolean asPlanned() {
        return explained(reasonsP) && explained(variantsP) && reasons.stream().allMatch(Share::possible);
    }

    /** How many have a variant. */
    public int assigned() {
        return variants.stream().mapToInt(Share::count).sum();
    }

    private static boolean explained(@Nullable Double p) {
        return p == null || p >= SampleRatioCheck.ALARM;
    }

    static Simulation of(Ground ground, Crowd crowd, Map<Reason, Integer> reasons, Map<String, Integer> variants) {
        List<Share> byReason = new ArrayList<>();
        Map<Reason, Double> plan = Plan.of(ground, crowd);
        for (Reason reason : Reason.values()) {
            int count = reasons.getOrDefault(reason, 0);
            double planned = plan.getOrDefault(reason, 0.0);
            if (count > 0 || planned > 0) {
                byReason.add(new Share(reason.code(), count, planned));
            }
        }
        Rule rule = ground.rule();
        Phase present = rule.phases().get(rule.phases().size() - 1);
        List<Share> byVariant = new ArrayList<>();
        List<Variant> arms = rule.experiment().variants();
        for (int i = 0; i < arms.size(); i++) {
            byVariant.add(new Share(
                    arms.get(i).key(),
                    variants.getOrDefault(arms.get(i).key(), 0),
                    present.weights().get(i) / (double) Slice.WHOLE));
        }
        return new Simulation(ground, crowd, byReason, byVariant, p(byReason), p(byVariant));
    }

    /** Pearson's chi-square of the counts against the plan. */
    private static @Nullable Double p(List<Share> shares) {
        List<Share> planned =
                shares.stream().filter(share -> share.planned() > 0).toList();
        long[] counts = planned.stream().mapToLong(Share::count).toArray();
        double[] weights = planned.stream().mapToDouble(Share::planned).toArray();
        boolean nobody = planned.stream().allMatch(share -> share.count() == 0);
        return planned.size() < 2 || nobody
                ? null
                : SampleRatioCheck.of(counts, weights).pValue().value();
    }
}
