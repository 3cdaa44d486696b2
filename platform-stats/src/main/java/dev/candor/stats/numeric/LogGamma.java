package dev.candor.stats.numeric;

/** What Stirling's formula leaves of the logarithm of the gamma function. */
public final class LogGamma {
    private static final double[] SERIES = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360_360, 1.0 / 156
    };

    private LogGamma() {}

    /**
     * {@code log Γ(x) - ((x - ½) log x - x + ½ log 2π)} for {@code x > 0}, accurate to 1e-16. Differences of log-gamma at
     * large arguments are formed from it without cancelling: the large terms are combined by hand.
     *
     * @see <a href="https://dlmf.nist.gov/5.11">NIST Digital Library of Mathematical Functions, 5.11</a>
     */
    public static double stirlingRemainder(double x) {
        double shifted = x;
        double remainder = 0;
        while (shifted < 10) {
            remainder += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
            shifted++;
        }
        double inverseSquare = 1 / (shifted * shifted);
        double series = 0;
        for (int i = SERIES.length - 1; i >= 0; i--) {
            series = series * inverseSquare + SERIES[i];
        }
        return remainder + series / shifted;
    }
}
