package dev.candor.ui.experiment;

import dev.candor.api.catalog.Amendment;
import dev.candor.api.catalog.KeptExperiment;
import dev.candor.api.problem.Json;
import dev.candor.domain.experiment.AnalysisPlan;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.MetricUse;
import dev.candor.domain.metric.Margin;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricKind;
import dev.candor.domain.metric.TrustEvents;
import dev.candor.ui.audience.AudienceReading;
import dev.candor.ui.words.ExperimentWords;
import dev.candor.ui.words.Formats;
import dev.candor.ui.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How an experiment was set up, and what was changed since.
 *
 * @param planned when it is to begin and end; empty when nothing is planned
 * @param seal    empty before the start
 */
public record SetupView(
        String question,
        String hypothesis,
        String unit,
        String audience,
        String traffic,
        String planned,
        List<VariantView> variants,
        List<MetricLine> metrics,
        String method,
        String alpha,
        String power,
        String equivalence,
        String maximum,
        String seal,
        List<AmendmentView> amendments) {

    /** A metric's part in the experiment; {@code margin} is empty where none is asked. */
    public record MetricLine(
            String key, String name, String role, String roleLabel, String margin, String definition) {}

    /** A change after the start. */
    public record AmendmentView(String at, String actor, String what) {}

    /** @param known the site's metrics by key, for drafts, whose metrics are not sealed yet */
    static SetupView of(KeptExperiment kept, List<Amendment> amendments, Map<String, Metric> known, Words words) {
        Experiment experiment = kept.experiment();
        AnalysisPlan plan = experiment.plan();
        ExperimentWords say = words.experiment();
        Formats formats = words.formats();
        return new SetupView(
                experiment.question(),
                experiment.hypothesis(),
                say.unitKind(experiment.unit().code()),
                new AudienceReading(words.audience()).read(experiment.audience()),
                traffic(experiment, words),
                planned(experiment, words),
                experiment.variants().stream()
                        .map(variant -> VariantView.of(variant, words))
                        .toList(),
                experiment.metrics().stream()
                        .map(use -> metric(use, definition(use, kept, known), words))
                        .toList(),
                say.methodKind(plan.method().code()),
                formats.number(plan.alpha(), 2),
                formats.percent(plan.power(), 0),
                margin(
                        plan.practicalEquivalence(),
                        experiment
                                .primary()
                                .map(use -> definition(use, kept, known))
                                .orElse(null),
                        words),
                plan.maximumVisitors() == null ? say.notSet() : formats.whole(plan.maximumVisitors()),
                kept.planSha256() == null ? "" : kept.planSha256(),
                amendments.stream().map(change -> amendment(change, words)).toList());
    }

    private static String traffic(Experiment experiment, Words words) {
        String share = words.formats().basisPoints(experiment.trafficShare());
        return experiment.layer() == null
                ? words.experiment().trafficShare(share)
                : words.experiment().layerShare(share, experiment.layer());
    }

    private static String planned(Experiment experiment, Words words) {
        List<String> parts = new ArrayList<>();
        if (experiment.startsAt() != null) {
            parts.add(words.experiment().from(words.formats().dateTime(experiment.startsAt())));
        }
        if (experiment.endsAt() != null) {
            parts.add(words.experiment().until(words.formats().dateTime(experiment.endsAt())));
        }
        return String.join(" ", parts);
    }

    private static @Nullable Metric definition(MetricUse use, KeptExperiment kept, Map<String, Metric> known) {
        return kept.metrics().stream()
                .filter(metric -> metric.key().equals(use.metric()))
                .findFirst()
                .or(() -> java.util.Optional.ofNullable(known.get(use.metric())))
                .or(() -> TrustEvents.metric(use.metric()))
                .orElse(null);
    }

    private static MetricLine metric(MetricUse use, @Nullable Metric metric, Words words) {
        return new MetricLine(
                use.metric(),
                words.results().metricName(use.metric()),
                use.role().code(),
                words.results().role(use.role().code()),
                use.margin() == null ? "" : margin(use.margin(), metric, words),
                metric == null
                        ? ""
                        : words.results().kind(metric.kind().code()) + " · "
                                + words.results().direction(metric.direction().code()));
    }

    private static String margin(@Nullable Margin margin, @Nullable Metric metric, Words words) {
        if (margin == null) {
            return words.experiment().notSet();
        }
        double amount = margin.amount().doubleValue();
        if (margin.relative()) {
            return words.experiment().relativeMargin(words.formats().amount(amount * 100) + "%");
        }
        boolean share =
                metric != null && (metric.kind() == MetricKind.CONVERSION || metric.kind() == MetricKind.RETENTION);
        return share ? words.formats().points(amount) : words.formats().amount(amount);
    }

    private static AmendmentView amendment(Amendment amendment, Words words) {
        return new AmendmentView(words.formats().dateTime(amendment.at()), amendment.actor(), what(amendment, words));
    }

    private static String what(Amendment amendment, Words words) {
        var detail = Json.kept(amendment.detail());
        ExperimentWords say = words.experiment();
        return switch (amendment.what()) {
            case "trafficShare" ->
                say.trafficChanged(
                        words.formats().basisPoints(detail.path("from").asInt()),
                        words.formats().basisPoints(detail.path("to").asInt()));
            case "status" ->
                say.statusChanged(
                        say.status(detail.path("from").asText()),
                        say.status(detail.path("to").asText()));
            case "phase" ->
                words.steering()
                        .phaseBegan(
                                Integer.toString(detail.path("number").asInt()),
                                detail.path("to").properties().stream()
                                        .map(weight -> weight.getKey() + " "
                                                + words.formats()
                                                        .basisPoints(weight.getValue()
                                                                .asInt()))
                                        .collect(Collectors.joining(", ")));
            default -> amendment.what() + " " + amendment.detail();
        };
    }
}
