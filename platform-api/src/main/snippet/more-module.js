// The entry of the third bundle: what hardly any page view needs. See widgets-module.js.
import { show } from "./preview.js";

exported["preview"] = show;
