package dev.candor.api.folding;

import static dev.candor.api.journeys.Candor.admin;
import static dev.candor.api.journeys.Candor.json;

import com.fasterxml.jackson.databind.JsonNode;
import dev.candor.api.catalog.ExperimentCatalog;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.catalog.SiteCatalog;
import dev.candor.api.eventstore.EventStore;
import dev.candor.api.eventstore.NewEvent;
import dev.candor.api.eventstore.UnitId;
import dev.candor.api.journeys.Candor;
import dev.candor.api.ledger.Flat;
import dev.candor.api.ledger.Ledger;
import dev.candor.api.problem.Json;
import dev.candor.domain.event.Event;
import dev.candor.domain.event.Event.Exposure;
import dev.candor.domain.journey.NaiveFold;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** A site with a running experiment, for tests that put events straight into the store. */
@ApplicationScoped
public class Shop {

    private final SiteCatalog sites;
    private final ExperimentCatalog experiments;
    private final EventStore store;
    private final Ledger ledger;
    private final Records records;

    Shop(SiteCatalog sites, ExperimentCatalog experiments, EventStore store, Ledger ledger, Records records) {
        this.sites = sites;
        this.experiments = experiments;
        this.store = store;
        this.ledger = ledger;
        this.records = records;
    }

    private static final String METRICS = """
            {"bought": {"kind": "conversion", "event": "purchase", "windowHours": 24, "covariate": true},
             "purchases": {"kind": "count", "event": "purchase", "cap": 3, "covariate": true},
             "spend": {"kind": "sum", "event": "purchase", "windowHours": 48, "cap": 20, "covariate": true},
             "order": {"kind": "mean", "event": "purchase", "covariate": true},
             "per_visit": {"kind": "ratio", "event": "purchase", "denominatorEvent": "visit", "windowHours": 72},
             "came_back": {"kind": "retention", "event": "visit", "retentionDays": [1, 3], "covariate": true},
             "load": {"kind": "quantile", "event": "visit", "direction": "decrease", "windowHours": 24,
                      "quantile": 0.9},
             "feedback": {"kind": "mean", "event": "feedback"},
             "typical": {"kind": "sum", "event": "purchase", "cap": {"percentile": 95}}}
            """;

    /** Starts the experiment {@code welcome} on a new site, with every kind of metric. */
    public KeptExperiment open(String site) {
        return open(site, false);
    }

    /** The same; a sticky experiment's visitors keep what an earlier phase gave. */
    public KeptExperiment open(String site, boolean sticky) {
        Candor.site(site, "https://shop.example");
        StringBuilder uses = new StringBuilder();
        for (Map.Entry<String, JsonNode> metric : Candor.tree(METRICS).properties()) {
            admin().body(metric.getValue().toString())
                    .put("/api/v1/sites/" + site + "/metrics/" + metric.getKey())
                    .then()
                    .statusCode(200);
            uses.append(uses.isEmpty() ? "" : ", ")
                    .append(Candor.text(
                            "{\"metric\": \"%s\", \"role\": \"%s\"}",
                            metric.getKey(), uses.isEmpty() ? "primary" : "secondary"));
        }
        Candor.start(site, Candor.text("""
                {"key": "welcome", "name": "Welcome", "question": "Does it?", "hypothesis": "Yes.",
                 "unit": "consented_visitor", "sticky": %s,
                 "variants": [{"key": "plain", "role": "privacy_first", "weight": 5000},
                              {"key": "by-interest", "role": "personalized", "weight": 5000}],
                 "metrics": [%s],
                 "plan": {"method": "fixed", "practicalEquivalence": {"relative": 0.01}, "maximumVisitors": 60000}}
                """, sticky, uses));
        return kept(site);
    }

    public KeptExperiment kept(String site) {
        return experiments.find(sites.find(site).orElseThrow().id(), "welcome").orElseThrow();
    }

    /** Has snapshots taken and what is over sealed, as of a moment. */
    public void recordsAt(Instant moment) {
        records.look(moment);
    }

    /** Stores events of one unit. */
    public void store(KeptExperiment experiment, UnitId unit, List<Event> events) {
        List<NewEvent> batch = new ArrayList<>();
        for (Event event : events) {
            boolean own = event instanceof Exposure exposure
                    && exposure.experiment().equals(experiment.experiment().key());
            batch.add(new NewEvent(unit, event, Instant.now(), own ? experiment.id() : null, detail(event)));
        }
        store.append(batch);
    }

    private static String detail(Event event) {
        if (!(event instanceof Exposure exposure)) {
            return null;
        }
        var dimensions = Json.object();
        exposure.dimensions().forEach((dimension, value) -> dimensions.put(dimension.code(), value));
        return Json.text(Json.object().put("personalized", false).set("dimensions", dimensions));
    }

    /** The statistics of the experiment as they are kept. */
    public Map<String, BigInteger> kept(KeptExperiment experiment) {
        return Flat.of(ledger.statistics(experiment.id()));
    }

    /** The same as a second witness has it. */
    public static Map<String, BigInteger> expected(KeptExperiment experiment, Collection<List<Event>> units) {
        return NaiveFold.of(experiment.definition(), units);
    }

    /** Recounts and returns what came of it. */
    public static JsonNode recount(String site) throws InterruptedException {
        JsonNode job = json(admin().post("/api/v1/sites/" + site + "/experiments/welcome/recount")
                .then()
                .statusCode(202));
        String address = "/api/v1/jobs/" + job.get("id").asText();
        await(() -> !status(address).equals("running"));
        return json(admin().get(address).then().statusCode(200));
    }

    private static String status(String address) {
        return json(admin().get(address).then().statusCode(200)).get("status").asText();
    }

    public static void await(BooleanSupplier wanted) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofSeconds(60));
        while (!wanted.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("waited in vain");
            }
            Thread.sleep(20);
        }
    }
}
