// Everything that enters from outside is copied once, at the door, into objects without a prototype. From there on a
// plain read is an own read: a page whose Object.prototype is polluted cannot slip a field into a rule or an event.

/**
 * A deep copy of a JSON-like value whose objects inherit nothing.
 * @param {*} value
 * @return {?}
 */
export function bare(value) {
  if (Array.isArray(value)) return value.map(bare);
  if (!value || typeof value !== "object") return value;
  const copy = Object.create(null);
  for (const key of Object.keys(value)) copy[key] = bare(value[key]);
  return copy;
}
