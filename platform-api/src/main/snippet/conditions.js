// Whether a rule holds for what is known: facts = { context: {...}, attributes: {...} }, both bare (see bare.js).
// A comparison with something missing is false, "isNot" and "notIn" too: nothing is concluded from silence.

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
  return compare(condition.op, fact, condition.value, condition.values);
}

function compare(op, fact, value, values) {
  const present = fact !== undefined && fact !== null;
  switch (op) {
    case "exists":
      return present === (value !== false);
    case "is":
      return present && fact === value;
    case "isNot":
      return present && fact !== value;
    case "in":
      return present && values.includes(fact);
    case "notIn":
      return present && !values.includes(fact);
    case "startsWith":
      return strings(fact, value) && fact.startsWith(value);
    case "contains":
      return strings(fact, value) && fact.includes(value);
    case "lt":
      return numbers(fact, value) && fact < value;
    case "le":
      return numbers(fact, value) && fact <= value;
    case "gt":
      return numbers(fact, value) && fact > value;
    case "ge":
      return numbers(fact, value) && fact >= value;
  }
  // A rule newer than this snippet: whoever asked leaves the experiment alone, rather than guessing.
  throw new Error("operator " + op);
}

const strings = (a, b) => typeof a === "string" && typeof b === "string";
const numbers = (a, b) => Number.isFinite(a) && Number.isFinite(b);
