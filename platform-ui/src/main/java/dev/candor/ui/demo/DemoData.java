package dev.candor.ui.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.authoring.Experiments;
import dev.candor.api.authoring.ImportedCounts;
import dev.candor.api.authoring.Imports;
import dev.candor.api.authoring.Lifecycle;
import dev.candor.api.authoring.SiteDraft;
import dev.candor.api.authoring.Sites;
import dev.candor.api.catalog.AttributeJson;
import dev.candor.api.catalog.ExperimentJson;
import dev.candor.api.catalog.MetricJson;
import dev.candor.api.database.DatabaseReady;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.actor.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * With {@code candor.demo=true}: a site of published experiments, and a shop with a live one. Everything goes in as it
 * would over HTTP: the same bodies, the same checks, the same services. Loaded once; what is there is left alone.
 */
@ApplicationScoped
class DemoData {

    private static final Logger LOG = Logger.getLogger(DemoData.class);
    private static final String PUBLISHED = "published";

    private final boolean wanted;
    private final int port;
    private final Sites sites;
    private final Experiments experiments;
    private final Lifecycle lifecycle;
    private final Imports imports;

    DemoData(
            @ConfigProperty(name = "candor.demo", defaultValue = "false") boolean wanted,
            @ConfigProperty(name = "quarkus.http.port", defaultValue = "8080") int port,
            Sites sites,
            Experiments experiments,
            Lifecycle lifecycle,
            Imports imports) {
        this.wanted = wanted;
        this.port = port;
        this.sites = sites;
        this.experiments = experiments;
        this.lifecycle = lifecycle;
        this.imports = imports;
    }

    @Transactional
    void onReady(@Observes DatabaseReady event) {
        if (wanted && sites.all().stream().noneMatch(site -> site.key().equals(DemoSite.KEY))) {
            loadPublished();
            loadShop();
            LOG.info("the demo is loaded: the dashboard shows it, and the shop is at /demo/");
        }
    }

    private void loadPublished() {
        site(PUBLISHED, "Published experiments", List.of("https://published.example"));
        for (JsonNode body : PublishedExperiments.imports()) {
            Fields fields = Fields.of(body);
            ImportedCounts counts = ImportedCounts.read(fields);
            fields.refuse();
            imports.take(PUBLISHED, counts, Actor.SYSTEM);
        }
    }

    private void loadShop() {
        site(DemoSite.KEY, "Tamagawa Outdoor (demo)", List.of("http://localhost:" + port, "http://127.0.0.1:" + port));
        metric("purchase", "conversion");
        metric("spend", "sum");
        Fields attribute = Fields.of(interest());
        sites.putAttribute(DemoSite.KEY, AttributeJson.read("interest", attribute), Actor.SYSTEM);
        attribute.refuse();
        Fields experiment = Fields.of(welcome());
        experiments.create(DemoSite.KEY, ExperimentJson.read(experiment), Actor.SYSTEM);
        experiment.refuse();
        lifecycle.start(DemoSite.KEY, "demo-welcome", Actor.SYSTEM);
    }

    private void site(String key, String name, List<String> origins) {
        ObjectNode body = Json.object().put("key", key).put("name", name).put("locale", "en");
        body.set("origins", Json.tree(origins));
        Fields fields = Fields.of(body);
        SiteDraft draft = SiteDraft.read(fields);
        fields.refuse();
        sites.create(draft, Actor.SYSTEM);
    }

    private void metric(String key, String kind) {
        Fields fields = Fields.of(Json.object().put("kind", kind).put("event", "purchase"));
        sites.putMetric(DemoSite.KEY, MetricJson.read(key, fields), Actor.SYSTEM);
        fields.refuse();
    }

    private static ObjectNode interest() {
        ObjectNode attribute = Json.object().put("type", "enum").put("provenance", "stated");
        attribute
                .put("retentionDays", 180)
                .putArray("values")
                .add("running")
                .add("hiking")
                .add("cycling");
        ObjectNode texts = attribute.putObject("texts");
        texts.putObject("en")
                .put("label", "What do you go out for?")
                .put("whyWeAsk", "To greet you with what you like.")
                .put("whyYouWouldAgree", "You see less of what you do not need.")
                .put("whatYouGet", "A headline that fits, and nothing else changes.")
                .put("recipients", "Nobody: it stays in your browser.");
        texts.putObject("ja")
                .put("label", "何をしに出かけますか。")
                .put("whyWeAsk", "お好みに合わせてご案内するためです。")
                .put("whyYouWouldAgree", "不要なものを目にすることが減ります。")
                .put("whatYouGet", "お好みに合った見出し。ほかは変わりません。")
                .put("recipients", "どこにも渡しません。お使いのブラウザーの中だけに残ります。");
        return attribute;
    }

    private static ObjectNode welcome() {
        ObjectNode experiment = Json.object()
                .put("key", "demo-welcome")
                .put("name", "A welcome that knows what you like")
                .put("question", "Does greeting by a declared interest sell more than the plain page?")
                .put("hypothesis", "Visitors who say what they like, and see it, buy more often.")
                .put("unit", "consented_visitor");
        ArrayNode variants = experiment.putArray("variants");
        variants.addObject()
                .put("key", "plain")
                .put("role", "privacy_first")
                .put("weight", 5000)
                .putObject("payload")
                .put("hero", "plain");
        ObjectNode personalized = variants.addObject()
                .put("key", "by-interest")
                .put("role", "personalized")
                .put("weight", 5000);
        personalized.putObject("payload").put("hero", "plain");
        ArrayNode experiences = personalized.putArray("experiences");
        Greeting.ALL.forEach(greeting -> experiences.add(greeting.experience()));
        ArrayNode metrics = experiment.putArray("metrics");
        metrics.addObject().put("metric", "purchase").put("role", "primary");
        metrics.addObject().put("metric", "spend").put("role", "secondary");
        metrics.addObject()
                .put("metric", "personalization_off")
                .put("role", "trust")
                .putObject("margin")
                .put("absolute", 0.005);
        experiment
                .putObject("plan")
                .put("method", "fixed")
                .put("maximumVisitors", 60_000)
                .putObject("practicalEquivalence")
                .put("relative", 0.01);
        return experiment;
    }
}
