// What happened on the page, told once for each kind of unit that this site's experiments count by, where that kind may be
// counted.
import { bare } from "./bare.js";
import { guarded } from "./guarded.js";

export function track(page, name, value, properties) {
  guarded(() => {
    if (!page.ruleset) return;
    const conversion = bare({ type: "conversion", name });
    if (Number.isFinite(value)) conversion.value = Math.round(value * 1e6) / 1e6;
    if (properties) conversion.properties = bare(properties);
    for (const kind of new Set((page.ruleset.ask || page.ruleset.experiments).map(({ unit }) => unit))) page.tell(kind, conversion);
  });
}
