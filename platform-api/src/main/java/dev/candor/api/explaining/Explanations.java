package dev.candor.api.explaining;

import dev.candor.api.problem.ProblemException;
import dev.candor.domain.assignment.Assigner;
import dev.candor.domain.assignment.Explanation;
import dev.candor.domain.assignment.Visitor;
import jakarta.enterprise.context.ApplicationScoped;

/** Says step by step how a unit comes to its variant, or why to none. */
@ApplicationScoped
public class Explanations {

    private final Grounds grounds;

    Explanations(Grounds grounds) {
        this.grounds = grounds;
    }

    /** What was decided by, and the decision with its steps. */
    public record Explained(Ground ground, Explanation explanation) {}

    /** @throws ProblemException NOT_FOUND; NOT_READY for a draft without variants */
    public Explained explain(String site, String key, Question question) {
        Ground ground = grounds.of(site, key);
        Visitor visitor = new Visitor(
                question.units(), question.consents(), question.facts(), false, ground.at(), question.carried());
        return new Explained(ground, Assigner.explain(ground.ruleset(), ground.rule(), visitor));
    }
}
