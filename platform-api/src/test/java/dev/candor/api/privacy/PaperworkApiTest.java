package dev.candor.api.privacy;

import static dev.candor.api.journeys.Candor.admin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PaperworkApiTest {

    private static String get(String path) {
        return admin().get("/api/v1/sites/" + path)
                .then()
                .statusCode(200)
                .contentType("text/markdown")
                .extract()
                .asString();
    }

    @Test
    void aNewAttributeMakesTheNoticeAndTheRecordDiffer() {
        Candor.vocabulary("paper-new", "https://paper.example");
        String notice = get("paper-new/paperwork/notice");
        String record = get("paper-new/paperwork/record");
        assertThat(notice).contains("interest", "Draft for a lawyer").doesNotContain("shoe_size");
        Candor.attribute("paper-new", "shoe_size");
        assertThat(get("paper-new/paperwork/notice")).isNotEqualTo(notice).contains("shoe_size");
        assertThat(get("paper-new/paperwork/record")).isNotEqualTo(record).contains("shoe_size");
    }

    @Test
    void bothLanguagesSayThatTheyAreDrafts() {
        Candor.shop("paper-languages", "https://paper.example");
        for (String path : List.of(
                "paper-languages/paperwork/notice",
                "paper-languages/paperwork/record",
                "paper-languages/experiments/welcome/paperwork/dpia")) {
            assertThat(get(path)).contains("Draft for a lawyer");
            assertThat(get(path + "?lang=ja")).contains("弁護士の確認用の草案").doesNotContain("Draft for");
        }
        admin().get("/api/v1/sites/paper-languages/paperwork/notice?lang=de")
                .then()
                .statusCode(400);
        admin().get("/api/v1/sites/paper-nobody/paperwork/notice").then().statusCode(404);
        admin().get("/api/v1/sites/paper-languages/experiments/none/paperwork/dpia")
                .then()
                .statusCode(404);
    }

    @Test
    void theScreeningNamesWhatIsUsedAndTheRecordWhatRuns() {
        Candor.shop("paper-used", "https://paper.example");
        assertThat(get("paper-used/experiments/welcome/paperwork/dpia"))
                .contains("by declared attributes: interest", "No criterion of high risk");
        assertThat(get("paper-used/paperwork/record")).contains("`welcome`");
    }
}
