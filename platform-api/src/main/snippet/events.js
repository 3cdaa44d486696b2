// What happened, on its way to the server: in order and one request at a time, tried again when the server is not there. An
// event keeps its id through every try, so that a repeat changes nothing. Under a grant, what no server has acknowledged
// stays in the store, and the next page takes it up.
import { bare } from "./bare.js";
import { uuid7 } from "./id.js";
import { isAutomated } from "./context.js";
import { load, more } from "./more.js";
import { page } from "./page.js";
import { call, siteKey } from "./remote.js";
import { read, write } from "./store.js";
import { mayKeep } from "./visitor.js";

const MOST_KEPT = 300;
const MOST_A_REQUEST = 50; // far below the 64 KiB that a browser lets outlive its page
const MOST_TRIES = 5;
const OLDEST_MS = 6 * 864e5; // the server takes a week
const FAR_OFF_MS = 36e5;
const ROUTE = "/v1/events";

/** { event, at } each, at being this clock's time. */
let waiting = [];
/** Those on their way. */
let sending = [];
/** Those that the browser took as the page went. */
const taken = new Set();
/** The ids that this page has had. */
const mine = new Set();
let recalled = false;
let timer = 0;
let tries = 0;

export const now = () => Date.now() + page.ahead;

/** @param {?} details without id and age, which are added. @return {string|undefined} its id */
export function add(details) {
  if (isAutomated() || waiting.length >= MOST_KEPT) return undefined;
  const event = bare(details);
  event.id = uuid7(now());
  take({ event, at: Date.now() });
  changed();
  return event.id;
}

function take(item) {
  mine.add(item.event.id);
  waiting.push(item);
}

export function changed() {
  keep();
  later(0);
}

function later(delay) {
  if (!timer && waiting.length) timer = setTimeout(flush, delay);
}

async function flush() {
  timer = 0;
  const batch = waiting.slice(0, MOST_A_REQUEST);
  if (sending.length || !batch.length) return;
  sending = batch;
  let wait = 0;
  let again = [];
  try {
    const response = await send(batch);
    if (response.ok) {
      const answer = bare(await response.json());
      if (answer.rejected?.length || Math.abs(Date.parse(answer.serverTime) - now()) > FAR_OFF_MS) {
        await load();
        again = more?.correct(answer, batch) || again;
      }
    } else if ([503, 429].includes(response.status)) wait = Number(response.headers.get("Retry-After")) || 1;
  } catch (unreachable) {
    wait = 1;
  }
  sending = [];
  // 1, 2, 4, 8 seconds or what the server asks for, each stretched at random so that pages do not return together. What
  // is given up here is taken up by the next page, if it may be kept.
  if (wait && ++tries < MOST_TRIES) return later(Math.max(wait, 2 ** tries / 2) * 1000 * (1 + Math.random()));
  tries = 0;
  waiting = waiting.filter((item) => again.includes(item) || !batch.includes(item));
  for (const { event } of again) mine.add((event.id = uuid7(now())));
  if (!wait) keep();
  later(0);
}

/** In a way that outlives the page, and without the cookies that a beacon would bring along. */
const send = (batch) => call(ROUTE, { method: "POST", body: envelope(batch), keepalive: true });

/** Says of each event how long ago it happened: the server's clock dates it, not this one. */
function envelope(batch) {
  // The list is written by hand: some pages give Array.prototype a toJSON of their own.
  const events = batch.map(({ event, at }) => {
    event.ageMs = Math.max(0, Date.now() - at);
    return JSON.stringify(event);
  });
  return '{"siteKey":' + JSON.stringify(siteKey) + ',"events":[' + events + "]}";
}

/**
 * The page goes: the browser takes what is left, and goes on without it. Nobody hears whether it arrived, so what may be kept
 * is kept until a page has an answer; the server knows a repeat by its id.
 */
export function leave() {
  keep();
  const items = waiting.filter((item) => !sending.includes(item) && !taken.has(item));
  while (items.length) {
    const batch = items.splice(0, MOST_A_REQUEST);
    for (const item of batch) taken.add(item);
    send(batch).catch(() => {});
  }
}

/** Measurement was taken back: forgets what is still waiting and belongs to a unit. Answers and refusals stay, without the unit. */
export function drop() {
  waiting = waiting.filter(({ event }) => event.type === "consent" || "met" in event);
  for (const { event } of waiting) delete event.unit;
  changed();
}

/** Makes the store hold what this page has not got rid of, beside what other pages left. */
function keep() {
  if (!mayKeep()) {
    recalled = false;
    return;
  }
  let others = read(".events");
  others = (Array.isArray(others) ? others : []).filter(({ event, at }) => !mine.has(event.id) && Math.abs(Date.now() - at) < OLDEST_MS);
  if (!recalled) {
    recalled = true;
    for (const { event, at } of others.splice(0)) take({ event, at });
  }
  write(".events", [...others, ...waiting].slice(-MOST_KEPT));
}
