package dev.candor.ui.experiment;

import dev.candor.domain.experiment.Status;
import dev.candor.ui.words.ExperimentWords;
import java.util.List;

/**
 * Something that an editor may do with an experiment now.
 *
 * @param code    the last part of the address that the button posts to
 * @param style   {@code primary}, {@code danger} or {@code quiet}
 * @param confirm what to ask before; empty for nothing
 */
public record Step(String code, String label, String style, String confirm) {

    static List<Step> of(Status status, ExperimentWords words) {
        Step start = new Step("start", words.step("start"), "primary", words.confirmStart());
        Step pause = new Step("pause", words.step("pause"), "quiet", "");
        Step resume = new Step("resume", words.step("resume"), "primary", "");
        Step stop = new Step("stop", words.step("stop"), "danger", words.confirmStop());
        Step archive = new Step("archive", words.step("archive"), "quiet", "");
        return switch (status) {
            case DRAFT -> List.of(archive, start);
            case SCHEDULED -> List.of(stop);
            case RUNNING -> List.of(pause, stop);
            case PAUSED -> List.of(stop, resume);
            case STOPPED -> List.of(archive);
            case ARCHIVED -> List.of();
        };
    }
}
