package dev.candor.ui.words;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A language in which the dashboard can be read. The first is the fallback. */
public enum Language {
    ENGLISH("en", "English", "d MMM uuuu", "d MMM uuuu, HH:mm z"),
    JAPANESE("ja", "日本語", "uuuu年M月d日", "uuuu年M月d日 HH:mm z");

    private final String tag;
    private final String ownName;
    private final String datePattern;
    private final String timePattern;

    Language(String tag, String ownName, String datePattern, String timePattern) {
        this.tag = tag;
        this.ownName = ownName;
        this.datePattern = datePattern;
        this.timePattern = timePattern;
    }

    /** As in {@code lang="ja"}. */
    public String tag() {
        return tag;
    }

    /** What its readers call it. */
    public String ownName() {
        return ownName;
    }

    public Locale locale() {
        return Locale.forLanguageTag(tag);
    }

    String datePattern() {
        return datePattern;
    }

    String timePattern() {
        return timePattern;
    }

    /** The language of this tag, if the dashboard speaks it. */
    public static Optional<Language> ofTag(@Nullable String tag) {
        return Arrays.stream(values())
                .filter(language -> language.tag.equals(tag))
                .findFirst();
    }

    /**
     * The best of what a browser asks for.
     *
     * @param acceptLanguage the header of that name; may be missing or nonsense
     */
    public static Language accepted(@Nullable String acceptLanguage) {
        if (acceptLanguage == null) {
            return ENGLISH;
        }
        try {
            List<Locale> spoken = Arrays.stream(values()).map(Language::locale).toList();
            Locale best = Locale.lookup(Locale.LanguageRange.parse(acceptLanguage), spoken);
            return best == null ? ENGLISH : ofTag(best.getLanguage()).orElse(ENGLISH);
        } catch (IllegalArgumentException e) {
            return ENGLISH;
        }
    }
}
