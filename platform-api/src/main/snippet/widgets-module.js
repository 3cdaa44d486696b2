// The entry of the second bundle, an ES module that only a page which uses it loads. The output wrapper makes the host
// object and exports from it (see platform-api/pom.xml).
import { open } from "./widgets/index.js";

exported["open"] = open;
