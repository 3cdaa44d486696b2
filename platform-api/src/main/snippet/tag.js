// The snippet as a script tag: what it says, and nothing else, is what makes a page of the site.
import { open } from "./candor.js";
import { guarded } from "./guarded.js";

guarded(() => {
  const script = document.currentScript || document.querySelector("script[data-site]");
  const host = script.src.split("/v1/")[0];
  open(script.getAttribute("data-site"), host, script.getAttribute("data-mask"), script.getAttribute("data-recall"));
});
