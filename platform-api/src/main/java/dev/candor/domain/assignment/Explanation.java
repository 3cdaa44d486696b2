package dev.candor.domain.assignment;

import java.util.List;

/** A decision and how it came about. */
public record Explanation(Assignment outcome, List<Step> steps) {
    public Explanation {
        steps = List.copyOf(steps);
    }
}
