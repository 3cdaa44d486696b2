package dev.candor.api.explaining;

import dev.candor.api.explaining.Simulations.Crowd;
import dev.candor.domain.assignment.Bucketing;
import dev.candor.domain.assignment.Reason;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.Purpose;
import dev.candor.domain.experiment.Experiment;
import dev.candor.domain.experiment.Slice;
import java.util.EnumMap;
import java.util.Map;

/** What share of a crowd each reason should get, by the sizes that were set and not by asking the engine. */
final class Plan {

    private Plan() {}

    static Map<Reason, Double> of(Ground ground, Crowd crowd) {
        Rule rule = ground.rule();
        Experiment experiment = rule.experiment();
        if (ground.at() < rule.opens() || ground.at() >= rule.closes()) {
            return Map.of(Reason.NOT_RUNNING, 1.0);
        }
        if (!ground.ruleset().consentPolicy().allows(experiment.unit(), crowd.consents())) {
            return Map.of(Reason.CONSENT_REQUIRED, 1.0);
        }
        double heldOut = share(0, ground.ruleset().holdoutShare());
        double own = share(rule.slice());
        double taken = rule.taken().stream().mapToDouble(Plan::share).sum();
        boolean addressed =
                experiment.audience() == null || experiment.audience().holds(visible(crowd));
        Map<Reason, Double> plan = new EnumMap<>(Reason.class);
        plan.put(Reason.HELD_OUT, heldOut);
        plan.put(Reason.EXCLUDED_BY_LAYER, (1 - heldOut) * taken);
        plan.put(Reason.NOT_IN_TRAFFIC, (1 - heldOut) * Math.max(0, 1 - own - taken));
        plan.put(addressed ? Reason.ASSIGNED : Reason.NOT_IN_AUDIENCE, (1 - heldOut) * own);
        return plan;
    }

    private static Facts visible(Crowd crowd) {
        return crowd.consents().grants(Purpose.PERSONALIZATION)
                ? crowd.facts()
                : new Facts(crowd.facts().context(), Map.of());
    }

    private static double share(Slice slice) {
        return share(slice.from(), slice.to());
    }

    private static double share(int from, int to) {
        return (Bucketing.threshold(to) - Bucketing.threshold(from)) / (double) Bucketing.ALL;
    }
}
