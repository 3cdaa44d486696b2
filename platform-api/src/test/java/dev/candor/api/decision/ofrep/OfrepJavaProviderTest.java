package dev.candor.api.decision.ofrep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.openfeature.contrib.providers.ofrep.OfrepProvider;
import dev.openfeature.contrib.providers.ofrep.OfrepProviderOptions;
import dev.openfeature.sdk.Client;
import dev.openfeature.sdk.ErrorCode;
import dev.openfeature.sdk.EvaluationContext;
import dev.openfeature.sdk.FlagEvaluationDetails;
import dev.openfeature.sdk.ImmutableContext;
import dev.openfeature.sdk.OpenFeatureAPI;
import dev.openfeature.sdk.Value;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** OpenFeature's own provider for Java, unchanged, against this server. */
@QuarkusTest
class OfrepJavaProviderTest {

    private static Client client(String domain, String key) {
        OfrepProviderOptions options = OfrepProviderOptions.builder()
                .baseUrl("http://localhost:" + RestAssured.port)
                .headers(ImmutableMap.of("Authorization", ImmutableList.of("Bearer " + key)))
                .build();
        OpenFeatureAPI.getInstance().setProviderAndWait(domain, OfrepProvider.constructProvider(options));
        return OpenFeatureAPI.getInstance().getClient(domain);
    }

    private static EvaluationContext someone(String user) {
        return new ImmutableContext(user, Map.of("measurement", new Value("granted")));
    }

    @AfterEach
    void close() {
        OpenFeatureAPI.getInstance().shutdown();
    }

    @Test
    void flagsOfEveryTypeAreEvaluated() {
        JsonNode site = FlagShop.open("ofrep-java");
        Client client = client("types", site.get("serverKey").asText());
        Set<String> variants = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            EvaluationContext someone = someone("user " + i);
            FlagEvaluationDetails<Boolean> details = client.getBooleanDetails("switch", false, someone);
            variants.add(details.getVariant());
            assertThat(details.getErrorCode()).isNull();
            assertThat(details.getReason()).isEqualTo("SPLIT");
            assertThat(details.getValue()).isEqualTo("on".equals(details.getVariant()));
            assertThat(details.getFlagMetadata().getString("reason")).isEqualTo("assigned");
            assertThat(client.getStringValue("words", "?", someone)).isIn("plain", "bright");
            assertThat(client.getIntegerValue("number", 0, someone)).isIn(3, 4);
            assertThat(client.getDoubleValue("share", 0.0, someone)).isIn(0.25, 0.75);
            assertThat(client.getObjectValue("page", new Value(), someone)
                            .asStructure()
                            .getValue("hero")
                            .asString())
                    .isIn("plain", "bright");
        }
        assertThat(variants).containsExactlyInAnyOrder("on", "off");
    }

    @Test
    void whoHasNotAgreedGetsTheControlsValue() {
        Client client = client(
                "consent", FlagShop.open("ofrep-java-consent").get("serverKey").asText());
        FlagEvaluationDetails<String> details = client.getStringDetails("words", "?", new ImmutableContext("anna"));
        assertThat(details.getValue()).isEqualTo("plain");
        assertThat(details.getReason()).isEqualTo("DEFAULT");
        assertThat(details.getVariant()).isNull();
        assertThat(details.getFlagMetadata().getString("reason")).isEqualTo("consent_required");
    }

    @Test
    void errorsAreToldApart() {
        Client client = client(
                "errors", FlagShop.open("ofrep-java-errors").get("serverKey").asText());
        FlagEvaluationDetails<Boolean> unknown = client.getBooleanDetails("unheard-of", true, someone("anna"));
        assertThat(unknown.getErrorCode()).isEqualTo(ErrorCode.FLAG_NOT_FOUND);
        assertThat(unknown.getValue()).isTrue();
        assertThat(client.getBooleanDetails("words", true, someone("anna")).getErrorCode())
                .isEqualTo(ErrorCode.TYPE_MISMATCH);
        // The provider knows one code for every 400.
        assertThat(client.getBooleanDetails("switch", true).getErrorCode()).isEqualTo(ErrorCode.INVALID_CONTEXT);
        assertThat(client("stranger", "sk_unheard_of")
                        .getBooleanDetails("switch", true, someone("anna"))
                        .getErrorCode())
                .isEqualTo(ErrorCode.GENERAL);
    }
}
