// Tells what follows a refusal: of nobody, only of what had been met, so that it can be counted by variant. Once for an
// experiment in a page view, and as long as this browser may remember that it did.

/** @param {!Array<string>} names of trust signals */
export function tellOfNobody({ page, visitor, exposed, add, keep }, names) {
  // Who looks at a preview has met nothing.
  if (page.forced) return;
  const { ruleset } = page;
  const met = new Map(exposed.values());
  for (const earlier of [visitor.carried, visitor.left]) {
    for (const key of Object.keys(earlier)) if (!met.has(key)) met.set(key, earlier[key].variant);
  }
  // Nobody counts for what does not run any more.
  const runs = (key) => !ruleset || ruleset.experiments.some((each) => each.key === key);
  for (const key of met.keys()) if (!runs(key)) met.delete(key);
  for (const word of Object.keys(visitor.told)) if (word.includes(" ") && !runs(word.split(" ")[1])) delete visitor.told[word];
  for (const name of new Set(names)) {
    for (const [experiment, variant] of met) {
      const word = name + " " + experiment;
      if (visitor.told[word]) continue;
      visitor.told[word] = variant;
      add({ type: "trust", name, met: true, experiment, variant });
    }
    if (!met.size) add({ type: "trust", name, met: false });
  }
  keep();
}
