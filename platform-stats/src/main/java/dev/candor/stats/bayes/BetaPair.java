package dev.candor.stats.bayes;

/**
 * Two independent rates, A and B, which chance and expected loss are integrated from. Each integral is an average, over the
 * narrower of the two, of the distribution function of the wider one.
 */
final class BetaPair {
    private final BetaPosterior a;
    private final BetaPosterior b;

    BetaPair(BetaPosterior a, BetaPosterior b) {
        this.a = a;
        this.b = b;
    }

    /** P(B > A). */
    double secondBetter() {
        boolean overA = a.grid().deviation() <= b.grid().deviation();
        BetaGrid nodes = overA ? a.grid() : b.grid();
        BetaGrid other = overA ? b.grid() : a.grid();
        int panel = 0;
        double total = 0;
        for (int i = 0; i < nodes.nodeMasses.length; i++) {
            double x = nodes.nodeLogits[i];
            panel = other.panel(x, panel);
            total += nodes.nodeMasses[i] * (overA ? other.above(x, panel) : other.below(x, panel));
        }
        return Math.clamp(total, 0, 1);
    }

    /** E max(A - B, 0). The smaller of this and its counterpart is integrated; the difference of the means gives the other. */
    double excessOfFirst() {
        double lead = a.mean() - b.mean();
        return lead > 0 ? lead + smallerExcess(b, a) : smallerExcess(a, b);
    }

    /** E max(B - A, 0). */
    double excessOfSecond() {
        double lead = b.mean() - a.mean();
        return lead > 0 ? lead + smallerExcess(a, b) : smallerExcess(b, a);
    }

    /**
     * E max(first - second, 0), where the first has the smaller mean. With t a value of the narrower rate and P the wider:
     * {@code E max(P - t, 0) = (mean - t) P(P > t) + density(t) / (alpha + beta)}, the density being that of the logit.
     */
    private static double smallerExcess(BetaPosterior first, BetaPosterior second) {
        boolean overFirst = first.grid().deviation() < second.grid().deviation();
        BetaGrid nodes = overFirst ? first.grid() : second.grid();
        BetaPosterior other = overFirst ? second : first;
        BetaGrid grid = other.grid();
        int panel = 0;
        double total = 0;
        for (int i = 0; i < nodes.nodeMasses.length; i++) {
            double x = nodes.nodeLogits[i];
            panel = grid.panel(x, panel);
            double edge = grid.density(x, panel) / (other.alpha() + other.beta());
            double lead = nodes.nodeRates[i] - other.mean();
            double excess = edge + (overFirst ? lead * grid.below(x, panel) : -lead * grid.above(x, panel));
            total += nodes.nodeMasses[i] * excess;
        }
        return Math.max(0, total);
    }

    /** The value that B - A stays below with the given probability. */
    double differenceQuantile(double probability) {
        double centre = b.mean() - a.mean();
        double spread = Math.hypot(a.deviation(), b.deviation());
        boolean overA = a.deviation() <= b.deviation();
        QuantileSearch search = new QuantileSearch(-1, 1);
        return search.find(probability, centre, spread, difference -> {
            BetaShift overControl = BetaShift.ofDifference(a, b, true, difference);
            return reached(overControl, overA ? overControl : BetaShift.ofDifference(b, a, false, -difference));
        });
    }

    /** The value that log(B / A) stays below with the given probability. */
    double logRatioQuantile(double probability) {
        double relativeA = a.deviation() / a.mean();
        double relativeB = b.deviation() / b.mean();
        double centre = Math.log(b.mean() / a.mean()) + (relativeA * relativeA - relativeB * relativeB) / 2;
        double spread = Math.hypot(relativeA, relativeB);
        boolean overA = relativeA <= relativeB;
        double widest = lowestLogRate(a) + lowestLogRate(b);
        QuantileSearch search = new QuantileSearch(-widest, widest);
        return search.find(probability, centre, spread, logRatio -> {
            BetaShift overControl = BetaShift.ofRatio(a, b, true, Math.exp(logRatio));
            return reached(overControl, overA ? overControl : BetaShift.ofRatio(b, a, false, Math.exp(-logRatio)));
        });
    }

    private static BetaShift.Reached reached(BetaShift overControl, BetaShift overNarrower) {
        BetaShift.Reached exact = overNarrower.reached();
        return overControl.cornerShows() ? overControl.withReferencePanel(exact) : exact;
    }

    /** Minus the logarithm of the smallest rate laid out. */
    private static double lowestLogRate(BetaPosterior posterior) {
        double lowest = posterior.grid().first();
        return lowest < -30 ? -lowest : Math.log1p(Math.exp(-lowest));
    }
}
