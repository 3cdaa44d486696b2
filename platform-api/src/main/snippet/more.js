// What few pages need, fetched when one does. The address carries the hash of what is behind it, which the build fills in.
// __import__ is import(): the compiler would resolve it itself, so the build puts it in afterwards. It does without a script
// element, so that a strict policy and Trusted Types let it be.
import { DO } from "./apply.js";
import { add, leave } from "./events.js";
import { hide, lift } from "./mask.js";
import { context, evaluate, exposed, hear, look, page, settle, tell } from "./page.js";
import { base, siteKey } from "./remote.js";
import { declare, forget, keep, visitor, withdraw } from "./visitor.js";

/** What it does; null until it is there. */
export let more;
let comes;

/** All that it may use of the snippet, in the order of more-module.js. */
const core = () => [base, siteKey, page, visitor, DO, add, leave, hide, lift, context, evaluate, exposed, hear, keep, look, settle, tell, declare, forget, withdraw];

/** @return {!Promise<?>} fulfilled when it is there, or cannot be had; asked for once */
export const load = () =>
  (comes ||= __import__(base + "/v1/candor-more.@more@.js")
    .then(({ start }) => start(core()))
    .then((started) => {
      more = started;
      look();
      evaluate();
    })
    .catch(lift));
