package dev.candor.stats;

/**
 * Says that a question has no answer for these numbers, and why. Bad input never gets a neutral result such as a p-value
 * of one. The message names the argument and the value it had.
 *
 * <p>When several codes apply, the one declared first decides: arguments are checked before data are counted, counts
 * before consistency, consistency before the estimate.
 */
public final class StatisticsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, in the order of checking. */
    public enum Code {
        /** Not a number, infinite, negative where a size is meant, outside its range, or of the wrong length. */
        INVALID_INPUT,
        /** Too few visitors, events or rows for the question. */
        INSUFFICIENT_DATA,
        /** Sums that no data set can have, such as a sum of squares below the square of the sum over n. */
        INCONSISTENT_STATS,
        /** A ratio is wanted and its denominator is zero. */
        ZERO_BASELINE,
        /** The data cannot tell: collinear covariates, no first stage, a power that cannot be reached. */
        NOT_IDENTIFIED,
        /** The standard error is zero, so there is nothing to compare a difference with. */
        ZERO_VARIANCE
    }

    private final Code code;
    private final String argument;

    /**
     * @param code what is wrong
     * @param argument the name of the argument, such as {@code control.visitors}
     * @param value the value it had
     * @param rule what it must be, in a few words
     */
    public StatisticsException(Code code, String argument, Object value, String rule) {
        super(argument + " is " + value + ": " + rule);
        this.code = code;
        this.argument = argument;
    }

    /** What is wrong. */
    public Code code() {
        return code;
    }

    /** The name of the offending argument. */
    public String argument() {
        return argument;
    }
}
