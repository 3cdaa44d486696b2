package dev.candor.stats.verdict;

/** When an interval may be read. */
public enum Validity {
    /** Once, at the planned horizon. */
    AT_HORIZON,
    /** At every look: a group-sequential boundary or a confidence sequence stands behind it. */
    AT_ANY_LOOK
}
