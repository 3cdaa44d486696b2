// The entry of the npm package, whose own part is src/main/npm/candor.js.
import { open } from "./candor.js";

exported["open"] = open;
