package dev.candor.domain.attribute;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is never asked and never used, whoever consents: the special categories of the GDPR, the special-care items of the
 * Japanese law, what California calls sensitive, and minors. A list of words in four languages finds what is named
 * plainly; it is a guard rail, not a proof.
 */
public final class SensitiveKinds {

    /** A word that begins so, in English, German or French, without accents. */
    private static final List<String> STEMS = List.of(
            "pregnan",
            "schwanger",
            "enceinte",
            "grossesse",
            "diagnos",
            "diseas",
            "illness",
            "medical",
            "medication",
            "healthcare",
            "krank",
            "gesundheit",
            "malad",
            "sante",
            "disabilit",
            "disabled",
            "behinder",
            "handicap",
            "psychiatr",
            "psychisch",
            "addict",
            "depressi",
            "religi",
            "faith",
            "konfession",
            "weltanschau",
            "croyance",
            "ethnic",
            "ethni",
            "racial",
            "rasse",
            "immigra",
            "citizenship",
            "nationalit",
            "staatsangehor",
            "politic",
            "politisch",
            "politiqu",
            "gewerkschaft",
            "syndicat",
            "syndical",
            "sexual",
            "sexuel",
            "sexuell",
            "lesbian",
            "homosex",
            "bisex",
            "transgender",
            "criminal",
            "convict",
            "vorstraf",
            "casier",
            "genetic",
            "genetisch",
            "genetiqu",
            "biometr",
            "underage",
            "minderjahrig",
            "mineur");

    /** A whole word. */
    private static final Set<String> WORDS = Set.of(
            "health",
            "hiv",
            "aids",
            "cancer",
            "krebs",
            "gay",
            "queer",
            "union",
            "unionized",
            "minor",
            "minors",
            "ssn",
            "passport",
            "reisepass",
            "passeport");

    /** Only as (part of) a key: as a value it may be a running race. */
    private static final Set<String> KEY_WORDS = Set.of("race", "skin");

    private static final List<String> JAPANESE = List.of(
            "妊娠", "出産予定", "病歴", "病気", "疾患", "健康", "障害", "障がい", "障碍", "宗教", "信条", "信仰", "人種", "民族", "国籍", "社会的身分", "犯罪",
            "前科", "性的指向", "性自認", "同性愛", "政治", "支持政党", "労働組合", "遺伝", "生体認証", "未成年", "マイナンバー");

    private SensitiveKinds() {}

    /** The word in an attribute's key or in one of its values that makes it sensitive, if there is one. */
    public static Optional<String> in(String key, List<String> values) {
        Optional<String> ofKey = words(key).filter(KEY_WORDS::contains).findFirst();
        return ofKey.or(() -> in(key))
                .or(() -> values.stream().flatMap(value -> in(value).stream()).findFirst());
    }

    /** The sensitive word in a text, if there is one. */
    public static Optional<String> in(String text) {
        return JAPANESE.stream()
                .filter(text::contains)
                .findFirst()
                .or(() -> words(text)
                        .filter(word -> WORDS.contains(word) || STEMS.stream().anyMatch(word::startsWith))
                        .findFirst());
    }

    private static Stream<String> words(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(plain.split("[^a-z0-9]+"));
    }
}
