package dev.candor.ui.site;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.access.Accounts;
import dev.candor.api.access.Secrets;
import dev.candor.api.database.Database;
import dev.candor.api.database.Purges;
import dev.candor.domain.actor.Role;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** What was taken and nothing given for it, and what was deleted when, as the marketer sees it. */
@QuarkusTest
class SiteLedgerPageTest {

    @Inject
    Accounts accounts;

    @Inject
    Database database;

    @Inject
    Purges purges;

    private String page(String site, String token, String language) {
        return given().header("Authorization", "Bearer " + token)
                .header("Accept-Language", language)
                .get("/sites/" + site)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    @Test
    void takenAndNothingGivenIsSaidInBothLanguages() {
        String token = Secrets.token();
        String site = "ledger-" + Secrets.seed().substring(0, 12);
        accounts.insertToken(site, token, Role.ADMIN);
        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("{\"key\": \"" + site + "\", \"name\": \"Shop\", \"origins\": [\"https://shop.example\"]}")
                .post("/api/v1/sites")
                .then()
                .statusCode(201);
        given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body("""
                        {"type": "string", "texts": {"en": {"label": "Interest", "whyWeAsk": "To greet you.",
                         "whyYouWouldAgree": "You see less.", "whatYouGet": "A page.", "recipients": "Nobody."}}}
                        """)
                .put("/api/v1/sites/" + site + "/attributes/interest")
                .then()
                .statusCode(200);
        purges.note("receipts", 0);
        assertThat(page(site, token, "en"))
                .doesNotContain("<span class=\"badge\">taken, nothing given</span>")
                .contains("receipts ");
        database.query(handle -> handle.execute(
                "insert into attribute_use (site_id, attribute, day, what, count)"
                        + " select id, 'interest', current_date - 31, what, count from site,"
                        + " (values ('answered', 1234), ('asked', 49)) as counts (what, count) where key = ?",
                site));
        assertThat(page(site, token, "en"))
                .contains("<span class=\"badge\">taken, nothing given</span>", "1,200", "fewer than 50");
        assertThat(page(site, token, "ja")).contains("もらっただけで何も返していません", "同意の記録");
    }
}
