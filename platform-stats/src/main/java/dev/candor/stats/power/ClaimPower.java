package dev.candor.stats.power;

import dev.candor.stats.Require;
import java.util.List;

/**
 * Planning a claim that has several parts which must all hold: a primary metric better, and every guardrail not worse by
 * more than its margin. Alpha needs no correction then, but each part may miss; beta is divided by the number of parts, so
 * that all hold together with the power asked for, however they depend on each other (Bonferroni).
 *
 * @param powerEach the power that each part is planned with: {@code 1 - (1 - power) / parts}
 * @param sampleSize what the most demanding part needs, variant by variant
 * @param sizes what each part needs, in the order given
 */
public record ClaimPower(double powerEach, SampleSize sampleSize, List<SampleSize> sizes) {

    /** What one part of the claim needs. */
    @FunctionalInterface
    public interface Part {
        /** The visitors that show this part with the given power. */
        SampleSize sampleSize(double power);
    }

    public ClaimPower {
        sizes = List.copyOf(sizes);
    }

    /**
     * The plan for all parts together.
     *
     * @param parts at least one; such as {@code power -> primary.sampleSize(0.10, 0.11, power)} and a guardrail's
     *     {@code NonInferiorityPower::sampleSize}
     * @param power that all parts hold, strictly between 0 and 1
     */
    public static ClaimPower of(List<Part> parts, double power) {
        Require.openUnit("power", power);
        Require.valid(!parts.isEmpty(), "parts", parts, "must hold at least one");
        double powerEach = 1 - (1 - power) / parts.size();
        List<SampleSize> sizes =
                parts.stream().map(part -> part.sampleSize(powerEach)).toList();
        SampleSize largest = sizes.stream().reduce(SampleSize::orLarger).orElseThrow();
        return new ClaimPower(powerEach, largest, sizes);
    }
}
