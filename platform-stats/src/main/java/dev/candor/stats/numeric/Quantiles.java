package dev.candor.stats.numeric;

/** Quantiles of a list of values, by linear interpolation: type 7 of Hyndman and Fan, the default of R and numpy. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * The value below which the given share lies: {@code x_(k) + (h - k)(x_(k+1) - x_(k))} with {@code h = (N - 1) share}.
     *
     * @param ascending at least one value, sorted
     * @param share from 0 to 1
     */
    public static double linear(double[] ascending, double share) {
        double h = (ascending.length - 1) * share;
        int k = (int) h;
        if (k >= ascending.length - 1) {
            return ascending[ascending.length - 1];
        }
        return ascending[k] + (h - k) * (ascending[k + 1] - ascending[k]);
    }
}
