package dev.candor.domain.experiment;

import dev.candor.domain.audience.Condition;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Source;
import dev.candor.domain.audience.Operator;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.metric.Margin;
import dev.candor.domain.metric.MetricRole;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sound experiment, and the changes that tests make to it. */
public final class Examples {

    public static final Condition LIKES_RUNNING =
            new Compare(Source.ATTRIBUTE, "interest", Operator.IS, List.of("running"));
    public static final Condition ON_MOBILE = new Compare(Source.CONTEXT, "device", Operator.IS, List.of("mobile"));
    public static final Margin MARGIN = new Margin(new BigDecimal("0.01"), true);
    public static final AnalysisPlan PLAN = new AnalysisPlan(Method.FIXED, 0.05, 0.8, MARGIN, 60_000L);
    public static final Experience FOR_RUNNERS = experience(LIKES_RUNNING, Map.of("en", "You told us."));

    private Examples() {}

    public static Experience experience(Condition when, Map<String, String> why) {
        return new Experience(when, new Content("{\"hero\":\"running\"}", List.of()), why);
    }

    public static Variant plain(int weight) {
        return new Variant("plain", VariantRole.PRIVACY_FIRST, weight, Content.NONE, List.of());
    }

    public static Variant personalized(int weight, Experience... experiences) {
        return new Variant("by-interest", VariantRole.PERSONALIZED, weight, Content.NONE, List.of(experiences));
    }

    public static Variant variant(String key, VariantRole role, int weight) {
        return new Variant(key, role, weight, Content.NONE, List.of());
    }

    public static MetricUse primary(String metric) {
        return new MetricUse(metric, MetricRole.PRIMARY, null);
    }

    public static MetricUse guard(String metric) {
        return new MetricUse(metric, MetricRole.GUARDRAIL, MARGIN);
    }

    /** Half and half, for everybody, and nothing wrong with it. */
    public static Experiment sound() {
        return new Experiment(
                "welcome",
                "Welcome",
                "Does it sell more?",
                "",
                UnitKind.CONSENTED_VISITOR,
                null,
                Slice.WHOLE,
                null,
                null,
                null,
                List.of(plain(5000), personalized(5000, FOR_RUNNERS)),
                List.of(primary("purchase")),
                PLAN);
    }

    public static Experiment withVariants(Variant... variants) {
        return withVariants(sound(), List.of(variants));
    }

    public static Experiment withVariants(Experiment e, List<Variant> variants) {
        return new Experiment(
                e.key(),
                e.name(),
                e.question(),
                e.hypothesis(),
                e.unit(),
                e.layer(),
                e.trafficShare(),
                e.startsAt(),
                e.endsAt(),
                e.audience(),
                variants,
                e.metrics(),
                e.plan());
    }

    public static Experiment withMetrics(List<MetricUse> metrics) {
        Experiment e = sound();
        return new Experiment(
                e.key(),
                e.name(),
                e.question(),
                e.hypothesis(),
                e.unit(),
                e.layer(),
                e.trafficShare(),
                e.startsAt(),
                e.endsAt(),
                e.audience(),
                e.variants(),
                metrics,
                e.plan());
    }

    public static Experiment withUnit(Experiment e, UnitKind unit) {
        return new Experiment(
                e.key(),
                e.name(),
                e.question(),
                e.hypothesis(),
                unit,
                e.layer(),
                e.trafficShare(),
                e.startsAt(),
                e.endsAt(),
                e.audience(),
                e.variants(),
                e.metrics(),
                e.plan());
    }

    public static Experiment withAudience(Condition audience) {
        Experiment e = sound();
        return new Experiment(
                e.key(),
                e.name(),
                e.question(),
                e.hypothesis(),
                e.unit(),
                e.layer(),
                e.trafficShare(),
                e.startsAt(),
                e.endsAt(),
                audience,
                e.variants(),
                e.metrics(),
                e.plan());
    }

    public static Experiment between(@Nullable Instant startsAt, @Nullable Instant endsAt) {
        Experiment e = sound();
        return new Experiment(
                e.key(),
                e.name(),
                e.question(),
                e.hypothesis(),
                e.unit(),
                e.layer(),
                e.trafficShare(),
                startsAt,
                endsAt,
                e.audience(),
                e.variants(),
                e.metrics(),
                e.plan());
    }

    public static Experiment withQuestionAndPlan(String question, AnalysisPlan plan) {
        Experiment e = sound();
        return new Experiment(
                e.key(),
                e.name(),
                question,
                e.hypothesis(),
                e.unit(),
                e.layer(),
                e.trafficShare(),
                e.startsAt(),
                e.endsAt(),
                e.audience(),
                e.variants(),
                e.metrics(),
                plan);
    }
}
