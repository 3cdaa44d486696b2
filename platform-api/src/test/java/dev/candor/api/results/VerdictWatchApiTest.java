package dev.candor.api.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.database.Database;
import dev.candor.api.folding.Shop;
import dev.candor.api.journeys.Candor;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each change of a verdict stands in the audit once, whoever looks and however often. */
@QuarkusTest
class VerdictWatchApiTest {

    private static final String ORIGIN = "https://watch.example";

    @Inject
    VerdictWatch watch;

    @Inject
    SiteCatalog sites;

    @Inject
    ExperimentCatalog experiments;

    @Inject
    ResultsService results;

    @Inject
    Database database;

    private List<String> noted(String site) {
        return database.query(handle -> handle.createQuery(
                        "select concat_ws(' > ', detail::jsonb ->> 'from', detail::jsonb ->> 'to') as step from audit"
                                + " where action = 'verdict.changed' and subject = :subject order by sequence")
                .bind("subject", site + "/welcome")
                .map((row, context) -> row.getString("step"))
                .list());
    }

    @Test
    void eachChangeIsNotedOnce() throws InterruptedException {
        String site = "verdict-watch";
        String siteKey = Candor.shop(site, ORIGIN).get("siteKey").asText();
        KeptExperiment kept =
                experiments.find(sites.find(site).orElseThrow().id(), "welcome").orElseThrow();
        MetVariants.by(60, kept, siteKey, ORIGIN);
        Shop.await(() -> results.analyse(site, "welcome").visitors() == 60);
        watch.look(kept.id());
        watch.look(kept.id());
        assertThat(noted(site)).containsExactly("keep_collecting");
        // A signal that nobody can attribute, of the metric that guards the plan.
        Candor.page(ORIGIN)
                .body(Candor.text(
                        "{\"siteKey\": \"%s\", \"events\": [{\"id\": \"%s\", \"type\": \"trust\", \"name\": \"feedback_negative\"}]}",
                        siteKey, Candor.id()))
                .post("/v1/events")
                .then()
                .statusCode(202);
        Shop.await(() -> health(site).equals("fail"));
        watch.look(kept.id());
        watch.look(kept.id());
        assertThat(noted(site)).containsExactly("keep_collecting", "keep_collecting > invalid");
        watch.look(-1);
        assertThat(noted(site)).as("an experiment that is gone").hasSize(2);
    }

    private String health(String site) {
        return results.analyse(site, "welcome").health().stream()
                .filter(check -> check.check().equals(Unattributed.CHECK))
                .findFirst()
                .orElseThrow()
                .status();
    }
}
