// The engine alone, without a page: the entry of the second output, engine.mjs, an ES module of the very same files. The
// vector tests run it in a real browser, and the npm package will carry it. The names are handed out on a host object
// that the output wrapper makes local and exports (see platform-api/pom.xml).
import { bare } from "./bare.js";
import { holds } from "./conditions.js";
import { decide } from "./decide.js";
import { bucket } from "./hash.js";
import { resolve } from "./signals.js";

exported["bucket"] = bucket;
exported["holds"] = (condition, facts) => holds(bare(condition), bare(facts));
exported["decide"] = (ruleset, experiment, visitor) => decide(bare(ruleset), bare(experiment), bare(visitor));
exported["resolve"] = (policy, signals, purpose) => resolve(bare(policy), bare(signals), purpose);
