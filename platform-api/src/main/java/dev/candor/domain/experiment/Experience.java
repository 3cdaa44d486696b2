package dev.candor.domain.experiment;

import dev.candor.domain.audience.Condition;
import java.util.Map;
import java.util.Set;

/**
 * Inside a personalized variant: content for visitors who declared something.
 *
 * @param why by language tag: what the visitor is told about the reason
 */
public record Experience(Condition when, Content content, Map<String, String> why) {
    public Experience {
        why = Map.copyOf(why);
    }

    /** The attributes that {@link #when} looks at. */
    public Set<String> attributes() {
        return Condition.attributesOf(when);
    }
}
