package dev.candor.domain.experiment;

import java.util.List;
import java.util.stream.Stream;

/**
 * One arm.
 *
 * @param weight      share of the experiment's traffic, in basis points
 * @param content     the default experience, which uses no personal data
 * @param experiences tried in this order, in a personalized variant only
 */
public record Variant(String key, VariantRole role, int weight, Content content, List<Experience> experiences) {
    public Variant {
        experiences = List.copyOf(experiences);
    }

    /** Everything that a visitor of it may meet. */
    public Stream<Content> contents() {
        return Stream.concat(Stream.of(content), experiences.stream().map(Experience::content));
    }

    /** The same with another share of the experiment's traffic. */
    public Variant withWeight(int basisPoints) {
        return new Variant(key, role, basisPoints, content, experiences);
    }
}
