// One question to a random share of sessions, in every variant: did this page feel creepy or helpful? Where the site wants
// it, chance changes some answers before they leave the browser, so that none of them proves anything.
import { card } from "./card.js";
import { button, chance, el, text } from "./dom.js";

/** Nobody is asked how a page felt that they have hardly seen. */
const LOOK_AROUND_MS = 5000;

const DAY = 864e5;

/** Asks a visitor whom the draw has met. */
export async function feedback(kit) {
  const { words, core } = kit;
  const { epsilon } = (await kit.paper()).feedback;
  await new Promise((later) => setTimeout(later, LOOK_AROUND_MS));
  await core.interacted;
  // One interruption a session is enough.
  const { asked, quiet } = core.notes.read();
  const now = Date.now();
  if (kit.asked || kit.card || kit.panel || now < asked + DAY || now < quiet) return;
  kit.asked = true;
  core.notes.write("asked", now);
  kit.tell("feedback_shown");
  const rate = (point) =>
    button(
      String(point),
      () => {
        kit.tell("feedback", epsilon ? randomized(point, epsilon) : point);
        open.replace(words.thanks);
      },
      { "aria-label": point === 1 ? words.creepy : point === 5 && words.helpful },
    );
  const open = card(
    kit,
    words.felt,
    [
      el("div", { class: "scale" }, [1, 2, 3, 4, 5].map(rate)),
      el("div", { class: "row" }, text(words.creepy, "m"), text(words.helpful, "m")),
      epsilon ? text(words.mixed, "m") : "",
      button(words.skip, () => open.close()),
    ],
    { announcement: words.from },
  );
}

/**
 * The k-ary randomized response of five points: the true one with probability e^ε / (e^ε + 4), each other one with
 * 1 / (e^ε + 4). The server's RandomizedChoice takes the noise out again.
 */
export function randomized(point, epsilon, draw = chance) {
  if (draw() < 1 / (1 + 4 * Math.exp(-epsilon))) return point;
  const other = 1 + Math.floor(draw() * 4);
  return other < point ? other : other + 1;
}
