package dev.candor.domain.experiment;

import dev.candor.domain.Fault;
import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.audience.OperandTypes;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.metric.MetricRole;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What must be true of any draft; what must be true besides of one that is to start stands in {@link LaunchRules}. */
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
}
