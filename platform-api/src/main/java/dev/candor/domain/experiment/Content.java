package dev.candor.domain.experiment;

import java.util.List;

/**
 * What a visitor meets.
 *
 * @param payload JSON text for the site's own code: an object, string, number or boolean
 * @param changes applied to the page in this order
 */
public record Content(String payload, List<Change> changes) {

    /** Nothing of its own: the page as it is. */
    public static final Content NONE = new Content("{}", List.of());

    public Content {
        changes = List.copyOf(changes);
    }
}
