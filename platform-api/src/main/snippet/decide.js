// Which variant, or why none: a pure function of the ruleset and the visitor. The order of the checks is part of the
// contract with the Java engine.
import { mayCount } from "./consent.js";
import { holds } from "./conditions.js";
import { bucket } from "./hash.js";

/** One and the same, so that whoever shows decisions can tell by identity that nothing is to be changed. */
const NO_CHANGES = [];

/**
 * @param {?} ruleset bare
 * @param {?} experiment one of ruleset.experiments
 * @param {?} visitor { excluded, units: { [unit kind]: id }, consent, context, attributes, now, carried }, bare; carried is
 *     what is remembered of earlier decisions, experiment key -> { variant, phase }
 * @return {?} the decision
 */
export function decide(ruleset, experiment, visitor) {
  if (visitor.now < experiment.from || visitor.now >= experiment.until) return leftOut(experiment, "not_running");
  const unit = visitor.units[experiment.unit];
  if (visitor.excluded) return leftOut(experiment, "excluded_traffic");
  if (!unit) return leftOut(experiment, "no_unit");
  if (!mayCount(ruleset, experiment.unit, visitor.consent)) return leftOut(experiment, "consent_required");
  if (ruleset.holdout && bucket(ruleset.holdout.seed, unit) < ruleset.holdout.below) return leftOut(experiment, "held_out");

  const layer = experiment.layer;
  const position = bucket(layer.seed, unit);
  if (position < layer.from || position >= layer.to) {
    const taken = layer.taken && layer.taken.some(([from, to]) => from <= position && position < to);
    return leftOut(experiment, taken ? "excluded_by_layer" : "not_in_traffic");
  }
  if (experiment.audience && !holds(experiment.audience, facts(visitor))) return leftOut(experiment, "not_in_audience");

  const drawn = bucket(experiment.seed, unit);
  const { variants } = experiment;
  const sticky = kept(experiment, drawn, visitor.carried && visitor.carried[experiment.key]);
  if (sticky) return present(experiment, sticky, visitor, "sticky");
  const variant = variants.find((each) => drawn < each.below);
  return variant ? present(experiment, variant, visitor, "assigned") : leftOut(experiment, "not_in_traffic");
}

/** The variant that is remembered from an earlier phase, if that phase's weights really give it to this unit. */
function kept({ variants, earlier }, drawn, carried) {
  const below = carried && earlier && earlier[carried.phase - 1];
  const given = below && variants[below.findIndex((each) => drawn < each)];
  return given && given.key === carried.variant ? given : null;
}

/**
 * The second step, for a variant that is settled: which experience of it. Without consent or a declared attribute that
 * matches it is the variant's own, which uses no personal data; the unit stays in its variant either way.
 */
export function present(experiment, variant, visitor, reason) {
  const known = facts(visitor);
  const experience =
    variant.role === "personalized" &&
    visitor.consent.personalization === "granted" &&
    (variant.experiences || []).find(
      (each) =>
        holds(each.when, known) && (each.attributes || []).some((attribute) => known.attributes[attribute] !== undefined),
    );
  const shown = experience || variant;
  return decision(experiment, variant, reason, {
    personalized: !!experience,
    payload: shown.payload,
    changes: shown.changes || NO_CHANGES,
    why: experience ? { text: inLanguage(experience.why, visitor.context.language), attributes: experience.attributes } : null,
  });
}

/** No variant: the page as it is, and the baseline's payload, which the page's code expects. */
export function leftOut(experiment, reason) {
  const { variants = [] } = experiment;
  const having = (role) => variants.find((each) => each.role === role);
  const baseline = having("privacy_first") || having("control") || variants[0];
  const payload = baseline ? baseline.payload : {};
  return decision(experiment, null, reason, { personalized: false, payload, changes: NO_CHANGES, why: null });
}

function decision(experiment, variant, reason, shown) {
  return {
    experiment: experiment.key,
    variant: variant && variant.key,
    role: variant && variant.role,
    reason,
    personalized: shown.personalized,
    payload: shown.payload,
    changes: shown.changes,
    why: shown.why,
  };
}

/** What rules may look at: declared attributes only while personalization is granted, in an audience too. */
function facts(visitor) {
  return {
    context: visitor.context,
    attributes: visitor.consent.personalization === "granted" ? visitor.attributes : Object.create(null),
  };
}

function inLanguage(texts, language) {
  return (texts && (texts[language] || texts.en || texts[Object.keys(texts)[0]])) || "";
}
