package dev.candor.api.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.candor.api.problem.Fields;
import dev.candor.api.problem.Json;
import dev.candor.domain.Keys;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.AnalysisPlan;
import dev.candor.domain.experiment.Experience;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Exposures;
import dev.candor.domain.experiment.Method;
import dev.candor.domain.experiment.MetricUse;
import dev.candor.domain.experiment.Phase;
import dev.candor.domain.experiment.Slice;
import dev.candor.domain.experiment.Spending;
import dev.candor.domain.experiment.Variant;
import dev.candor.domain.experiment.VariantRole;
import dev.candor.domain.metric.Margin;
import dev.candor.domain.metric.MetricRole;
import dev.candor.domain.metric.TrustEvents;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Experiments as JSON: the same document in requests, in answers and in the database. */
public final class ExperimentJson {

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2}(-[A-Z]{2})?");
    private static final BigDecimal SMALLEST = new BigDecimal("0.000001");

    private ExperimentJson() {}

    /** The experiment in {@code fields}; its faults are noted there. */
    public static Experiment read(Fields fields) {
        return new Experiment(
                fields.text("key", Keys::isKey, Keys.KEY_RULE),
                fields.text("name", 200),
                fields.optionalText("question", 1000).orElse(""),
                fields.optionalText("hypothesis", 2000).orElse(""),
                fields.coded("unit", UnitKind.class),
                layer(fields),
                (int) fields.whole("trafficShare", 0, Slice.WHOLE, Slice.WHOLE),
                fields.instant("startsAt"),
                fields.instant("endsAt"),
                fields.object("audience").map(ConditionJson::read).orElse(null),
                fields.objects("variants", 20, ExperimentJson::readVariant),
                fields.objects("metrics", 50, ExperimentJson::readUse),
                readPlan(fields.object("plan")),
                fields.truth("sticky", false),
                fields.coded("exposures", Exposures.class, Exposures.AUTOMATIC));
    }

    private static @Nullable String layer(Fields fields) {
        return fields.has("layer") ? fields.text("layer", Keys::isKey, Keys.KEY_RULE) : null;
    }

    private static Variant readVariant(Fields fields) {
        return new Variant(
                fields.text("key", Keys::isKey, Keys.KEY_RULE),
                fields.coded("role", VariantRole.class),
                (int) fields.whole("weight", 1, Slice.WHOLE),
                ContentJson.read(fields),
                fields.objects("experiences", 20, ExperimentJson::readExperience));
    }

    private static Experience readExperience(Fields fields) {
        Optional<Fields> when = fields.object("when");
        if (when.isEmpty()) {
            fields.fault("when", "is needed: the rule that picks this experience");
        }
        Map<String, String> why = new LinkedHashMap<>();
        fields.object("why").ifPresent(texts -> {
            for (String language : texts.names()) {
                if (!LANGUAGE.matcher(language).matches()) {
                    texts.fault(language, "must be a language such as en or ja");
                }
                why.put(language, texts.text(language, 500));
            }
        });
        return new Experience(
                when.map(ConditionJson::read).orElse(new dev.candor.domain.audience.Condition.All(List.of())),
                ContentJson.read(fields),
                why);
    }

    private static MetricUse readUse(Fields fields) {
        String metric = fields.text("metric", Keys::isName, Keys.NAME_RULE);
        MetricRole role = fields.coded("role", MetricRole.class);
        Margin margin = readMargin(fields, "margin");
        if (margin == null && role == MetricRole.TRUST) {
            margin = TrustEvents.defaultMargin(metric).orElse(null);
        }
        return new MetricUse(metric, role, margin);
    }

    private static @Nullable Margin readMargin(Fields fields, String name) {
        Optional<Fields> margin = fields.object(name);
        if (margin.isEmpty()) {
            return null;
        }
        Fields m = margin.get();
        Optional<BigDecimal> absolute = m.decimal("absolute", SMALLEST, BigDecimal.valueOf(1_000_000));
        Optional<BigDecimal> relative = m.decimal("relative", SMALLEST, BigDecimal.TEN);
        if (m.has("absolute") == m.has("relative")) {
            m.fault("", "needs either absolute or relative");
        }
        return new Margin(absolute.or(() -> relative).orElse(BigDecimal.ONE), absolute.isEmpty());
    }

    private static AnalysisPlan readPlan(Optional<Fields> plan) {
        if (plan.isEmpty()) {
            return new AnalysisPlan(Method.FIXED, 0.05, 0.8, null, null);
        }
        Fields p = plan.get();
        Method method = p.coded("method", Method.class, Method.FIXED);
        if (method != Method.FIXED) {
            p.fault("method", "only fixed is available in this release");
        }
        return new AnalysisPlan(
                method,
                p.share("alpha", 0.05),
                p.share("power", 0.8),
                readMargin(p, "practicalEquivalence"),
                p.has("maximumVisitors") ? Long.valueOf(p.whole("maximumVisitors", 1, 10_000_000_000L)) : null,
                (int) p.whole("looks", 1, 20, 5),
                p.coded("spending", Spending.class, Spending.OBRIEN_FLEMING),
                p.truth("varianceReduction", false),
                p.has("expectedDailyVisitors")
                        ? Long.valueOf(p.whole("expectedDailyVisitors", 1, 10_000_000_000L))
                        : null);
    }

    /** The same experiment as JSON, every field written out. */
    public static ObjectNode write(Experiment experiment) {
        ObjectNode node = Json.object()
                .put("key", experiment.key())
                .put("name", experiment.name())
                .put("question", experiment.question())
                .put("hypothesis", experiment.hypothesis())
                .put("unit", experiment.unit().code())
                .put("layer", experiment.layer())
                .put("trafficShare", experiment.trafficShare())
                .put(
                        "startsAt",
                        experiment.startsAt() == null
                                ? null
                                : experiment.startsAt().toString())
                .put(
                        "endsAt",
                        experiment.endsAt() == null ? null : experiment.endsAt().toString());
        node.set("audience", experiment.audience() == null ? null : ConditionJson.write(experiment.audience()));
        ArrayNode variants = node.putArray("variants");
        experiment.variants().forEach(variant -> variants.add(writeVariant(variant)));
        ArrayNode metrics = node.putArray("metrics");
        experiment.metrics().forEach(use -> metrics.add(writeUse(use)));
        node.set("plan", writePlan(experiment.plan()));
        return node.put("sticky", experiment.sticky())
                .put("exposures", experiment.exposures().code());
    }

    /** The phases that the experiment went through: {@code [{"number", "startedAt", "weights": {"plain": 5000}}]}. */
    public static ArrayNode writePhases(KeptExperiment kept) {
        ArrayNode phases = Json.object().putArray("phases");
        List<Variant> variants = kept.experiment().variants();
        for (Phase phase : kept.phases()) {
            ObjectNode weights = phases.addObject()
                    .put("number", phase.number())
                    .put("startedAt", phase.startedAt().toString())
                    .putObject("weights");
            for (int i = 0; i < variants.size(); i++) {
                weights.put(variants.get(i).key(), phase.weights().get(i));
            }
        }
        return phases;
    }

    private static JsonNode writeVariant(Variant variant) {
        ObjectNode node = Json.object()
                .put("key", variant.key())
                .put("role", variant.role().code())
                .put("weight", variant.weight());
        ContentJson.write(node, variant.content());
        ArrayNode experiences = node.putArray("experiences");
        for (Experience experience : variant.experiences()) {
            experiences.add(writeExperience(experience));
        }
        return node;
    }

    /** One experience as JSON; the browser reads the same. */
    public static ObjectNode writeExperience(Experience experience) {
        ObjectNode node = Json.object();
        node.set("when", ConditionJson.write(experience.when()));
        ContentJson.write(node, experience.content());
        node.set("why", Json.tree(experience.why()));
        return node;
    }

    private static JsonNode writeUse(MetricUse use) {
        ObjectNode node =
                Json.object().put("metric", use.metric()).put("role", use.role().code());
        node.set("margin", writeMargin(use.margin()));
        return node;
    }

    private static JsonNode writePlan(AnalysisPlan plan) {
        ObjectNode node = Json.object()
                .put("method", plan.method().code())
                .put("alpha", plan.alpha())
                .put("power", plan.power());
        node.set("practicalEquivalence", writeMargin(plan.practicalEquivalence()));
        return node.put("maximumVisitors", plan.maximumVisitors())
                .put("looks", plan.looks())
                .put("spending", plan.spending().code())
                .put("varianceReduction", plan.varianceReduction())
                .put("expectedDailyVisitors", plan.expectedDailyVisitors());
    }

    private static @Nullable JsonNode writeMargin(@Nullable Margin margin) {
        return margin == null ? null : Json.object().put(margin.relative() ? "relative" : "absolute", margin.amount());
    }
}
