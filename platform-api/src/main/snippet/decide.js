// Which variant, or why none: a pure function of the ruleset and the visitor. The order of the checks is part of the
// contract with the Java engine.
import { bare } from "./bare.js";
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
  const { layer, variants, audience } = experiment;
  if (visitor.now < experiment.from || visitor.now >= experiment.until) return leftOut(experiment, "not_running");
  const unit = visitor.units[experiment.unit];
  if (visitor.excluded) return leftOut(experiment, "excluded_traffic");
  if (!unit) return leftOut(experiment, "no_unit");
  if (!mayCount(ruleset, experiment.unit, visitor.consent)) return leftOut(experiment, "consent_required");
  const { holdout } = ruleset;
  if (holdout && bucket(holdout.seed, unit) < holdout.below) return leftOut(experiment, "held_out");

  const position = bucket(layer.seed, unit);
  const within = ([from, to]) => from <= position && position < to;
  if (!within([layer.from, layer.to])) return leftOut(experiment, layer.taken?.some(within) ? "excluded_by_layer" : "not_in_traffic");
  if (audience && !holds(audience, facts(visitor))) return leftOut(experiment, "not_in_audience");

  const drawn = bucket(experiment.seed, unit);
  // What is remembered from an earlier phase counts if that phase's weights really give it to this unit.
  const carried = visitor.carried?.[experiment.key];
  const given = carried && variants[experiment.earlier?.[carried.phase - 1]?.findIndex((below) => drawn < below)];
  if (given && given.key === carried.variant) return present(experiment, given, visitor, "sticky");
  const variant = variants.find(({ below }) => drawn < below);
  return variant ? present(experiment, variant, visitor, "assigned") : leftOut(experiment, "not_in_traffic");
}

/**
 * The second step, for a variant that is settled: which experience of it. Without consent or a declared attribute that
 * matches it is the variant's own, which uses no personal data; the unit stays in its variant either way.
 */
export function present(experiment, variant, visitor, reason) {
  const known = facts(visitor);
  const experience =
    variant.role === "personalized" &&
    variant.experiences?.find(({ when, attributes }) => holds(when, known) && attributes?.some((key) => known.attributes[key] !== undefined));
  return decision(experiment, variant, reason, experience || variant, experience && {
    text: inLanguage(experience.why, visitor.context.language),
    attributes: experience.attributes,
  });
}

/** No variant: the page as it is, and the baseline's payload, which the page's code expects. */
export function leftOut(experiment, reason) {
  const { variants = [] } = experiment;
  const having = (wanted) => variants.find(({ role }) => role === wanted);
  const baseline = having("privacy_first") || having("control") || variants[0];
  return decision(experiment, null, reason, { payload: baseline ? baseline.payload : {}, changes: null });
}

function decision(experiment, variant, reason, { payload, changes }, why) {
  return {
    experiment: experiment.key,
    variant: variant && variant.key,
    role: variant && variant.role,
    reason,
    personalized: !!why,
    payload,
    changes: changes || NO_CHANGES,
    why: why || null,
  };
}

/** What rules may look at: declared attributes only while personalization is granted, in an audience too. */
const facts = ({ context, consent, attributes }) => ({
  context,
  attributes: consent.personalization === "granted" ? attributes : bare({}),
});

const inLanguage = (texts, language) => (texts && (texts[language] || texts.en || Object.values(texts)[0])) || "";
