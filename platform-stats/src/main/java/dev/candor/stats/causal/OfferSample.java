package dev.candor.stats.causal;

import static dev.candor.stats.StatisticsException.Code.INCONSISTENT_STATS;

import dev.candor.stats.Require;
import dev.candor.stats.numeric.ExactSums;
import dev.candor.stats.sample.MeanSample;

/**
 * One assigned variant: everyone's outcome, how many accepted (consented, were treated), and the part of the outcome that came
 * from them. The part serves the covariance of outcome and acceptance and the means of compliers, never a mean of its own.
 *
 * @param accepted visitors who accepted, from zero to all
 * @param outcome of everyone assigned, whether they accepted or not
 * @param outcomeOfAccepted the sum of outcomes over those who accepted, finite
 */
public record OfferSample(long accepted, MeanSample outcome, double outcomeOfAccepted) {
    private static final double SLACK = 1e-12;

    public OfferSample {
        Require.count("accepted", accepted);
        Require.valid(
                accepted <= outcome.visitors(),
                "accepted",
                accepted,
                "must not exceed visitors, " + outcome.visitors());
        Require.finite("outcomeOfAccepted", outcomeOfAccepted);
    }

    /** Everyone assigned. */
    public long visitors() {
        return outcome.visitors();
    }

    /** The share who accepted. */
    public double uptake() {
        return (double) accepted / visitors();
    }

    /** Both samples together; their visitors must be disjoint. */
    public OfferSample merge(OfferSample other) {
        return new OfferSample(
                Math.addExact(accepted, other.accepted),
                outcome.merge(other.outcome),
                outcomeOfAccepted + other.outcomeOfAccepted);
    }

    /** {@code sum_yd / n}. */
    double acceptedPerVisitor() {
        return outcomeOfAccepted / visitors();
    }

    /** {@code (sum_y - sum_yd) / n}, without cancellation. */
    double refusedPerVisitor() {
        return ExactSums.sum(outcome.sum(), -outcomeOfAccepted) / visitors();
    }

    /** Variance of acceptance, divisor n - 1. */
    double varianceOfUptake() {
        return ExactSums.centredSquares(visitors(), (double) accepted, (double) accepted) / (visitors() - 1);
    }

    /** Covariance of outcome and acceptance, divisor n - 1. */
    double covariance() {
        double centred = ExactSums.centredProducts(visitors(), outcome.sum(), (double) accepted, outcomeOfAccepted);
        return centred / (visitors() - 1);
    }

    /** Throws {@code INCONSISTENT_STATS} for sums that no visitors can have. */
    void requireConsistent() {
        double size = Math.max(Math.abs(outcomeOfAccepted), Math.abs(outcome.sum()) * uptake());
        Require.consistentProduct(
                "outcomeOfAccepted", covariance(), outcome.variance(), varianceOfUptake(), size / (visitors() - 1));
        Require.that(
                accepted > 0 || outcomeOfAccepted == 0,
                INCONSISTENT_STATS,
                "outcomeOfAccepted",
                outcomeOfAccepted,
                "must be 0 when nobody accepted");
        boolean everyone = accepted == visitors();
        Require.that(
                !everyone || Math.abs(outcome.sum() - outcomeOfAccepted) <= SLACK * Math.abs(outcome.sum()),
                INCONSISTENT_STATS,
                "outcomeOfAccepted",
                outcomeOfAccepted,
                "must equal the sum of outcomes when everyone accepted");
    }
}
