// One question to a random share of sessions, in every variant: did this page feel creepy or helpful? Where the site wants
// it, chance changes some answers before they leave the browser, so that none of them proves anything.
import { card } from "./card.js";
import { button, chance, el } from "./dom.js";

/** Nobody is asked how a page felt that they have hardly seen. */
const LOOK_AROUND_MS = 5000;

const POINTS = [1, 2, 3, 4, 5];

/** Asks a visitor whom the draw has met. */
export async function feedback(kit) {
  const { epsilon } = (await kit.paper()).feedback;
  await new Promise((later) => setTimeout(later, LOOK_AROUND_MS));
  await kit.core.page.interacted;
  // One interruption is enough.
  if (kit.asked || kit.card || kit.panel || Date.now() < kit.notes.quiet) return;
  kit.asked = true;
  show(kit, epsilon);
}

function show(kit, epsilon) {
  const { words } = kit;
  kit.tell("feedback_shown");
  const rate = (point) => () => {
    kit.tell("feedback", epsilon ? randomized(point, epsilon) : point);
    open.replace(words.heard);
  };
  const scale = POINTS.map((point) =>
    button(String(point), rate(point), { "aria-label": words.point.replace("{}", point) + (point === 1 ? ": " + words.creepy : point === 5 ? ": " + words.helpful : "") }),
  );
  const open = card(
    kit,
    words.felt,
    [
      el("div", { class: "scale", role: "group", "aria-label": words.felt }, scale),
      el("div", { class: "ends", "aria-hidden": "true" }, el("span", { class: "m" }, words.creepy), el("span", { class: "m" }, words.helpful)),
      epsilon && el("p", { class: "m" }, words.mixed),
      button(words.skip, () => open.close()),
    ].filter(Boolean),
    () => {},
    words.from,
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
