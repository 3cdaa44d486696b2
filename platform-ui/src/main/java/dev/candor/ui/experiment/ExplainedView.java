package dev.candor.ui.experiment;

import dev.candor.api.explaining.Explanations.Explained;
import dev.candor.domain.assignment.Assignment;
import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.assignment.Reason;
import dev.candor.domain.assignment.Step;
import dev.candor.ui.words.ExplainWords;
import dev.candor.ui.words.Words;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A decision as a ladder of steps, in words and with its numbers. */
public record ExplainedView(boolean supposed, boolean assigned, String sentence, List<Rung> rungs) {

    /**
     * One step.
     *
     * @param number from 1
     * @param scale  where the id stands; not shown for steps without a number
     */
    public record Rung(String number, boolean passed, String title, String text, ScaleView scale) {}

    static ExplainedView of(Explained explained, Words words) {
        Assignment outcome = explained.explanation().outcome();
        StepReading reading = new StepReading(
                outcome instanceof Assigned assigned ? assigned.variant().experiences() : List.of(), words);
        List<Step> steps = explained.explanation().steps();
        List<Rung> rungs = IntStream.range(0, steps.size())
                .mapToObj(i -> rung(i + 1, steps.get(i), reading, words))
                .toList();
        return new ExplainedView(
                explained.ground().supposed(), outcome instanceof Assigned, sentence(outcome, words.explain()), rungs);
    }

    private static Rung rung(int number, Step step, StepReading reading, Words words) {
        return new Rung(
                Integer.toString(number),
                step.passed(),
                words.explain().step(StepReading.code(step)),
                reading.read(step),
                Optional.ofNullable(ScaleView.of(step, words)).orElse(ScaleView.NONE));
    }

    private static String sentence(Assignment outcome, ExplainWords say) {
        return switch (outcome) {
            case Assigned assigned -> {
                String variant = assigned.variant().key();
                if (assigned.reason() == Reason.STICKY) {
                    yield say.keeps(variant);
                }
                yield assigned.personalized() ? say.getsPersonalized(variant) : say.gets(variant);
            }
            case Assignment.LeftOut leftOut ->
                say.leftOut(say.reason(leftOut.reason().code()));
        };
    }
}
