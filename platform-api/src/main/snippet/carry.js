// Remembers what a sticky experiment gave.
import { bare } from "./bare.js";

/** More experiments than that are not remembered, lest the entry grow for ever. */
const MOST_CARRIED = 50;

/** In the place of what is remembered of it. */
export function carry({ visitor, keep }, { key, phase }, { variant, reason }) {
  const { carried } = visitor;
  const before = carried[key];
  if (!phase || reason !== "assigned" || (before?.variant === variant && before.phase === phase)) return;
  delete carried[key];
  const keys = Object.keys(carried);
  if (keys.length >= MOST_CARRIED) delete carried[keys[0]];
  carried[key] = bare({ variant, phase });
  keep();
}
