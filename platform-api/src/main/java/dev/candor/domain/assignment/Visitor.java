package dev.candor.domain.assignment;

import dev.candor.domain.audience.Facts;
import dev.candor.domain.consent.Consents;
import dev.candor.domain.consent.UnitKind;
import java.util.Map;

/**
 * Who asks for a decision, as far as this one request knows.
 *
 * @param units    by kind, those that are known
 * @param excluded whether this is a bot, a preview or a prefetch
 */
public record Visitor(Map<UnitKind, String> units, Consents consents, Facts facts, boolean excluded) {}
