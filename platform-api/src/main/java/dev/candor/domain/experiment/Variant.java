package dev.candor.domain.experiment;

import java.util.List;

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

    /** The same with another share of the experiment's traffic. */
    public Variant withWeight(int basisPoints) {
        return new Variant(key, role, basisPoints, content, experiences);
    }
}
