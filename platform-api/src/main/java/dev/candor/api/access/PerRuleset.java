package dev.candor.api.access;

import dev.candor.api.catalog.Rulesets.Compiled;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What is made once for each revision of a site's ruleset, by the first request that needs it. */
public final class PerRuleset<T> {

    private final Map<String, Made<T>> bySite = new ConcurrentHashMap<>();
    private final Function<Compiled, T> maker;

    public PerRuleset(Function<Compiled, T> maker) {
        this.maker = maker;
    }

    private record Made<T>(Compiled of, T what) {}

    /** What was made of {@code compiled}, the very one. */
    @SuppressWarnings("ReferenceEquality") // each revision is one object; to compare their contents would take long
    public T of(Compiled compiled) {
        Made<T> made = bySite.get(compiled.site().siteKey());
        if (made == null || made.of() != compiled) {
            made = new Made<>(compiled, maker.apply(compiled));
            bySite.put(compiled.site().siteKey(), made);
        }
        return made.what();
    }
}
