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

    /** A distribution that starts with a higher power of the rate than this has no corner to speak of. */
    private static final double SMOOTH = 100;

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
                    return upToCorner(nodes.first(), nodes.last());
                }
                probability += below ? mass : 0;
                continue;
            }
            double x = Math.log(rate / rest);
            panel = grid.panel(x, panel);
            double share = grid.below(x, panel);
            if (!inside && i > 0 && mass * share > INVISIBLE) {
                return upToCorner(nodes.first(), nodes.last());
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
     * {@code mode + max(13 sd, 6 sd + 50 / beta)} on the logit scale. The panel with the corner is off: mostly by less than
     * 1e-5 of probability, so that without any data the upper end of the lift is 18.9995 rather than 19; by up to 1e-3 where
     * nobody converts in one variant and everybody in the other. Whoever prefers the exact value returns {@code exact}.
     *
     * @param exact what the integral is without these panels
     */
    Reached withReferencePanel(Reached exact) {
        double deviation = narrow.grid().deviation();
        double left = Math.max(13 * deviation, 6 * deviation + 50 / narrow.alpha());
        double right = Math.max(13 * deviation, 6 * deviation + 50 / narrow.beta());
        double width = (left + right) / 400;
        double lowest = Math.log(narrow.alpha() / narrow.beta()) - left;
        double start = lowest + Math.floor((corner() - lowest) / width) * width;
        Sum panel = new Sum();
        for (int i = 0; i < PANEL.size(); i++) {
            panel.add(PANEL.point(i, start, start + width), PANEL.weight(i, width));
        }
        double exactPanel = upToCorner(start, start + width).probability();
        return new Reached(exact.probability() + panel.probability - exactPanel, exact.density());
    }

    /** The integral over a range that the corner lies in: up to it by the tanh-sinh rule, beyond it the mass alone. */
    private Reached upToCorner(double from, double to) {
        BetaGrid nodes = narrow.grid();
        double corner = Math.clamp(corner(), from, to);
        int atCorner = nodes.panel(corner, 0);
        boolean high = shift >= 0;
        double beyond = high
                ? nodes.above(corner, atCorner) - nodes.above(to, nodes.panel(to, atCorner))
                : nodes.below(corner, atCorner) - nodes.below(from, nodes.panel(from, atCorner));
        Sum sum = new Sum();
        sum.addSmooth(high ? from : corner, high ? corner : to);
        return new Reached(sum.probability + (high == below ? beyond : 0), sum.density);
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

        /** The integral over a range without a corner inside, in pieces that the density does not change much in. */
        void addSmooth(double from, double to) {
            int pieces = (int) Math.ceil((to - from) / (8 * narrow.grid().scale()));
            double half = (to - from) / pieces / 2;
            for (int piece = 0; piece < pieces; piece++) {
                double middle = from + (2 * piece + 1) * half;
                for (int i = 0; i < WEIGHTS.length; i++) {
                    add(middle + half * ABSCISSAS[i], half * WEIGHTS[i]);
                }
            }
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
