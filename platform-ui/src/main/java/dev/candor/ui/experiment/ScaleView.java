package dev.candor.ui.experiment;

import dev.candor.domain.assignment.Bucketing;
import dev.candor.domain.assignment.Step;
import dev.candor.ui.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where an id stands among all, drawn on a line of 400 units.
 *
 * @param bucket in words; empty for a step without a number
 * @param at     the id's place
 * @param parts  the stretches of the line that matter
 */
public record ScaleView(String bucket, String at, List<Part> parts) {

    /** A stretch of the line; {@code own} when the id lies in it. */
    public record Part(String from, String width, boolean own, boolean odd) {}

    static final ScaleView NONE = new ScaleView("", "", List.of());

    private static final double WIDTH = 400;

    public boolean shown() {
        return !bucket.isEmpty();
    }

    static @Nullable ScaleView of(Step step, Words words) {
        return switch (step) {
            case Step.Holdout holdout -> scale(holdout.bucket(), List.of(0L, holdout.below()), words);
            case Step.Layer layer -> scale(layer.bucket(), List.of(), words);
            case Step.Traffic traffic -> scale(traffic.bucket(), List.of(traffic.from(), traffic.to()), words);
            case Step.Drawn drawn -> {
                List<Long> ends = new ArrayList<>(List.of(0L));
                ends.addAll(drawn.below());
                yield scale(drawn.bucket(), ends, words);
            }
            default -> null;
        };
    }

    private static ScaleView scale(long bucket, List<Long> ends, Words words) {
        List<Part> parts = new ArrayList<>();
        for (int i = 1; i < ends.size(); i++) {
            long from = ends.get(i - 1);
            long to = ends.get(i);
            if (to > from) {
                parts.add(new Part(place(from), place(to - from), bucket >= from && bucket < to, i % 2 == 0));
            }
        }
        return new ScaleView(words.explain().bucket(words.formats().whole(bucket)), place(bucket), parts);
    }

    private static String place(long bucket) {
        return String.format(Locale.ROOT, "%.2f", WIDTH * bucket / Bucketing.ALL);
    }
}
