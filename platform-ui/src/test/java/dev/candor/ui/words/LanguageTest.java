package dev.candor.ui.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.Message;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ja,en;q=0.8|JAPANESE",
                "ja-JP|JAPANESE",
                "en-GB,ja;q=0.5|ENGLISH",
                "de,ja;q=0.3|JAPANESE",
                "de|ENGLISH",
                "*|ENGLISH",
                "not a header ;;q=|ENGLISH"
            })
    void aBrowserIsAnsweredInTheBestLanguageItAsksFor(String header, Language expected) {
        assertThat(Language.accepted(header)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                PageWords.class,
                VerdictWords.class,
                ResultsWords.class,
                ExperimentWords.class,
                AudienceWords.class,
                SiteWords.class
            })
    void everyTextExistsInJapaneseAndNoneIsLeftOver(Class<?> bundle) throws IOException {
        String file = "/messages/" + bundle.getSimpleName().replace("Words", "").toLowerCase(java.util.Locale.ROOT)
                + "_ja.properties";
        Properties texts = new Properties();
        try (Reader reader = new InputStreamReader(
                Objects.requireNonNull(LanguageTest.class.getResourceAsStream(file)), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        assertThat(texts.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(bundle.getMethods())
                        .filter(method -> method.isAnnotationPresent(Message.class))
                        .map(Method::getName)
                        .toList());
        assertThat(texts.values()).doesNotContain("");
    }
}
