package dev.candor.api.ledger;

import dev.candor.domain.journey.MetricValue;
import java.math.BigInteger;

/**
 * Sums over the units of one variant for one metric, in millionths and their squares. Values may be below zero when they
 * are a difference.
 *
 * @param units how many units count
 * @param y     sum of values; {@code yy} of their squares
 * @param d     sum of denominators; {@code dd} of their squares, {@code yd} of the products with the values
 * @param x     sum of covariates; {@code xx} of their squares, {@code xy} of the products with the values
 */
public record Totals(
        long units,
        BigInteger y,
        BigInteger yy,
        BigInteger d,
        BigInteger dd,
        BigInteger yd,
        BigInteger x,
        BigInteger xx,
        BigInteger xy) {

    public static final Totals ZERO = new Totals(
            0,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO);

    /** What one unit adds. */
    public static Totals of(MetricValue value) {
        if (!value.counted()) {
            return ZERO;
        }
        BigInteger y = BigInteger.valueOf(value.value());
        BigInteger d = BigInteger.valueOf(value.denominator());
        BigInteger x = BigInteger.valueOf(value.covariate());
        return new Totals(1, y, y.multiply(y), d, d.multiply(d), y.multiply(d), x, x.multiply(x), x.multiply(y));
    }

    public Totals plus(Totals other) {
        return new Totals(
                units + other.units,
                y.add(other.y),
                yy.add(other.yy),
                d.add(other.d),
                dd.add(other.dd),
                yd.add(other.yd),
                x.add(other.x),
                xx.add(other.xx),
                xy.add(other.xy));
    }

    public Totals minus(Totals other) {
        return plus(other.negated());
    }

    /** As many units, of which none did anything. */
    public Totals ofNone() {
        BigInteger none = BigInteger.ZERO;
        return new Totals(units, none, none, none, none, none, none, none, none);
    }

    /** The same sums of a unit that was counted elsewhere. */
    Totals withoutUnits() {
        return new Totals(0, y, yy, d, dd, yd, x, xx, xy);
    }

    /** What so many units of the same value add. */
    Totals times(long count) {
        BigInteger n = BigInteger.valueOf(count);
        return new Totals(
                units * count,
                y.multiply(n),
                yy.multiply(n),
                d.multiply(n),
                dd.multiply(n),
                yd.multiply(n),
                x.multiply(n),
                xx.multiply(n),
                xy.multiply(n));
    }

    Totals negated() {
        return new Totals(
                -units,
                y.negate(),
                yy.negate(),
                d.negate(),
                dd.negate(),
                yd.negate(),
                x.negate(),
                xx.negate(),
                xy.negate());
    }
}
