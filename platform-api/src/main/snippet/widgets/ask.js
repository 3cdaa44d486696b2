// Asks for one attribute. What is read comes before what is answered; to skip is as easy as to answer, and which of the two
// stands first is left to chance. Whoever does not want to be asked is not.
import { bare } from "../bare.js";
import { card } from "./card.js";
import { control } from "./control.js";
import { button, coin, el } from "./dom.js";
import { DAY } from "./kit.js";
import { panel } from "./panel.js";
import { fill } from "./words.js";

/** After a card was closed without an answer nobody asks anything for so long. */
const QUIET_DAYS = 30;

/** Where a session is remembered it ends after a day: then there may be another question. */
const SESSION = DAY;

/** @return {!Promise<boolean>} whether the visitor was asked */
export async function ask(kit, key) {
  if (!mayAsk(kit, key)) return false;
  const paper = await kit.paper();
  const attribute = paper.attributes.find((each) => each.key === key);
  if (!attribute || isQuietPage(paper.ask.notOn)) return false;
  await kit.core.page.interacted;
  if (!mayAsk(kit, key) || declined(kit, attribute, paper.ask.days) || kit.card) return false;
  kit.asked = true;
  kit.note(bare({ asked: Date.now() }));
  kit.tell("ask_shown");
  show(kit, attribute);
  return true;
}

function mayAsk(kit, key) {
  const { visitor, signals, page } = kit.core;
  const { asked, quiet } = kit.notes;
  const now = Date.now();
  if (kit.asked || visitor.consent.personalization === "denied" || visitor.attributes[key] !== undefined) return false;
  // Global Privacy Control says no for the visitor, unless the site takes it by its legal meaning alone.
  const strict = !page.ruleset || !page.ruleset.signals || page.ruleset.signals.gpc !== "legal";
  return !(signals.gpc && strict) && !(now < asked + SESSION) && !(now < quiet);
}

/** Whether the page, or the site for such pages, wants no questions: where somebody pays, for example. */
function isQuietPage(paths) {
  const here = location.pathname;
  return (
    paths.some((path) => here === path || here.startsWith(path.replace(/\/?$/, "/"))) ||
    !!document.querySelector('meta[name="candor-ask"][content="never"]')
  );
}

/** Whether these very texts were declined not long ago; texts that have changed may ask again. */
function declined(kit, attribute, days) {
  const before = (kit.notes.declined || {})[attribute.key];
  return !!before && before.version === attribute.version && Date.now() < before.at + days * DAY;
}

function show(kit, attribute) {
  const { words } = kit;
  const { texts } = attribute;
  const skipFirst = coin();
  const remembered = kit.core.visitor.consent.remembering === "granted";
  const kept = remembered ? fill(words.forDays, attribute.retentionDays) : words.forPage;
  const read = el(
    "dl",
    null,
    ["whyWeAsk", "whyYouWouldAgree", "whatYouGet"].map((name) => line(words[name], texts[name])),
    line(words.howLong, kept),
    line(words.recipients, texts.recipients),
  );

  const dismissed = () => kit.note(bare({ quiet: Date.now() + QUIET_DAYS * DAY }));
  const skip = () =>
    button(words.skip, () => {
      const all = bare(kit.notes.declined || {});
      all[attribute.key] = bare({ at: Date.now(), version: attribute.version });
      kit.note(bare({ declined: all }));
      kit.tell("ask_declined");
      open.close();
    });
  const answered = (value) => {
    kit.consent({ personalization: "granted" }, "ask", attribute.version);
    kit.declare(attribute.key, value);
    kit.tell("ask_answered");
    open.replace(words.thanks, el("p", null, words.kept), button(words.see, () => panel(kit)));
  };
  const answer = button(words.answer, () => {
    const beside = skip();
    const how = control(kit, attribute, undefined, answered, skipFirst ? [beside] : [], skipFirst ? [] : [beside]);
    open.replace(texts.label, read, how);
  });
  const both = skipFirst ? [skip(), answer] : [answer, skip()];
  const open = card(kit, texts.label, [read, el("div", { class: "grid" }, both)], dismissed, words.from);
}

const line = (name, text) => el("div", null, el("dt", null, name), el("dd", null, text));
