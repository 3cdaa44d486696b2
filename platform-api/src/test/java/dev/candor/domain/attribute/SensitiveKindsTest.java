package dev.candor.domain.attribute;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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
}
