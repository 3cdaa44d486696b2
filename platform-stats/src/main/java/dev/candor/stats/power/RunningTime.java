package dev.candor.stats.power;

import dev.candor.stats.Require;

/**
 * How long an experiment must run.
 *
 * @param days whole days until the last visitor needed has come
 */
public record RunningTime(long days) {
    private static final int WEEK = 7;

    public RunningTime {
        Require.count("days", days);
    }

    /**
     * From the visitors needed and the visitors that come.
     *
     * @param size what each variant needs
     * @param treatments how many treatments there are, at least 1
     * @param dailyVisitors eligible new visitors a day, above 0
     * @param trafficShare the share of them that enters the experiment, above 0, at most 1
     */
    public static RunningTime of(SampleSize size, int treatments, double dailyVisitors, double trafficShare) {
        Require.valid(treatments >= 1, "treatments", treatments, "must be at least 1");
        Require.positive("dailyVisitors", dailyVisitors);
        Require.positive("trafficShare", trafficShare);
        Require.closedUnit("trafficShare", trafficShare);
        double days = size.total(treatments) / (dailyVisitors * trafficShare);
        return new RunningTime((long) Math.ceil(days * (1 - 1e-12)));
    }

    /** The days rounded up to whole weeks, so that every day of the week counts alike. */
    public long wholeWeeks() {
        return Math.ceilDiv(days, WEEK);
    }
}
