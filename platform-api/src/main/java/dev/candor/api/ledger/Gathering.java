package dev.candor.api.ledger;

import dev.candor.domain.journey.MetricValue;
import java.math.BigInteger;
import java.util.List;

/**
 * Sums while many units are added, metric by metric: exact as {@link Totals} are, and cheap as long as products and sums fit in 64
 * bits, as those of most values do.
 */
final class Gathering {

    private long counted;
    private long quarantined;
    private final Sums[] metrics;

    Gathering(int metrics) {
        this.metrics = new Sums[metrics];
    }

    /** Adds a unit's values, or takes them out where {@code sign} is -1. */
    void add(boolean aside, List<MetricValue> values, int sign) {
        if (aside) {
            quarantined += sign;
        } else {
            counted += sign;
        }
        for (int i = 0; i < values.size(); i++) {
            MetricValue value = values.get(i);
            if (value.counted()) {
                if (metrics[i] == null) {
                    metrics[i] = new Sums();
                }
                metrics[i].add(value, sign);
            }
        }
    }

    Statistics.Visitors visitors() {
        return new Statistics.Visitors(counted, quarantined);
    }

    /** The sums of the metric at {@code position}. */
    Totals totals(int position) {
        return metrics[position] == null ? Totals.ZERO : metrics[position].totals();
    }

    int metrics() {
        return metrics.length;
    }

    private static final class Sums {
        private long units;
        private final Sum y = new Sum();
        private final Sum yy = new Sum();
        private final Sum d = new Sum();
        private final Sum dd = new Sum();
        private final Sum yd = new Sum();
        private final Sum x = new Sum();
        private final Sum xx = new Sum();
        private final Sum xy = new Sum();

        void add(MetricValue value, int sign) {
            units += sign;
            y.add(value.value(), sign);
            yy.add(value.value(), sign * value.value());
            if (value.denominator() != 0) {
                d.add(value.denominator(), sign);
                dd.add(value.denominator(), sign * value.denominator());
                yd.add(value.value(), sign * value.denominator());
            }
            if (value.covariate() != 0) {
                x.add(value.covariate(), sign);
                xx.add(value.covariate(), sign * value.covariate());
                xy.add(value.value(), sign * value.covariate());
            }
        }

        Totals totals() {
            return new Totals(
                    units, y.exact(), yy.exact(), d.exact(), dd.exact(), yd.exact(), x.exact(), xx.exact(), xy.exact());
        }
    }

    /** A sum of products; what does not fit in 64 bits is carried apart. */
    private static final class Sum {
        private long rest;
        private BigInteger carried = BigInteger.ZERO;

        void add(long one, long other) {
            long low = one * other;
            long high = Math.multiplyHigh(one, other);
            if (high != low >> 63) {
                carried = carried.add(BigInteger.valueOf(one).multiply(BigInteger.valueOf(other)));
                return;
            }
            long sum = rest + low;
            // As Math.addExact decides that it overflows.
            if (((rest ^ sum) & (low ^ sum)) < 0) {
                carried = carried.add(BigInteger.valueOf(rest));
                sum = low;
            }
            rest = sum;
        }

        BigInteger exact() {
            return carried.add(BigInteger.valueOf(rest));
        }
    }
}
