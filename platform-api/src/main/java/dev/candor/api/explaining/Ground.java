package dev.candor.api.explaining;

import dev.candor.api.catalog.KeptExperiment;
import dev.candor.domain.assignment.Rule;
import dev.candor.domain.assignment.Ruleset;

/**
 * What a decision about one experiment would be made by, as things stand.
 *
 * @param supposed whether the experiment does not run, so that this is what would happen if it did
 * @param room     whether its layer has room for it; always true once it has a slice
 * @param at       the moment of the decision, in milliseconds since 1970; for one that does not run, a moment when it would
 */
public record Ground(KeptExperiment experiment, Ruleset ruleset, Rule rule, boolean supposed, boolean room, long at) {}
