package dev.candor.api.results;

import dev.candor.domain.ManyVisitors;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Figures of checks that look at parts of the visitors: exact to the last digit they would give away the counts behind them. */
final class Coarse {

    private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);

    private Coarse() {}

    /**
     * A p-value to two digits.
     *
     * @param fewest the visitors in the smallest part that it is about; null is shown for a few of them
     */
    static @Nullable Double pValue(double p, long fewest) {
        if (fewest > 0 && fewest < ManyVisitors.LEAST) {
            return null;
        }
        return new BigDecimal(p).round(TWO_DIGITS).doubleValue();
    }
}
