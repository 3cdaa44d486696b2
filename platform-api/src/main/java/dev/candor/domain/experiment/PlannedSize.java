package dev.candor.domain.experiment;

import static dev.candor.domain.experiment.LaunchCheck.PLANNED_SIZE;

import dev.candor.domain.experiment.LaunchChecklist.Findings;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether the visitors that come reach the plan's size in time.
 *
 * @param retentionDays how long the site keeps events: a plan that takes longer would lose its first ones
 * @param daily         visitors a day with all of the traffic, above 0; empty when nobody knows
 * @param needed        visitors that it takes to notice the smallest worthwhile lift; empty when the metric was never
 *                      measured here
 */
public record PlannedSize(
        Experiment experiment, Instant now, int retentionDays, Optional<Double> daily, Optional<Long> needed) {

    /** Beyond this, visitors who delete their ids come as new ones, and seasons change. */
    static final int LONG_DAYS = 56;

    private static final String SIZE = "/plan/maximumVisitors";

    public void check(Findings findings) {
        Long maximum = experiment.plan().maximumVisitors();
        if (maximum == null || experiment.trafficShare() == 0) {
            return; // said by other checks
        }
        if (daily.isEmpty()) {
            findings.warn(
                    PLANNED_SIZE,
                    "/plan/expectedDailyVisitors",
                    "nobody knows how many visitors come a day: say how many you expect, and it is checked whether "
                            + told(maximum) + " can be reached");
        } else {
            checkTime(maximum, daily.get() * experiment.trafficShare() / Slice.WHOLE, findings);
        }
        needed.filter(visitors -> visitors > maximum)
                .ifPresent(visitors -> findings.warn(
                        PLANNED_SIZE,
                        SIZE,
                        told(maximum) + " visitors are few: by what was measured before, it takes about "
                                + told(visitors) + " to notice the smallest worthwhile lift with the planned power"));
    }

    private void checkTime(long maximum, double aDay, Findings findings) {
        double days = maximum / aDay;
        Instant begins =
                experiment.startsAt() == null || experiment.startsAt().isBefore(now) ? now : experiment.startsAt();
        String takes = "it takes " + told((long) Math.ceil(days)) + " days at " + told(Math.round(aDay))
                + " visitors a day to reach " + told(maximum);
        if (experiment.endsAt() != null && experiment.endsAt().isAfter(begins)) {
            double available = Duration.between(begins, experiment.endsAt()).toSeconds() / 86_400.0;
            if (days > available) {
                findings.fail(
                        PLANNED_SIZE,
                        SIZE,
                        takes + ", but it ends after " + String.format(Locale.ROOT, "%.1f", available) + ": about "
                                + told((long) (aDay * available)) + " will have come");
                return;
            }
        }
        if (days > retentionDays) {
            findings.fail(
                    PLANNED_SIZE,
                    SIZE,
                    takes + ", longer than the " + retentionDays + " days that the site keeps events");
        } else if (days > LONG_DAYS) {
            findings.warn(PLANNED_SIZE, SIZE, takes + ": ids are deleted and seasons change meanwhile");
        }
    }

    private static String told(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
