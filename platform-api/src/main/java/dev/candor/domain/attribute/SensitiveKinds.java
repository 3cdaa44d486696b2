package dev.candor.domain.attribute;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
            "mineur",
            "grossess",
            "embarazad",
            "obesit",
            "ubergewicht",
            "medizin",
            "medikament",
            "arzneimittel",
            "psychother",
            "alkoholi",
            "alcoholi",
            "alcooli",
            "abortion",
            "abtreibung",
            "avortement",
            "fertilit",
            "miscarr",
            "fehlgeburt",
            "menstrua",
            "menopaus",
            "diabet",
            "epilep",
            "autis",
            "dementia",
            "demenz",
            "demence",
            "schizophren",
            "glauben",
            "islam",
            "muslim",
            "musulman",
            "christian",
            "christlich",
            "chretien",
            "catholi",
            "katholi",
            "protestan",
            "jewish",
            "judais",
            "juif",
            "judisch",
            "hindu",
            "buddhis",
            "bouddhis",
            "atheis",
            "hautfarbe",
            "indigen",
            "autochton",
            "aborigin",
            "minorit",
            "refugee",
            "fluchtling",
            "refugie",
            "asylum",
            "parteizugehor",
            "wahlverhalt",
            "heterosex",
            "asexual",
            "transsex",
            "intersex",
            "geschlechtsident",
            "straftat",
            "strafregist",
            "condamnation",
            "felony",
            "arrest",
            "fingerprint",
            "fingerabdruck",
            "gesichtserkenn",
            "geolocali",
            "geolocation",
            "fuhrerschein",
            "jugendlich",
            "adolescen");

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

    /** Words in a row. */
    private static final List<String> PHRASES = List.of(
            "social security",
            "securite sociale",
            "driver s license",
            "drivers license",
            "driver license",
            "driving licence",
            "permis de conduire",
            "credit card",
            "carte bancaire",
            "bank account",
            "precise location",
            "sex life",
            "trade union",
            "skin color",
            "skin colour",
            "couleur de peau",
            "under 13",
            "under 16",
            "under 18",
            "unter 18",
            "moins de 18");

    private static final List<String> JAPANESE = List.of(
            "妊娠",
            "出産予定",
            "病歴",
            "病気",
            "疾患",
            "健康",
            "障害",
            "障がい",
            "障碍",
            "宗教",
            "信条",
            "信仰",
            "人種",
            "民族",
            "国籍",
            "社会的身分",
            "犯罪",
            "前科",
            "診療",
            "調剤",
            "治療",
            "服薬",
            "投薬",
            "月経",
            "うつ病",
            "癌",
            "逮捕",
            "少年保護",
            "被害者",
            "本籍",
            "被差別部落",
            "運転免許",
            "クレジットカード",
            "位置情報",
            "指紋",
            "顔認証",
            "虹彩",
            "小学生",
            "中学生",
            "高校生",
            "歳未満",
            "性的指向",
            "性自認",
            "同性愛",
            "政治",
            "支持政党",
            "労働組合",
            "遺伝",
            "生体認証",
            "未成年",
            "マイナンバー");

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
                .or(() -> phrase(text))
                .or(() -> words(text)
                        .filter(word -> WORDS.contains(word) || STEMS.stream().anyMatch(word::startsWith))
                        .findFirst());
    }

    /** What is looked for, by how: in any language that is written with letters, and in Japanese. */
    public static Map<String, List<String>> all() {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("beginnings", STEMS.stream().sorted().toList());
        all.put("words", WORDS.stream().sorted().toList());
        all.put("phrases", PHRASES.stream().sorted().toList());
        all.put("onlyInKeys", KEY_WORDS.stream().sorted().toList());
        all.put("japanese", JAPANESE);
        return all;
    }

    private static Optional<String> phrase(String text) {
        String spoken = " " + words(text).collect(Collectors.joining(" ")) + " ";
        return PHRASES.stream()
                .filter(phrase -> spoken.contains(" " + phrase + " "))
                .findFirst();
    }

    private static Stream<String> words(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(plain.split("[^a-z0-9]+"));
    }
}
