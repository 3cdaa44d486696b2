package dev.candor.api.accounts;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.text;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.journeys.Candor;
import dev.candor.domain.actor.Role;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who may come in, and what each role may do. */
@QuarkusTest
class AccessApiTest {

    private static final String ORIGIN = "https://access.example";

    /** One call, and the role that it takes. */
    private record Call(String method, String path, String body, Role needed) {}

    private static final List<Call> CALLS = List.of(
            new Call("GET", "/sites", "", Role.VIEWER),
            new Call("GET", "/sites/access", "", Role.VIEWER),
            new Call("GET", "/sites/access/metrics", "", Role.VIEWER),
            new Call("GET", "/sites/access/attributes", "", Role.VIEWER),
            new Call("GET", "/sites/access/experiments", "", Role.VIEWER),
            new Call("GET", "/sites/access/experiments/welcome", "", Role.VIEWER),
            new Call("GET", "/sites/access/experiments/welcome/results", "", Role.VIEWER),
            new Call("GET", "/templates", "", Role.VIEWER),
            new Call("GET", "/sites/access/experiments/welcome/checklist", "", Role.VIEWER),
            new Call("POST", "/sites/access/experiments/welcome/phases", "{}", Role.EDITOR),
            new Call("PUT", "/sites/access/metrics/clicks", "{}", Role.EDITOR),
            new Call("PUT", "/sites/access/attributes/size", "{}", Role.EDITOR),
            new Call("POST", "/sites/access/experiments", "{}", Role.EDITOR),
            new Call("PUT", "/sites/access/experiments/welcome", "{}", Role.EDITOR),
            new Call("DELETE", "/sites/access/experiments/welcome", "", Role.EDITOR),
            new Call("POST", "/sites/access/experiments/welcome/start", "", Role.EDITOR),
            new Call("POST", "/sites/access/experiments/welcome/resume", "", Role.EDITOR),
            new Call("PATCH", "/sites/access/experiments/welcome/traffic", "{}", Role.EDITOR),
            new Call("POST", "/sites", "{}", Role.ADMIN),
            new Call("PATCH", "/sites/access", "{}", Role.ADMIN),
            new Call("POST", "/sites/access/keys", "", Role.ADMIN),
            new Call("GET", "/users", "", Role.ADMIN),
            new Call("POST", "/users", "{}", Role.ADMIN),
            new Call("GET", "/tokens", "", Role.ADMIN),
            new Call("POST", "/tokens", "{}", Role.ADMIN),
            new Call("GET", "/audit", "", Role.ADMIN),
            new Call("GET", "/audit/verify", "", Role.ADMIN));

    private static ValidatableResponse call(RequestSpecification as, Call call) {
        RequestSpecification request = as.contentType("application/json");
        return (call.body().isEmpty() ? request : request.body(call.body()))
                .request(call.method(), "/api/v1" + call.path())
                .then();
    }

    private static RequestSpecification bearer(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static JsonNode newToken(String name, Role role) {
        return json(admin().body(text("{\"name\": \"%s\", \"role\": \"%s\"}", name, role.code()))
                .post("/api/v1/tokens")
                .then()
                .statusCode(201));
    }

    private static void problem(ValidatableResponse response, int status) {
        response.statusCode(status).contentType("application/problem+json");
    }

    @Test
    void eachRoleMayDoWhatItIsFor() {
        Candor.shop("access", ORIGIN);
        Map<Role, String> tokens = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            tokens.put(
                    role, newToken("matrix_" + role.code(), role).get("token").asText());
        }
        for (Call call : CALLS) {
            for (Role role : Role.values()) {
                ValidatableResponse response = call(bearer(tokens.get(role)), call);
                int status = response.extract().statusCode();
                if (role.covers(call.needed())) {
                    assertThat(status).as("%s as %s", call, role).isNotIn(401, 403, 500);
                } else {
                    assertThat(status).as("%s as %s", call, role).isEqualTo(403);
                    problem(response, 403);
                }
            }
        }
    }

    @Test
    void nobodyMayDoAnything() {
        for (Call call : CALLS) {
            ValidatableResponse response = call(given(), call);
            problem(response, 401);
            assertThat(response.extract().header("WWW-Authenticate")).isEqualTo("Bearer");
            assertThat(json(response).get("type").asText()).isEqualTo("/problems/unauthenticated");
        }
    }

    @Test
    void badCredentialsAreNobodys() {
        for (String authorization : List.of(
                "Bearer wrong",
                "Bearer ",
                "Bearer",
                "bearer " + Candor.TOKEN,
                "Basic YWRtaW46YWRtaW4=",
                Candor.TOKEN)) {
            problem(
                    given().header("Authorization", authorization)
                            .get("/api/v1/sites")
                            .then(),
                    401);
        }
        problem(given().cookie("candor_session", "wrong").get("/api/v1/sites").then(), 401);
        problem(
                given().header("Authorization", "Bearer wrong")
                        .cookie("candor_session", "wrong")
                        .get("/api/v1/sites")
                        .then(),
                401);
    }

    @Test
    void siteKeysOpenNoManagement() {
        JsonNode site = Candor.site("access-keys", ORIGIN);
        for (String key : List.of("siteKey", "serverKey")) {
            problem(bearer(site.get(key).asText()).get("/api/v1/sites").then(), 401);
        }
    }

    @Test
    void tokenIsShownOnce() {
        JsonNode created = newToken("shown_once", Role.VIEWER);
        String token = created.get("token").asText();
        assertThat(token).startsWith("ct_");
        bearer(token).get("/api/v1/sites").then().statusCode(200);
        String list =
                admin().get("/api/v1/tokens").then().statusCode(200).extract().asString();
        assertThat(list).contains("shown_once").doesNotContain(token).doesNotContain("ct_");
        assertThat(admin().get("/api/v1/audit").asString()).doesNotContain(token);
    }

    @Test
    void serverKeyIsShownOnce() {
        String secret = Candor.site("access-secret", ORIGIN).get("serverKey").asText();
        assertThat(admin().get("/api/v1/sites/access-secret").asString())
                .doesNotContain(secret)
                .doesNotContain("sk_");
        assertThat(admin().get("/api/v1/audit").asString()).doesNotContain(secret);
    }

    @Test
    void passwordHasTwelveToSeventyTwoBytes() {
        assertThat(user("short_one", "x".repeat(11)).extract().statusCode()).isEqualTo(400);
        assertThat(user("twelve", "x".repeat(12)).extract().statusCode()).isEqualTo(201);
        assertThat(user("seventy_two", "x".repeat(72)).extract().statusCode()).isEqualTo(201);
        assertThat(user("long_one", "x".repeat(73)).extract().statusCode()).isEqualTo(400);
        assertThat(user("long_bytes", "é".repeat(37)).extract().statusCode()).isEqualTo(400);
        assertThat(user("twelve", "another password").extract().statusCode()).isEqualTo(409);
        assertThat(admin().get("/api/v1/users").asString()).contains("twelve").doesNotContain("xxx");
    }

    private static ValidatableResponse user(String name, String password) {
        return admin().body(text("{\"name\": \"%s\", \"password\": \"%s\", \"role\": \"viewer\"}", name, password))
                .post("/api/v1/users")
                .then();
    }

    @Test
    void unknownRoleIsRefused() {
        problem(
                admin().body("{\"name\": \"root\", \"role\": \"root\"}")
                        .post("/api/v1/tokens")
                        .then(),
                400);
        problem(admin().body("{\"name\": \"root\"}").post("/api/v1/tokens").then(), 400);
    }

    /** By its name the audit calls a token's holder, so a name is taken once, and the operator's is taken from the start. */
    @Test
    void tokensNameIsTakenOnce() {
        newToken("taken_once", Role.VIEWER);
        for (String taken : List.of("taken_once", "bootstrap")) {
            problem(
                    admin().body(text("{\"name\": \"%s\", \"role\": \"viewer\"}", taken))
                            .post("/api/v1/tokens")
                            .then(),
                    409);
        }
    }

    @Test
    void cursorOfTheAuditIsOneThatWasGiven() {
        newToken("for_the_audit", Role.VIEWER);
        for (String wrong : List.of("x", "-1", "1.5", "9999999999999999999")) {
            JsonNode refused =
                    json(admin().get("/api/v1/audit?cursor=" + wrong).then().statusCode(400));
            assertThat(refused.at("/errors/0/field").asText()).isEqualTo("cursor");
        }
        JsonNode page = json(admin().get("/api/v1/audit?cursor=2").then().statusCode(200));
        assertThat(page.at("/items/0/sequence").asLong()).isEqualTo(1);
    }

    @Test
    void wrongAddressOrMethodIsAProblemToo() {
        problem(admin().get("/api/v1/nothing-here").then(), 404);
        problem(admin().delete("/api/v1/sites").then(), 405);
        problem(given().get("/v1/nothing-here").then(), 404);
        problem(given().get("/v1/events").then(), 405);
    }

    @Test
    void theTypeOfAProblemLeadsToItsMeaning() {
        String type = json(given().get("/api/v1/sites").then().statusCode(401))
                .get("type")
                .asText();
        given().get(type)
                .then()
                .statusCode(200)
                .body("title", org.hamcrest.Matchers.equalTo("Sign in or send a token"));
        given().get("/problems/nothing-of-ours").then().statusCode(404);
    }
}
