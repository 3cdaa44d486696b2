package dev.candor.api.results;

import static dev.candor.api.journeys.Candor.json;
import static dev.candor.api.journeys.Candor.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.journeys.Candor;
import dev.candor.domain.assignment.Assigner;
import dev.candor.domain.assignment.Bucketing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Visitors who meet the variant that is theirs, told by their pages. */
final class MetVariants {

    private MetVariants() {}

    /** Lets so many meet it; returns how many met each variant. */
    static Map<String, Integer> by(int visitors, KeptExperiment kept, String siteKey, String origin) {
        Map<String, Integer> met = new TreeMap<>();
        List<String> events = new ArrayList<>();
        for (int i = 0; i < visitors; i++) {
            String unit = "visitor-" + i;
            String variant = Assigner.variantAt(
                            kept.experiment(), kept.phases().get(0), Bucketing.bucket(kept.seed(), unit))
                    .key();
            met.merge(variant, 1, Integer::sum);
            events.add(text(
                    "{\"id\": \"%s\", \"type\": \"exposure\", \"experiment\": \"welcome\", \"variant\": \"%s\", \"unit\": \"%s\"}",
                    Candor.id(), variant, unit));
        }
        for (int from = 0; from < visitors; from += 100) {
            List<String> batch = events.subList(from, Math.min(from + 100, visitors));
            assertThat(json(Candor.page(origin)
                                    .body("{\"siteKey\": \"" + siteKey + "\", \"events\": [" + String.join(",", batch)
                                            + "]}")
                                    .post("/v1/events")
                                    .then()
                                    .statusCode(202))
                            .get("accepted")
                            .asInt())
                    .isEqualTo(batch.size());
        }
        return met;
    }
}
