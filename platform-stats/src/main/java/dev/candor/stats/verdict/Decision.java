package dev.candor.stats.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The verdict on the experiment, and on each personalized variant by itself.
 *
 * @param verdict on the whole: with one personalized variant, the verdict on it
 * @param byVariant in the order of the evidence; empty when the data are invalid
 */
public record Decision(Verdict verdict, Map<String, Verdict> byVariant) {
    public Decision {
        byVariant = Collections.unmodifiableMap(new LinkedHashMap<>(byVariant));
    }
}
