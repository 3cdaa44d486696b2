package dev.candor.domain.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveKindsTest {

    @Test
    void sensitiveKeysAreFoundInFourLanguages() {
        for (String key : List.of(
                "pregnant",
                "health_condition",
                "religion",
                "race",
                "political_views",
                "union_member",
                "schwangerschaft",
                "behinderung",
                "etat_de_sante",
                "is_minor")) {
            assertThat(SensitiveKinds.in(key, List.of())).as(key).isPresent();
        }
    }

    @Test
    void sensitiveValuesAreFound() {
        for (String value : List.of("Pregnancy", "妊娠", "Religiös", "santé", "Gewerkschaft", "障害者手帳")) {
            assertThat(SensitiveKinds.in("group", List.of("running", value)))
                    .as(value)
                    .isPresent();
        }
    }

    @Test
    void ordinaryThingsAreNot() {
        assertThat(SensitiveKinds.in("region", List.of("JP", "FR"))).isEmpty();
        assertThat(SensitiveKinds.in("interest", List.of("running", "trail race", "skincare", "旅行")))
                .isEmpty();
        assertThat(SensitiveKinds.in("traceable", List.of("gracefully", "Ägypten")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // GDPR, article 9
                "ethnic_origin",
                "Ethnie",
                "Hautfarbe",
                "political_opinion",
                "Parteizugehörigkeit",
                "opinion politique",
                "religion",
                "religious_belief",
                "Konfession",
                "croyance",
                "trade_union",
                "Gewerkschaft",
                "syndicat",
                "genetic_data",
                "biometric",
                "empreinte biométrique",
                "health_condition",
                "Gesundheit",
                "santé",
                "sex_life",
                "orientation sexuelle",
                "Muslim",
                "Jüdisch",
                "catholique",
                "diabetes",
                "schwanger",
                "enceinte",
                "pregnant",
                // the Japanese law: what needs special care
                "妊娠",
                "病歴",
                "健康診断の結果",
                "診療",
                "調剤",
                "人種",
                "信条",
                "社会的身分",
                "前科",
                "犯罪の被害",
                "障害",
                "少年保護",
                // California: what is sensitive
                "social_security",
                "ssn",
                "driver's license",
                "passport",
                "credit_card",
                "precise_location",
                "geolocation",
                "運転免許",
                "位置情報",
                // minors
                "minor",
                "is_minor",
                "minderjährig",
                "mineur",
                "未成年",
                "高校生",
                "under_18",
                "18歳未満"
            })
    void eachKindIsFoundInAKeyALabelOrAValue(String word) {
        assertThat(SensitiveKinds.in(word)).isPresent();
        assertThat(SensitiveKinds.in("group", List.of("A", word))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grace",
                "racecar",
                "essex",
                "middlesex",
                "region",
                "trace",
                "terrace",
                "politeness",
                "mint",
                "christmas",
                "healthy",
                "fertilizer",
                "unionjack",
                "skincare",
                "island",
                "juice",
                "hinder",
                "medium",
                "asset",
                "JP",
                "地域",
                "健やか",
                "旅行",
                "interest",
                "shoe_size",
                "language",
                "favourite_team"
            })
    void falseFriendsPass(String word) {
        assertThat(SensitiveKinds.in(word, List.of(word))).isEmpty();
    }

    @Test
    void theListCanBeReadAndEachEntryOfItIsFound() {
        SensitiveKinds.all()
                .forEach((how, words) -> assertThat(words)
                        .isNotEmpty()
                        .allSatisfy(word -> assertThat(SensitiveKinds.in(word, List.of()))
                                .as(word)
                                .isPresent()));
    }
}
