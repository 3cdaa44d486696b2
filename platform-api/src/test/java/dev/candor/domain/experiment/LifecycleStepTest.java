package dev.candor.domain.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifecycleStepTest {

    @Test
    void whatIsPossibleInEachStatus() {
        Map<Status, List<String>> possible = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            possible.put(
                    status,
                    LifecycleStep.possibleIn(status).stream()
                            .map(LifecycleStep::code)
                            .toList());
        }
        assertThat(possible)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Status.DRAFT, List.of("edit", "delete", "start", "archive"),
                        Status.SCHEDULED, List.of("ramp", "stop"),
                        Status.RUNNING, List.of("pause", "ramp", "newPhase", "stop"),
                        Status.PAUSED, List.of("resume", "ramp", "newPhase", "stop"),
                        Status.STOPPED, List.of("archive"),
                        Status.ARCHIVED, List.of()));
    }

    @Test
    void refusalNamesTheStatusWhatIsNeededAndWhatIsPossible() {
        assertThat(LifecycleStep.PAUSE.refusal(Status.STOPPED))
                .isEqualTo("the experiment is stopped and cannot be paused: it must be running; possible now: archive");
        assertThat(LifecycleStep.ARCHIVE.refusal(Status.ARCHIVED))
                .isEqualTo("the experiment is archived and cannot be archived: it must be draft or stopped;"
                        + " possible now: nothing");
    }
}
