package dev.candor.ui.experiment;

import dev.candor.domain.experiment.Change;
import dev.candor.domain.experiment.Content;
import dev.candor.domain.experiment.Experience;
import dev.candor.domain.experiment.Variant;
import dev.candor.ui.audience.AudienceReading;
import dev.candor.ui.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One arm as it was set up; {@code content} has a line for each thing that differs from the page as it is. */
public record VariantView(
        String key,
        String role,
        String roleLabel,
        String share,
        List<String> content,
        List<ExperienceView> experiences) {

    /** Content for visitors who declared something, and what they are told about it, by language. */
    public record ExperienceView(String when, List<String> content, List<WhyText> why) {}

    /** One language's text. */
    public record WhyText(String language, String text) {}

    static VariantView of(Variant variant, Words words) {
        return new VariantView(
                variant.key(),
                variant.role().code(),
                words.experiment().variantRole(variant.role().code()),
                words.formats().basisPoints(variant.weight()),
                lines(variant.content()),
                variant.experiences().stream()
                        .map(experience -> experience(experience, words))
                        .toList());
    }

    private static ExperienceView experience(Experience experience, Words words) {
        return new ExperienceView(
                new AudienceReading(words.audience()).read(experience.when()),
                lines(experience.content()),
                experience.why().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(text -> new WhyText(text.getKey(), text.getValue()))
                        .toList());
    }

    private static List<String> lines(Content content) {
        List<String> lines = new ArrayList<>();
        if (!content.payload().equals("{}")) {
            lines.add(content.payload());
        }
        content.changes().forEach(change -> lines.add(line(change)));
        return List.copyOf(lines);
    }

    private static String line(Change change) {
        return List.of(change.selector(), change.kind().code(), change.attribute(), change.value()).stream()
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }
}
