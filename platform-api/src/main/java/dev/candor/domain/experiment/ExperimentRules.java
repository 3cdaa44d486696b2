package dev.candor.domain.experiment;

import dev.candor.domain.Fault;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.Provenance;
import dev.candor.domain.audience.OperandTypes;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.MetricRole;
import dev.candor.domain.metric.TrustEvents;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must be true of an experiment: of any draft, and besides of one that is to start. */
public final class ExperimentRules {

    /** A plan guards at most so many metrics. */
    public static final int MAX_GUARDS = 4;

    /** An experiment has at most so many variants. */
    public static final int MAX_VARIANTS = 10;

    /** An experiment has at most so many metrics. */
    public static final int MAX_METRICS = 40;

    private ExperimentRules() {}

    /** Everything that is wrong with a draft, whatever the site has defined. */
    public static List<Fault> ofDraft(Experiment experiment) {
        List<Fault> faults = new ArrayList<>();
        checkVariants(experiment, faults);
        checkMetrics(experiment, faults);
        if (experiment.sticky() && experiment.unit() == UnitKind.DAILY_VISITOR) {
            faults.add(new Fault("/sticky", "is for units that last: nothing is kept of a daily_visitor"));
        }
        if (experiment.startsAt() != null
                && experiment.endsAt() != null
                && !experiment.endsAt().isAfter(experiment.startsAt())) {
            faults.add(new Fault("/endsAt", "must be after startsAt"));
        }
        return faults;
    }

    /**
     * Everything that is wrong with a draft of a site.
     *
     * @param attributes the site's attributes by key
     * @param hosts      where its redirects may lead
     */
    public static List<Fault> ofDraft(Experiment experiment, Map<String, Attribute> attributes, List<String> hosts) {
        List<Fault> faults = ofDraft(experiment);
        faults.addAll(Redirects.faults(experiment, hosts));
        checkOperands(experiment, attributes, faults);
        return faults;
    }

    private static void checkOperands(Experiment experiment, Map<String, Attribute> attributes, List<Fault> faults) {
        if (experiment.audience() != null) {
            OperandTypes.faults(experiment.audience(), attributes)
                    .forEach(fault -> faults.add(fault.below("/audience")));
        }
        for (int v = 0; v < experiment.variants().size(); v++) {
            List<Experience> experiences = experiment.variants().get(v).experiences();
            for (int e = 0; e < experiences.size(); e++) {
                String at = "/variants/" + v + "/experiences/" + e + "/when";
                OperandTypes.faults(experiences.get(e).when(), attributes)
                        .forEach(fault -> faults.add(fault.below(at)));
            }
        }
    }

    /**
     * Every reason why a draft may not start.
     *
     * @param metrics    the site's metrics by key; the ready-made trust metrics need not be among them
     * @param attributes the site's attributes by key
     * @param languages  the languages of the site, in which every visitor's text must exist
     */
    public static List<Fault> ofLaunch(
            Experiment experiment,
            Map<String, Metric> metrics,
            Map<String, Attribute> attributes,
            List<String> languages) {
        List<Fault> faults = ofDraft(experiment);
        if (experiment.question().isBlank()) {
            faults.add(new Fault("/question", "is needed: say what this experiment is to answer"));
        }
        if (experiment.variants().size() < 2) {
            faults.add(new Fault("/variants", "at least two variants are needed"));
        }
        if (experiment.trafficShare() == 0) {
            faults.add(new Fault("/trafficShare", "must be above 0, or nobody takes part"));
        }
        if (experiment.primary().isEmpty()) {
            faults.add(new Fault("/metrics", "one metric must have the role primary"));
        }
        for (int i = 0; i < experiment.metrics().size(); i++) {
            MetricUse use = experiment.metrics().get(i);
            if (!metrics.containsKey(use.metric())
                    && TrustEvents.metric(use.metric()).isEmpty()) {
                faults.add(new Fault(
                        "/metrics/" + i + "/metric",
                        "there is no metric " + use.metric() + ": define it with PUT /sites/{site}/metrics/"
                                + use.metric()));
            }
            if (use.role().guards() && use.margin() == null) {
                faults.add(
                        new Fault("/metrics/" + i + "/margin", "a " + use.role().code() + " metric needs a margin"));
            }
        }
        if (experiment.plan().practicalEquivalence() == null) {
            faults.add(new Fault("/plan/practicalEquivalence", "is needed: the smallest lift that is worth the data"));
        }
        if (experiment.plan().maximumVisitors() == null) {
            faults.add(new Fault("/plan/maximumVisitors", "is needed: the number of visitors that ends the plan"));
        }
        checkExperiences(experiment, attributes, languages, faults);
        return faults;
    }

    private static void checkVariants(Experiment experiment, List<Fault> faults) {
        List<Variant> variants = experiment.variants();
        Set<String> keys = new HashSet<>();
        int total = 0;
        int privacyFirst = 0;
        int control = 0;
        for (int i = 0; i < variants.size(); i++) {
            Variant variant = variants.get(i);
            total += variant.weight();
            privacyFirst += variant.role() == VariantRole.PRIVACY_FIRST ? 1 : 0;
            control += variant.role() == VariantRole.CONTROL ? 1 : 0;
            if (!keys.add(variant.key())) {
                faults.add(new Fault("/variants/" + i + "/key", variant.key() + " is there twice"));
            }
            if (variant.role() != VariantRole.PERSONALIZED
                    && !variant.experiences().isEmpty()) {
                faults.add(new Fault(
                        "/variants/" + i + "/experiences", "only a personalized variant may have experiences"));
            }
        }
        if (!variants.isEmpty() && total != Slice.WHOLE) {
            faults.add(new Fault("/variants", "weights add up to " + total + ", not 10000"));
        }
        if (variants.size() > MAX_VARIANTS) {
            faults.add(new Fault("/variants", "at most " + MAX_VARIANTS + " variants"));
        }
        if (privacyFirst > 1) {
            faults.add(new Fault("/variants", "at most one variant may have the role privacy_first"));
        }
        if (control > 1) {
            faults.add(new Fault("/variants", "at most one variant may have the role control"));
        }
    }

    private static void checkMetrics(Experiment experiment, List<Fault> faults) {
        List<MetricUse> metrics = experiment.metrics();
        Set<String> keys = new HashSet<>();
        for (int i = 0; i < metrics.size(); i++) {
            if (!keys.add(metrics.get(i).metric())) {
                faults.add(new Fault("/metrics/" + i + "/metric", metrics.get(i).metric() + " is there twice"));
            }
        }
        if (metrics.size() > MAX_METRICS) {
            faults.add(new Fault("/metrics", "at most " + MAX_METRICS + " metrics"));
        }
        if (metrics.stream().filter(use -> use.role() == MetricRole.PRIMARY).count() > 1) {
            faults.add(new Fault("/metrics", "only one metric may have the role primary"));
        }
        if (metrics.stream().filter(use -> use.role().guards()).count() > MAX_GUARDS) {
            faults.add(new Fault("/metrics", "at most " + MAX_GUARDS + " guardrail and trust metrics together"));
        }
    }

    private static void checkExperiences(
            Experiment experiment, Map<String, Attribute> attributes, List<String> languages, List<Fault> faults) {
        for (int v = 0; v < experiment.variants().size(); v++) {
            List<Experience> experiences = experiment.variants().get(v).experiences();
            for (int e = 0; e < experiences.size(); e++) {
                Experience experience = experiences.get(e);
                String at = "/variants/" + v + "/experiences/" + e;
                for (String language : languages) {
                    if (experience.why().getOrDefault(language, "").isBlank()) {
                        faults.add(new Fault(at + "/why/" + language, "the visitor must be told why, in " + language));
                    }
                }
                if (experience.attributes().isEmpty()) {
                    faults.add(new Fault(at + "/when", "must look at something that the visitor declared"));
                }
                for (String key : experience.attributes()) {
                    Attribute attribute = attributes.get(key);
                    if (attribute == null) {
                        faults.add(new Fault(
                                at + "/when",
                                "the attribute " + key + " is not registered: PUT /sites/{site}/attributes/" + key));
                    } else if (attribute.provenance() != Provenance.STATED) {
                        faults.add(new Fault(
                                at + "/when",
                                "the attribute " + key + " is "
                                        + attribute.provenance().code()
                                        + ": only what the visitor stated may personalize"));
                    }
                }
            }
        }
    }
}
