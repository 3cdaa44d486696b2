package dev.candor.domain.experiment;

import java.time.Instant;

/**
 * An administrator's word that one finding of the linter does not hold here.
 *
 * @param code   of the finding
 * @param field  where it was found
 * @param reason why it may pass; the results show it beside the verdict
 */
public record FindingOverride(String code, String field, String reason, String actor, Instant at) {}
