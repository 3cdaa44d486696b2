package dev.candor.domain.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.domain.experiment.LaunchChecklist.Findings;
import dev.candor.domain.experiment.LaunchChecklist.Item;
import dev.candor.domain.experiment.LaunchChecklist.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example's plan ends with 60,000 visitors. */
class PlannedSizeTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private static Item check(Experiment experiment, int retentionDays, Double daily, Long needed) {
        Findings findings = new Findings();
        new PlannedSize(experiment, NOON, retentionDays, Optional.ofNullable(daily), Optional.ofNullable(needed))
                .check(findings);
        return findings.checklist().items().stream()
                .filter(item -> item.check() == LaunchCheck.PLANNED_SIZE)
                .findFirst()
                .orElseThrow();
    }

    private static Experiment endingAfter(Duration duration) {
        return Examples.between(null, NOON.plus(duration));
    }

    @Test
    void unknownTrafficIsAWarning() {
        Item item = check(Examples.sound(), 180, null, null);
        assertThat(item.outcome()).isEqualTo(Outcome.WARN);
        assertThat(item.field()).isEqualTo("/plan/expectedDailyVisitors");
    }

    @Test
    void sizeIsReachedBeforeTheEnd() {
        Duration ten = Duration.ofDays(10);
        assertThat(check(endingAfter(ten), 180, 6_000.0, null).outcome()).isEqualTo(Outcome.PASS);
        Item item = check(endingAfter(ten.minusSeconds(1)), 180, 6_000.0, null);
        assertThat(item.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(item.field()).isEqualTo("/plan/maximumVisitors");
        assertThat(item.message())
                .isEqualTo("it takes 10 days at 6,000 visitors a day to reach 60,000, but it ends after 10.0:"
                        + " about 59,999 will have come");
    }

    @Test
    void onlyTheShareOfTheTrafficComes() {
        Experiment half = endingAfter(Duration.ofDays(10)).withTrafficShare(5_000);
        assertThat(check(half, 180, 11_999.0, null).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(check(half, 180, 12_000.0, null).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void aPlannedStartShortensTheTime() {
        Experiment later = Examples.between(NOON.plus(Duration.ofDays(5)), NOON.plus(Duration.ofDays(10)));
        assertThat(check(later, 180, 11_999.0, null).outcome()).isEqualTo(Outcome.FAIL);
        assertThat(check(later, 180, 12_000.0, null).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void withoutAnEndTheEventsMustStillBeThere() {
        assertThat(check(Examples.sound(), 50, 1_200.0, null).outcome()).isEqualTo(Outcome.PASS);
        assertThat(check(Examples.sound(), 49, 1_200.0, null).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void moreThanEightWeeksIsAWarning() {
        assertThat(check(Examples.sound(), 180, 1_072.0, null).outcome()).isEqualTo(Outcome.PASS);
        assertThat(check(Examples.sound(), 180, 1_071.0, null).outcome()).isEqualTo(Outcome.WARN);
    }

    @Test
    void tooFewVisitorsForTheSmallestLiftIsAWarning() {
        assertThat(check(Examples.sound(), 180, 6_000.0, 60_000L).outcome()).isEqualTo(Outcome.PASS);
        assertThat(check(Examples.sound(), 180, 6_000.0, 60_001L).outcome()).isEqualTo(Outcome.WARN);
    }
}
