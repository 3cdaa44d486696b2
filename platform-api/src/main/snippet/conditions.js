// Whether a rule holds for what is known: facts = { context: {...}, attributes: {...} }, both bare (see bare.js).
// A comparison with something missing is false, "isNot" and "notIn" too: nothing is concluded from silence.
import { bare } from "./bare.js";

const known = (fact) => fact != null;
const both = (type, test) => (fact, value) => typeof fact === type && typeof value === type && test(fact, value);

const TESTS = bare({
  exists: (fact, value) => known(fact) === (value !== false),
  is: (fact, value) => known(fact) && fact === value,
  isNot: (fact, value) => known(fact) && fact !== value,
  in: (fact, value, values) => values.includes(fact),
  notIn: (fact, value, values) => known(fact) && !values.includes(fact),
  startsWith: both("string", (fact, value) => fact.startsWith(value)),
  contains: both("string", (fact, value) => fact.includes(value)),
  lt: both("number", (fact, value) => fact < value),
  le: both("number", (fact, value) => fact <= value),
  gt: both("number", (fact, value) => fact > value),
  ge: both("number", (fact, value) => fact >= value),
});

/**
 * @param {?} condition a leaf, or a group all | any | not; bare
 * @param {?} facts
 * @return {boolean}
 */
export function holds(condition, facts) {
  if (condition.all) return condition.all.every((part) => holds(part, facts));
  if (condition.any) return condition.any.some((part) => holds(part, facts));
  if (condition.not) return !holds(condition.not, facts);
  const fact = condition.attribute !== undefined ? facts.attributes[condition.attribute] : facts.context[condition.context];
  // In a rule newer than this snippet this throws: whoever asked leaves the experiment alone, rather than guessing.
  return TESTS[condition.op](fact, condition.value, condition.values);
}
