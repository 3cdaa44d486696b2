package dev.candor.stats.bayes;

import dev.candor.stats.numeric.GaussLegendre;

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
    private static final double NEGLIGIBLE_DENSITY = 1e-10;

    /** A distribution that starts with this power of the rate, or a higher one, has no corner to speak of. */
    private static final double SMOOTH = 12;

    private static final GaussLegendre PANEL = new GaussLegendre(16);
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

    /**
     * Whether the corner shows when averaging over this rate: the rate may lie there, and the other one's distribution is
     * not yet flat.
     */
    boolean cornerShows() {
        boolean high = ratio ? factor > 1 : shift > 0;
        boolean low = !ratio && shift < 0;
        double smoothness = high ? wide.beta() : wide.alpha();
        if (!(high || low) || smoothness > SMOOTH) {
            return false;
        }
        BetaGrid nodes = narrow.grid();
        double corner = corner();
        return nodes.density(corner, nodes.panel(corner, 0)) > NEGLIGIBLE_DENSITY;
    }

    /**
     * The same with the corner inside one of the panels that the reference answers were computed with: 400 panels of
     * sixteen Gauss-Legendre points from {@code mode - max(13 sd, 6 sd + 50 / alpha)} to
     * {@code mode + max(13 sd, 6 sd + 50 / beta)} on the logit scale. The panel with the corner is off by up to 1e-5 of
     * probability, so that without any data the upper end of the lift is 18.9995 rather than 19; the rest is exact.
     */
    Reached alongReferencePanels() {
        BetaGrid nodes = narrow.grid();
        double deviation = Math.sqrt(1 / narrow.alpha() + 1 / narrow.beta());
        double left = Math.max(13 * deviation, 6 * deviation + 50 / narrow.alpha());
        double right = Math.max(13 * deviation, 6 * deviation + 50 / narrow.beta());
        double width = (left + right) / 400;
        double lowest = Math.log(narrow.alpha() / narrow.beta()) - left;
        double start = lowest + Math.floor((corner() - lowest) / width) * width;
        double end = start + width;
        Sum sum = new Sum();
        for (int i = 0; i < PANEL.size(); i++) {
            sum.add(PANEL.point(i, start, end), PANEL.weight(i, width));
        }
        boolean high = shift >= 0;
        sum.addSmooth(high ? nodes.first() : end, high ? start : nodes.last());
        return sum.reached(high ? end : start);
    }

    private Reached upToCorner() {
        BetaGrid nodes = narrow.grid();
        double corner = Math.clamp(corner(), nodes.first(), nodes.last());
        boolean high = shift >= 0;
        Sum sum = new Sum();
        sum.addSmooth(high ? nodes.first() : corner, high ? corner : nodes.last());
        return sum.reached(corner);
    }

    /** What has been added up of the integral so far. */
    private final class Sum {
        private double probability;
        private double density;
        private int nodesPanel;
        private int widePanel;

        /** One point of a rule: a logit of the narrow rate, and its weight. */
        void add(double x, double weight) {
            nodesPanel = narrow.grid().panel(x, nodesPanel);
            double mass = weight * narrow.grid().density(x, nodesPanel);
            double rate = factor / (1 + Math.exp(-x)) + shift;
            double rest = 1 - rate;
            if (rate <= 0 || rest <= 0) {
                probability += (rest <= 0) == below ? mass : 0;
                return;
            }
            double shifted = Math.log(rate / rest);
            widePanel = wide.grid().panel(shifted, widePanel);
            probability += mass
                    * (below
                            ? wide.grid().below(shifted, widePanel)
                            : wide.grid().above(shifted, widePanel));
            density += mass * wide.grid().density(shifted, widePanel) * speed(rate, rest);
        }

        /** The integral over a range without a corner inside. */
        void addSmooth(double from, double to) {
            for (int i = 0; i < WEIGHTS.length && to > from; i++) {
                add((from + to) / 2 + (to - from) / 2 * ABSCISSAS[i], (to - from) / 2 * WEIGHTS[i]);
            }
        }

        /** The sum, and all the mass that lies beyond the edge, where the shifted rate is not between 0 and 1. */
        Reached reached(double edge) {
            BetaGrid nodes = narrow.grid();
            boolean high = shift >= 0;
            int panel = nodes.panel(edge, 0);
            double beyond = high ? nodes.above(edge, panel) : nodes.below(edge, panel);
            return new Reached(probability + (high == below ? beyond : 0), density);
        }
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
