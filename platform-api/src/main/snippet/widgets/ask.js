// Asks for one attribute. What is read comes before what is answered; to skip is as easy as to answer, and which of the two
// stands first is left to chance. Whoever does not want to be asked is not.
import { card } from "./card.js";
import { control } from "./control.js";
import { button, chance, el } from "./dom.js";
import { panel } from "./panel.js";

const DAY = 864e5;

/** After a card was closed without an answer nobody asks anything for so long. */
const QUIET_DAYS = 30;

/** @return {!Promise<boolean>} whether the visitor was asked */
export async function ask(kit, key) {
  if (!mayAsk(kit, key)) return false;
  const paper = await kit.paper();
  const attribute = paper.attributes.find((each) => each.key === key);
  if (!attribute || isQuietPage(paper.ask.notOn)) return false;
  await kit.core.interacted;
  if (!mayAsk(kit, key) || declined(kit, attribute, paper.ask.days) || kit.card || kit.panel) return false;
  kit.asked = true;
  kit.core.notes.write("asked", Date.now());
  kit.tell("ask_shown");
  show(kit, attribute);
  return true;
}

function mayAsk(kit, key) {
  const { visitor, notes } = kit.core;
  const { asked, quiet } = notes.read();
  const now = Date.now();
  // A session that is remembered ends after a day. Whoever refuses is not asked, nor whose browser does, by Global Privacy
  // Control.
  return !(
    kit.asked ||
    visitor.consent.personalization === "denied" ||
    visitor.attributes[key] !== undefined ||
    now < asked + DAY ||
    now < quiet
  );
}

/** Whether the page, or the site for such pages, wants no questions: where somebody pays, for example. */
function isQuietPage(paths) {
  const here = location.pathname + "/";
  return paths.some((path) => here.startsWith(path.replace(/\/?$/, "/"))) || document.querySelector('meta[name=candor-ask][content=never]');
}

/** Whether these very texts were declined not long ago; texts that have changed may ask again. */
function declined(kit, { key, version }, days) {
  const before = (kit.core.notes.read().declined || {})[key];
  return before && before.version === version && Date.now() < before.at + days * DAY;
}

function show(kit, attribute) {
  const { words, core } = kit;
  const { key, texts, version } = attribute;
  const skipFirst = chance() < 0.5;
  const skip = () =>
    button(words.skip, () => {
      core.notes.write("declined", { ...core.notes.read().declined, [key]: { at: Date.now(), version } });
      kit.tell("ask_declined");
      open.close();
    });
  const beside = (own) => (skipFirst ? [skip(), ...own] : [...own, skip()]);
  const line = (name, text) => el("div", null, el("dt", null, name), el("dd", null, text));
  const remembered = core.visitor.consent.remembering === "granted";
  const read = el(
    "dl",
    null,
    ["whyWeAsk", "whyYouWouldAgree", "whatYouGet"].map((name) => line(words[name], texts[name])),
    line(words.howLong, remembered ? words.days.replace("{}", attribute.retentionDays) : words.page),
    line(words.recipients, texts.recipients),
  );
  const answered = (value) => {
    core.page.consent({ personalization: "granted" }, { method: "ask", textVersion: version });
    kit.declare(key, value);
    kit.tell("ask_answered");
    answer.disabled = true;
    open.replace(words.thanks, button(words.see, () => panel(kit)));
  };
  const answer = button(words.answer, () => open.replace(texts.label, read, control(kit, attribute, undefined, answered, beside)));
  const open = card(kit, texts.label, [read, el("div", { class: "two" }, beside([answer]))], {
    dismissed: () => answer.disabled || core.notes.write("quiet", Date.now() + QUIET_DAYS * DAY),
    announcement: words.from,
  });
}
