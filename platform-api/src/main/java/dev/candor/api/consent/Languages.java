package dev.candor.api.consent;

import dev.candor.api.catalog.Site;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** In which language a visitor is spoken to. */
public final class Languages {

    private Languages() {}

    /** The language without its region: {@code ja} of {@code ja-JP}. */
    public static String primary(String tag) {
        int dash = tag.indexOf('-');
        return dash < 0 ? tag : tag.substring(0, dash);
    }

    /** The languages in which purposes can be said here, in order. */
    static Collection<String> of(Site site) {
        TreeSet<String> languages = new TreeSet<>(PurposeWords.LANGUAGES);
        languages.addAll(site.visitors().texts().keySet());
        return languages;
    }

    /** The language to speak to a visitor who asks for {@code wanted}: theirs, the site's, or English. */
    public static String choose(Site site, @Nullable String wanted) {
        return first(wanted, site.locale(), of(site)).orElse("en");
    }

    /** The texts to show in {@code language}: those, the site's, the English ones, or whichever there are. */
    static <T> Optional<T> texts(Map<String, T> texts, Site site, String language) {
        return first(language, site.locale(), texts.keySet())
                .or(() -> texts.keySet().stream().sorted().findFirst())
                .map(texts::get);
    }

    private static Optional<String> first(@Nullable String wanted, String own, Collection<String> there) {
        List<String> wishes = new ArrayList<>();
        if (wanted != null) {
            wishes.add(wanted);
            wishes.add(primary(wanted));
        }
        wishes.addAll(List.of(own, primary(own), "en"));
        return wishes.stream().filter(there::contains).findFirst();
    }
}
