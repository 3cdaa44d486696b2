// The entry of the npm package: opens the snippet by a call in the place of a tag. Importing it does nothing, so that a server
// may; platform-api/pom.xml makes the package.
import { open } from "./candor.js";
import { leftOut } from "./decide.js";
import { guarded } from "./guarded.js";

exported["start"] = (options) =>
  (typeof document === "object" &&
    guarded(() => {
      const { site, host, mask, recall } = options;
      if (typeof site !== "string" || !/^https?:/.test(host)) throw new Error("start needs site and host");
      return open(site, host.replace(/\/+$/, ""), mask, !!recall);
    })) ||
  absent();

/** What a page gets where Candor can't be, as on a server: it takes every call and changes nothing. */
function absent() {
  const candor = Object.create(null);
  for (const name of ["consent", "track", "declare", "withdraw", "identify", "expose", "ready", "optOut"]) candor[name] = () => {};
  for (const name of ["panel", "ask", "why"]) candor[name] = async () => {};
  candor.decide = (key) => leftOut({ key }, "unknown_experiment");
  candor.q = { push() {} };
  return candor;
}
