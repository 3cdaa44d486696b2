package dev.candor.stats.verdict;

import dev.candor.stats.Require;
import dev.candor.stats.estimate.Confidence;

/**
 * The sealed plan as it applies to this look at the data.
 *
 * @param stage how far the experiment has come
 * @param smallestWorthwhileLift epsilon, in the primary metric's unit, at least 0; differences inside plus or minus epsilon
 *     do not buy data. With 0 nothing is ever equivalent.
 * @param level two-sided alpha, 0.05 in an ordinary plan; at an interim look of a group-sequential design, the nominal
 *     level of that look
 */
public record Look(Stage stage, double smallestWorthwhileLift, Confidence level) {
    public Look {
        Require.notNegative("smallestWorthwhileLift", smallestWorthwhileLift);
        Require.valid(level.alpha() < 0.5, "level.alpha", level.alpha(), "must be below 0.5");
    }

    /** The level of two one-sided tests: alpha on each side. */
    Confidence twiceTheError() {
        return new Confidence(2 * level.alpha());
    }

    /** How far the experiment has come. */
    public enum Stage {
        /** The planned number of visitors or days is not reached: only evidence that is valid at any look counts. */
        BEFORE_HORIZON,
        /** The planned number is reached. */
        AT_HORIZON,
        /** No more visitors will come; what is still undecided stays so. */
        AT_MAXIMUM
    }
}
