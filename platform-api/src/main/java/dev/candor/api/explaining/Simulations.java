package dev.candor.api.explaining;

import dev.candor.api.problem.ProblemException;
import dev.candor.domain.assignment.Assigner;
import dev.candor.domain.assignment.Assignment;
import dev.candor.domain.assignment.Assignment.Assigned;
import dev.candor.domain.assignment.Reason;
import dev.candor.domain.assignment.Visitor;
import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.experiment.Variant;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Sends a crowd of synthetic units through the whole rule and counts who gets what. */
@ApplicationScoped
public class Simulations {

    /** A crowd has at least so many units. */
    public static final int FEWEST = 1_000;

    /** A crowd has at most so many units. */
    public static final int MOST = 1_000_000;

    private static final HexFormat HEX = HexFormat.of();

    private final Grounds grounds;

    Simulations(Grounds grounds) {
        this.grounds = grounds;
    }

    /**
     * Who goes in: {@code units} visitors alike in all but their ids, which come from {@code seed}.
     *
     * @param units from {@link #FEWEST} to {@link #MOST}
     */
    public record Crowd(int units, long seed, Consents consents, Facts facts) {}

    /** @throws ProblemException NOT_FOUND; NOT_READY for a draft without variants */
    public Simulation simulate(String site, String key, Crowd crowd) {
        Ground ground = grounds.of(site, key);
        Map<Reason, Integer> reasons = new EnumMap<>(Reason.class);
        Map<String, Integer> variants = new LinkedHashMap<>();
        for (Variant variant : ground.rule().experiment().variants()) {
            variants.put(variant.key(), 0);
        }
        Random random = new Random(crowd.seed());
        for (int i = 0; i < crowd.units(); i++) {
            String unit = HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(random.nextLong());
            Visitor visitor = new Visitor(
                    Map.of(ground.rule().experiment().unit(), unit),
                    crowd.consents(),
                    crowd.facts(),
                    false,
                    ground.at());
            Assignment assignment = Assigner.assign(ground.ruleset(), ground.rule(), visitor);
            reasons.merge(assignment.reason(), 1, Integer::sum);
            if (assignment instanceof Assigned assigned) {
                variants.merge(assigned.variant().key(), 1, Integer::sum);
            }
        }
        return Simulation.of(ground, crowd, reasons, variants);
    }
}
