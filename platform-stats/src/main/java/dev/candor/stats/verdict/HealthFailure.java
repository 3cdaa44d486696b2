package dev.candor.stats.verdict;

/** Why numbers may not be read: any of these replaces the verdict. */
public enum HealthFailure {
    /** Variants did not receive the planned traffic, p below 0.001. */
    SAMPLE_RATIO,
    /** The share of visitors that is measured differs by more than one point between variants. */
    MEASUREMENT_PARITY,
    /** A guardrail or trust metric of the plan cannot be counted by variant, so nothing is known of its harm. */
    GUARD_NOT_MEASURED,
    /** Visitors agree to be measured at different rates in the variants. */
    CONSENT_BALANCE,
    /** The variants asked for consent in different words or screens. */
    CONSENT_SCREENS_DIFFER,
    /** The plan or the variants were changed after launch, without an amendment. */
    SETTINGS_CHANGED,
    /** The same analysis found differences where two variants were the same. */
    CALIBRATION
}
