package dev.candor.stats;

import static dev.candor.stats.StatisticsException.Code.INCONSISTENT_STATS;
import static dev.candor.stats.StatisticsException.Code.INSUFFICIENT_DATA;
import static dev.candor.stats.StatisticsException.Code.INVALID_INPUT;

import dev.candor.stats.StatisticsException.Code;

/**
 * Checks of arguments. Each returns the value it was given, or throws a {@link StatisticsException} that names the
 * argument and its value. Callers check in the order of {@link Code}.
 */
public final class Require {
    /** How far, as a share of the larger term, sums may be off from what is possible before they are refused. */
    private static final double SLACK = 1e-12;

    private static final double SMALLEST_RATE = 1e-300;

    private Require() {}

    /** Throws with the given code unless the condition holds. */
    public static void that(boolean condition, Code code, String argument, Object value, String rule) {
        if (!condition) {
            throw new StatisticsException(code, argument, value, rule);
        }
    }

    /** Throws {@code INVALID_INPUT} unless the condition holds. */
    public static void valid(boolean condition, String argument, Object value, String rule) {
        that(condition, INVALID_INPUT, argument, value, rule);
    }

    /** A number that is neither NaN nor infinite. */
    public static double finite(String argument, double value) {
        valid(Double.isFinite(value), argument, value, "must be a finite number");
        return value;
    }

    /** A finite number of at least zero. */
    public static double notNegative(String argument, double value) {
        valid(value >= 0 && Double.isFinite(value), argument, value, "must be a finite number of at least 0");
        return value;
    }

    /** A finite number above zero. */
    public static double positive(String argument, double value) {
        valid(value > 0 && Double.isFinite(value), argument, value, "must be a finite number above 0");
        return value;
    }

    /** A number strictly between zero and one, such as an error rate or a power; below 1e-300 quantiles lose their digits. */
    public static double openUnit(String argument, double value) {
        valid(value >= SMALLEST_RATE && value < 1, argument, value, "must lie strictly between 0 and 1");
        return value;
    }

    /** A number from zero to one, both included, such as a rate. */
    public static double closedUnit(String argument, double value) {
        valid(value >= 0 && value <= 1, argument, value, "must lie between 0 and 1");
        return value;
    }

    /** A count of at least zero. */
    public static long count(String argument, long value) {
        valid(value >= 0, argument, value, "must be a count of at least 0");
        return value;
    }

    /** A count that arrives as a floating point number, for instance from a file: whole and of at least zero. */
    public static long wholeCount(String argument, double value) {
        boolean whole = value >= 0 && value < 0x1p62 && Math.rint(value) == value;
        valid(whole, argument, value, "must be a whole number of at least 0");
        return (long) value;
    }

    /** At least so many visitors, events or rows; fewer is {@code INSUFFICIENT_DATA}. */
    public static long atLeast(long least, String argument, long value) {
        that(value >= least, INSUFFICIENT_DATA, argument, value, "at least " + least + " needed");
        return value;
    }

    /**
     * A centred sum of squares that rounding may have pushed a little below zero: returns it, or zero.
     *
     * @param size the larger of the terms it is the difference of
     * @throws StatisticsException {@code INCONSISTENT_STATS} if it is below zero by more than rounding explains
     */
    public static double consistentSquares(String argument, double centredSquares, double size) {
        that(
                centredSquares >= -SLACK * size,
                INCONSISTENT_STATS,
                argument,
                size,
                "less than the squared sum over n, which no data can have");
        return Math.max(centredSquares, 0);
    }

    /**
     * A centred cross product that respects Cauchy and Schwarz: {@code xy² <= xx yy}, up to rounding.
     *
     * @param size the larger of the terms {@code xy} is the difference of
     * @throws StatisticsException {@code INCONSISTENT_STATS} if it is larger than the two spreads allow
     */
    public static double consistentProduct(String argument, double xy, double xx, double yy, double size) {
        double largest = Math.sqrt(xx) * Math.sqrt(yy);
        that(
                Math.abs(xy) <= largest * (1 + SLACK) + SLACK * Math.abs(size),
                INCONSISTENT_STATS,
                argument,
                xy,
                "a centred cross product beyond " + largest + ", the product of the two spreads");
        return xy;
    }
}
