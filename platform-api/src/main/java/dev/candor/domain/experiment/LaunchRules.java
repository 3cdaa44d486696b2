package dev.candor.domain.experiment;

import static dev.candor.domain.experiment.LaunchCheck.ATTRIBUTES;
import static dev.candor.domain.experiment.LaunchCheck.AUDIENCE;
import static dev.candor.domain.experiment.LaunchCheck.DEFINITION;
import static dev.candor.domain.experiment.LaunchCheck.MARGINS;
import static dev.candor.domain.experiment.LaunchCheck.MAXIMUM_VISITORS;
import static dev.candor.domain.experiment.LaunchCheck.METRICS_DEFINED;
import static dev.candor.domain.experiment.LaunchCheck.PRIMARY_METRIC;
import static dev.candor.domain.experiment.LaunchCheck.QUESTION;
import static dev.candor.domain.experiment.LaunchCheck.SCHEDULE;
import static dev.candor.domain.experiment.LaunchCheck.SENSITIVE;
import static dev.candor.domain.experiment.LaunchCheck.SMALLEST_LIFT;
import static dev.candor.domain.experiment.LaunchCheck.TRAFFIC;
import static dev.candor.domain.experiment.LaunchCheck.VARIANTS;
import static dev.candor.domain.experiment.LaunchCheck.WHY;

import dev.candor.domain.attribute.Attribute;
import dev.candor.domain.attribute.Provenance;
import dev.candor.domain.attribute.SensitiveKinds;
import dev.candor.domain.audience.Condition;
import dev.candor.domain.audience.Condition.All;
import dev.candor.domain.audience.Condition.Compare;
import dev.candor.domain.audience.Condition.Not;
import dev.candor.domain.audience.Reach;
import dev.candor.domain.consent.ConsentPolicy;
import dev.candor.domain.consent.UnitKind;
import dev.candor.domain.experiment.LaunchChecklist.Findings;
import dev.candor.domain.metric.Metric;
import dev.candor.domain.metric.TrustEvents;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** What must be true of an experiment that is to start, as far as its definition and its site's vocabulary tell. */
public final class LaunchRules {

    /** The code of the finding that a rule uses what the visitor did not state. */
    public static final String PROVENANCE = "provenance_forbidden";

    /** The code of the finding that a metric can't carry the claim that its role makes. */
    public static final String AMBIGUOUS = "metric_ambiguous";

    /** The code of the finding that a metric can't be counted for these units. */
    public static final String NOT_MEASURABLE = "not_measurable";

    private final Experiment experiment;
    private final Site site;
    private final Findings findings;

    private LaunchRules(Experiment experiment, Site site, Findings findings) {
        this.experiment = experiment;
        this.site = site;
        this.findings = findings;
    }

    /**
     * What the rules must know of the site.
     *
     * @param locale     of the site's own texts
     * @param hosts      where redirects may lead
     * @param metrics    the site's metrics by key; the ready-made trust metrics need not be among them
     * @param attributes the site's attributes by key
     * @param consent    which kind of unit needs which consent
     */
    public record Site(
            String locale,
            List<String> hosts,
            Map<String, Metric> metrics,
            Map<String, Attribute> attributes,
            ConsentPolicy consent) {

        /** A site with the consent policy of a new one. */
        public Site(String locale, List<String> hosts, Map<String, Metric> metrics, Map<String, Attribute> attributes) {
            this(locale, hosts, metrics, attributes, ConsentPolicy.DEFAULT);
        }

        /**
         * The languages in which every visitor's text must exist: the site's own, and each in which it asks for
         * something. Whoever was asked in a language is told why in it.
         */
        public List<String> languages() {
            TreeSet<String> others = new TreeSet<>();
            attributes
                    .values()
                    .forEach(attribute -> others.addAll(attribute.texts().keySet()));
            others.remove(locale);
            List<String> languages = new ArrayList<>(List.of(locale));
            languages.addAll(others);
            return languages;
        }
    }

    /** Notes every reason why {@code experiment} may not start at {@code now}. */
    public static void check(Experiment experiment, Site site, Instant now, Findings findings) {
        LaunchRules rules = new LaunchRules(experiment, site, findings);
        ExperimentRules.ofDraft(experiment, site.attributes(), site.hosts())
                .forEach(fault -> findings.fail(DEFINITION, fault.field(), fault.message()));
        rules.checkBasics(now);
        rules.checkMetrics();
        rules.checkAudience();
        rules.checkExperiences();
        new CreepyTriggers(site.attributes(), findings).look(experiment);
    }

    /** Only what must never be done to visitors: what a save says at once, before anybody thinks of the start. */
    public static void lint(Experiment experiment, Site site, Findings findings) {
        LaunchRules rules = new LaunchRules(experiment, site, findings);
        if (experiment.audience() != null) {
            rules.checkRule(experiment.audience(), "/audience");
        }
        for (int v = 0; v < experiment.variants().size(); v++) {
            List<Experience> experiences = experiment.variants().get(v).experiences();
            for (int e = 0; e < experiences.size(); e++) {
                rules.checkRule(experiences.get(e).when(), "/variants/" + v + "/experiences/" + e + "/when");
            }
        }
        new CreepyTriggers(site.attributes(), findings).look(experiment);
    }

    private void checkBasics(Instant now) {
        if (experiment.question().isBlank()) {
            findings.fail(QUESTION, "/question", "is needed: say what this experiment is to answer");
        }
        if (experiment.variants().size() < 2) {
            findings.fail(VARIANTS, "/variants", "at least two variants are needed");
        }
        if (experiment.trafficShare() == 0) {
            findings.fail(TRAFFIC, "/trafficShare", "must be above 0, or nobody takes part");
        }
        if (experiment.endsAt() != null && !experiment.endsAt().isAfter(now)) {
            findings.fail(SCHEDULE, "/endsAt", "is past: it ends before it begins");
        }
        if (experiment.startsAt() != null && !experiment.startsAt().isAfter(now)) {
            findings.warn(SCHEDULE, "/startsAt", "is past: it begins at once");
        }
        if (experiment.plan().practicalEquivalence() == null) {
            findings.fail(
                    SMALLEST_LIFT, "/plan/practicalEquivalence", "is needed: the smallest lift that is worth the data");
        }
        if (experiment.plan().maximumVisitors() == null) {
            findings.fail(
                    MAXIMUM_VISITORS, "/plan/maximumVisitors", "is needed: the number of visitors that ends the plan");
        }
    }

    private void checkMetrics() {
        if (experiment.primary().isEmpty()) {
            findings.fail(PRIMARY_METRIC, "/metrics", "one metric must have the role primary");
        }
        for (int i = 0; i < experiment.metrics().size(); i++) {
            MetricUse use = experiment.metrics().get(i);
            if (!site.metrics().containsKey(use.metric())
                    && TrustEvents.metric(use.metric()).isEmpty()) {
                findings.fail(
                        METRICS_DEFINED,
                        "/metrics/" + i + "/metric",
                        "there is no metric " + use.metric() + ": define it with PUT /sites/{site}/metrics/"
                                + use.metric());
            }
            checkMemory(use, "/metrics/" + i + "/metric");
            if (use.role().guards() && TrustEvents.isAmbiguous(use.metric())) {
                findings.fail(
                        MARGINS,
                        AMBIGUOUS,
                        "/metrics/" + i + "/role",
                        use.metric()
                                + " guards nothing: more of it may mean interest or worry. Report it as secondary");
            } else if (use.role().guards() && use.margin() == null) {
                findings.fail(
                        MARGINS, "/metrics/" + i + "/margin", "a " + use.role().code() + " metric needs a margin");
            }
        }
    }

    /** Who comes back is known only of whoever is kept in mind, and that must be everybody who counts, in every variant. */
    private void checkMemory(MetricUse use, String field) {
        boolean needsMemory = Optional.ofNullable(site.metrics().get(use.metric()))
                .or(() -> TrustEvents.metric(use.metric()))
                .filter(TrustEvents::needsMemory)
                .isPresent();
        if (!needsMemory || site.consent().remembers(experiment.unit())) {
            return;
        }
        findings.fail(
                METRICS_DEFINED,
                NOT_MEASURABLE,
                field,
                use.metric()
                        + (experiment.unit() == UnitKind.DAILY_VISITOR
                                ? " is not measurable: a daily_visitor is not known again on another day, in neither arm"
                                : " is not measurable: a consented_visitor counts here without remembering, so that only"
                                        + " some are known again. Let consentPolicy need remembering for them"));
    }

    private void checkAudience() {
        Condition audience = experiment.audience();
        if (audience == null) {
            return;
        }
        checkRule(audience, "/audience");
        if (!Reach.isPossible(audience, site.attributes())) {
            findings.fail(AUDIENCE, "/audience", "nobody can be in: the rule contradicts itself");
        }
    }

    private void checkExperiences() {
        for (int v = 0; v < experiment.variants().size(); v++) {
            List<Experience> experiences = experiment.variants().get(v).experiences();
            List<Condition> before = new ArrayList<>();
            for (int e = 0; e < experiences.size(); e++) {
                Experience experience = experiences.get(e);
                String at = "/variants/" + v + "/experiences/" + e;
                checkWhy(experience, at + "/why/");
                if (experience.attributes().isEmpty()) {
                    findings.fail(ATTRIBUTES, at + "/when", "must look at something that the visitor declared");
                }
                checkRule(experience.when(), at + "/when");
                checkReach(experience.when(), before, at + "/when");
                before.add(new Not(experience.when()));
            }
        }
    }

    private void checkWhy(Experience experience, String at) {
        for (String language : site.languages()) {
            String base = language.substring(0, 2);
            String why =
                    experience.why().getOrDefault(language, experience.why().getOrDefault(base, ""));
            if (why.isBlank()) {
                findings.fail(WHY, at + language, "the visitor must be told why, in " + language);
            }
        }
    }

    private void checkReach(Condition when, List<Condition> before, String field) {
        if (!Reach.isPossible(when, site.attributes())) {
            findings.fail(AUDIENCE, field, "nobody can be in: the rule contradicts itself");
            return;
        }
        Condition audience = experiment.audience();
        if (audience != null
                && Reach.isPossible(audience, site.attributes())
                && !Reach.isPossible(new All(List.of(audience, when)), site.attributes())) {
            findings.fail(AUDIENCE, field, "nobody of the audience can be in");
            return;
        }
        List<Condition> all = new ArrayList<>(before);
        all.add(when);
        if (!Reach.isPossible(new All(all), site.attributes())) {
            findings.fail(AUDIENCE, field, "nobody is left: the experiences before this one take everybody");
        }
    }

    /** What a rule looks at must be registered, stated, told of, not sensitive, and within its values. */
    private void checkRule(Condition rule, String field) {
        for (String key : Condition.attributesOf(rule)) {
            Attribute attribute = site.attributes().get(key);
            if (attribute == null) {
                findings.fail(
                        ATTRIBUTES,
                        field,
                        "the attribute " + key + " is not registered: PUT /sites/{site}/attributes/" + key);
                SensitiveKinds.in(key, List.of()).ifPresent(word -> sensitive(field, key, word));
                continue;
            }
            if (attribute.provenance() != Provenance.STATED) {
                findings.fail(
                        ATTRIBUTES,
                        PROVENANCE,
                        field,
                        "the attribute " + key + " is "
                                + attribute.provenance().code()
                                + ": only what the visitor stated may personalize");
            }
            if (!attribute.texts().isEmpty()
                    && !attribute.texts().containsKey(site.locale())
                    && !attribute.texts().containsKey(site.locale().substring(0, 2))) {
                findings.fail(
                        ATTRIBUTES,
                        field,
                        "the attribute " + key + " cannot be asked for in " + site.locale()
                                + ": it has no texts in that language");
            }
            SensitiveKinds.in(key, attribute.values()).ifPresent(word -> sensitive(field, key, word));
        }
        Condition.comparesOf(rule).forEach(compare -> checkOperands(compare, field));
    }

    private void checkOperands(Compare compare, String field) {
        compare.operands().stream()
                .filter(String.class::isInstance)
                .flatMap(text -> SensitiveKinds.in((String) text).stream())
                .findFirst()
                .ifPresent(word -> sensitive(field, compare.field(), word));
    }

    private void sensitive(String field, String of, String word) {
        findings.fail(SENSITIVE, field, of + " is sensitive (“" + word + "”): it is never used, whoever consents");
    }
}
