package dev.candor.stats.bayes;

/**
 * The probability that a wide rate lies below (or above) {@code factor * narrow + shift}, and how fast it changes with the
 * difference or the log ratio: an average over the narrow rate.
 *
 * <p>Where the shifted rate leaves (0, 1) the integrand has a corner. Mostly nothing is to be seen there; with few visitors
 * and rates near 0 or 1 there is, and then the integral ends at the corner and follows the tanh-sinh rule, which does not
 * mind what happens at an end.
 *
 * @param narrow the rate averaged over
 * @param wide the rate whose distribution is averaged
 * @param below whether P(wide < shifted) is meant, or P(wide > shifted)
 * @param factor above 0; 1 for a difference
 * @param shift between -1 and 1; 0 for a ratio
 * @param ratio whether the derivative is by the log ratio
 * @see <a href="https://doi.org/10.2977/prims/1195192451">Takahasi and Mori (1974), Publications RIMS 9, 721-741</a>
 */
record BetaShift(BetaPosterior narrow, BetaPosterior wide, boolean below, double factor, double shift, boolean ratio) {
    private static final double INVISIBLE = 1e-12;
    private static final int HALF = 80;
    private static final double REACH = 3.2;
    private static final double[] ABSCISSAS = new double[2 * HALF + 1];
    private static final double[] WEIGHTS = new double[2 * HALF + 1];

    static {
        for (int i = -HALF; i <= HALF; i++) {
            double s = REACH * i / HALF;
            double inner = Math.PI / 2 * Math.sinh(s);
            ABSCISSAS[i + HALF] = Math.tanh(inner);
            WEIGHTS[i + HALF] = REACH / HALF * Math.PI / 2 * Math.cosh(s) / Math.cosh(inner) / Math.cosh(inner);
        }
    }

    /** A probability, and its derivative by the difference or the log ratio. */
    record Reached(double probability, double density) {}

    static BetaShift ofDifference(BetaPosterior narrow, BetaPosterior wide, boolean below, double shift) {
        return new BetaShift(narrow, wide, below, 1, shift, false);
    }

    static BetaShift ofRatio(BetaPosterior narrow, BetaPosterior wide, boolean below, double factor) {
        return new BetaShift(narrow, wide, below, factor, 0, true);
    }

    Reached reached() {
        BetaGrid nodes = narrow.grid();
        BetaGrid grid = wide.grid();
        int panel = 0;
        double probability = 0;
        double density = 0;
        double nearHighCorner = 0;
        boolean inside = false;
        for (int i = 0; i < nodes.nodeMasses.length; i++) {
            double mass = nodes.nodeMasses[i];
            double rate = factor * nodes.nodeRates[i] + shift;
            double rest = 1 - rate;
            if (rate <= 0) {
                probability += below ? 0 : mass;
                continue;
            }
            if (rest <= 0) {
                if (nearHighCorner > INVISIBLE) {
                    return upToCorner();
                }
                probability += below ? mass : 0;
                continue;
            }
            double x = Math.log(rate / rest);
            panel = grid.panel(x, panel);
            double share = grid.below(x, panel);
            if (!inside && i > 0 && mass * share > INVISIBLE) {
                return upToCorner();
            }
            inside = true;
            nearHighCorner = mass * (1 - share);
            probability += mass * (below ? share : grid.above(x, panel));
            density += mass * grid.density(x, panel) * speed(rate, rest);
        }
        return new Reached(probability, density);
    }

    private Reached upToCorner() {
        BetaGrid nodes = narrow.grid();
        BetaGrid grid = wide.grid();
        boolean high = shift >= 0;
        double corner = Math.clamp(corner(), nodes.first(), nodes.last());
        double from = high ? nodes.first() : corner;
        double to = high ? corner : nodes.last();
        int nodesPanel = nodes.panel(corner, 0);
        double probability =
                high == below ? (high ? nodes.above(corner, nodesPanel) : nodes.below(corner, nodesPanel)) : 0;
        double density = 0;
        int panel = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            double x = (from + to) / 2 + (to - from) / 2 * ABSCISSAS[i];
            nodesPanel = nodes.panel(x, nodesPanel);
            double mass = (to - from) / 2 * WEIGHTS[i] * nodes.density(x, nodesPanel);
            double rate = factor / (1 + Math.exp(-x)) + shift;
            double rest = 1 - rate;
            if (rate <= 0 || rest <= 0) {
                continue;
            }
            double shifted = Math.log(rate / rest);
            panel = grid.panel(shifted, panel);
            probability += mass * (below ? grid.below(shifted, panel) : grid.above(shifted, panel));
            density += mass * grid.density(shifted, panel) * speed(rate, rest);
        }
        return new Reached(probability, density);
    }

    /** The logit of the narrow rate at which the shifted one leaves (0, 1). */
    private double corner() {
        if (ratio) {
            return -Math.log(factor - 1);
        }
        return shift > 0 ? Math.log((1 - shift) / shift) : Math.log(-shift / (1 + shift));
    }

    /** How fast the shifted logit moves with the log ratio or the difference. */
    private double speed(double rate, double rest) {
        return ratio ? 1 / rest : 1 / (rate * rest);
    }
}
