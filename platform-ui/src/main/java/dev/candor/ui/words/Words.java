package dev.candor.ui.words;

import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import java.time.ZoneId;

/** Everything a page needs to speak one language, with the times of one zone. */
public record Words(
        Formats formats,
        VerdictWords verdict,
        ResultsWords results,
        ExperimentWords experiment,
        AudienceWords audience,
        SiteWords site,
        SteeringWords steering,
        ExplainWords explain,
        TrustWords trust) {

    /** The words of {@code language}; the application must be running. */
    public static Words of(Language language, ZoneId zone) {
        return new Words(
                new Formats(language, zone, in(language, PageWords.class)::points),
                in(language, VerdictWords.class),
                in(language, ResultsWords.class),
                in(language, ExperimentWords.class),
                in(language, AudienceWords.class),
                in(language, SiteWords.class),
                in(language, SteeringWords.class),
                in(language, ExplainWords.class),
                in(language, TrustWords.class));
    }

    public Language language() {
        return formats.language();
    }

    private static <T> T in(Language language, Class<T> bundle) {
        return language == Language.ENGLISH
                ? MessageBundles.get(bundle)
                : MessageBundles.get(bundle, Localized.Literal.of(language.tag()));
    }
}
