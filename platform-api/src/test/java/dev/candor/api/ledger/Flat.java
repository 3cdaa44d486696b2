package dev.candor.api.ledger;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** Statistics as {@code NaiveFold} writes them. */
public final class Flat {

    private Flat() {}

    public static Map<String, BigInteger> of(PartedStatistics statistics) {
        Map<String, BigInteger> flat = new TreeMap<>();
        statistics.content().forEach((part, content) -> {
            String at = part.phase() + "|" + part.dimension() + "|" + part.value() + "|";
            content.visitors().forEach((variant, count) -> {
                flat.put(at + variant + "||counted", BigInteger.valueOf(count.counted()));
                flat.put(at + variant + "||quarantined", BigInteger.valueOf(count.quarantined()));
            });
            content.totals().forEach((cell, totals) -> {
                String of = at + cell.variant() + "|" + cell.metric() + "|";
                flat.put(of + "units", BigInteger.valueOf(totals.units()));
                flat.put(of + "y", totals.y());
                flat.put(of + "yy", totals.yy());
                flat.put(of + "d", totals.d());
                flat.put(of + "dd", totals.dd());
                flat.put(of + "yd", totals.yd());
                flat.put(of + "x", totals.x());
                flat.put(of + "xx", totals.xx());
                flat.put(of + "xy", totals.xy());
            });
        });
        flat.values().removeIf(sum -> sum.signum() == 0);
        return flat;
    }
}
