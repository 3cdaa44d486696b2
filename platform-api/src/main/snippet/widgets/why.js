// "Why am I seeing this?": a small sign on each element that something declared has chosen, and what it opens. The signs
// lie in a layer over the page, so that nothing of the page moves or changes.
import { bare } from "../bare.js";
import { card } from "./card.js";
import { button, el, place } from "./dom.js";
import { panel } from "./panel.js";
import { fill } from "./words.js";

/** More signs than that would bury a page. */
const MOST = 20;

export class Badges {
  constructor(kit) {
    this.kit = kit;
    /** Page element -> its sign. */
    this.signs = new Map();
    this.layer = null;
    this.frame = 0;
    const later = () => (this.frame ||= requestAnimationFrame(() => this.put()));
    this.later = later;
    addEventListener("resize", later);
    addEventListener("scroll", later, bare({ capture: true, passive: true }));
    this.sizes = new ResizeObserver(later);
    this.sizes.observe(document.documentElement);
  }

  /** Brings the signs in line with what the page shows now. */
  refresh() {
    const wanted = new Set(document.querySelectorAll("[data-candor-why]"));
    for (const { decision } of personalized(this.kit)) for (const element of touched(decision)) wanted.add(element);
    // The standard version has its sign as well: it is the way back.
    if (this.kit.core.page.standard) for (const element of this.signs.keys()) wanted.add(element);
    for (const element of this.signs.keys()) if (!wanted.has(element)) this.drop(element);
    for (const element of wanted) if (!this.signs.has(element) && this.signs.size < MOST) this.add(element);
    this.put();
  }

  add(element) {
    const { words } = this.kit;
    if (!this.layer || !this.layer.isConnected) {
      this.layer = el("div", { class: "layer", role: "group", "aria-label": words.why });
      place(this.kit, this.layer);
    }
    const name = fill(words.whyNamed, element.textContent.trim().slice(0, 40)).trim();
    const sign = button("", () => why(this.kit, element, sign), { class: "badge", "aria-label": name, "aria-haspopup": "dialog" });
    sign.append(el("span", { "aria-hidden": "true" }, "i"));
    this.layer.append(sign);
    this.signs.set(element, sign);
    this.sizes.observe(element);
  }

  drop(element) {
    this.signs.get(element).remove();
    this.signs.delete(element);
    this.sizes.unobserve(element);
  }

  /** Puts each sign on the upper end of its element, within the page. */
  put() {
    this.frame = 0;
    if (!this.layer) return;
    const from = this.layer.getBoundingClientRect();
    for (const [element, sign] of this.signs) {
      if (!element.isConnected) {
        this.drop(element);
        continue;
      }
      const { top, left, right, width, height } = element.getBoundingClientRect();
      sign.hidden = !width || !height;
      const rightToLeft = getComputedStyle(element).direction === "rtl";
      const wide = document.documentElement.clientWidth;
      const x = Math.min(Math.max((rightToLeft ? left : right) - 22, 0), wide - 44);
      sign.style.setProperty("left", x - from.left + "px");
      sign.style.setProperty("top", Math.max(top - 22, -scrollY) - from.top + "px");
    }
  }
}

const personalized = ({ core }) => Array.from(core.page.shown.values()).filter(({ decision }) => decision.personalized);

function touched(decision) {
  return decision.changes.flatMap(({ selector }) => {
    try {
      return Array.from(document.querySelectorAll(selector));
    } catch (none) {
      return [];
    }
  });
}

/** Says why an element, or this page, is as it is. */
export async function why(kit, element, sign) {
  const { words, core } = kit;
  const { page } = core;
  if (sign && kit.card && kit.card.sign === sign) return kit.card.close();
  kit.tell("why_opened");
  const all = personalized(kit);
  const own = element ? all.filter(({ decision }) => touched(decision).some((e) => e.contains(element) || element.contains(e))) : all;
  const causes = own.length || (element && element.matches("[data-candor-why]") && !all.length) ? own : all;
  const paper = await kit.paper().catch(() => null);
  const labelOf = (key) => ((paper && paper.attributes.find((each) => each.key === key)) || { texts: { label: key } }).texts.label;

  const back = button(words.back, () => {
    page.standard = false;
    page.evaluate();
    open.close();
  });
  const offer = () => [
    button(words.standard, () => {
      page.standard = true;
      page.evaluate();
      kit.tell("standard_shown");
      open.replace(words.isStandard, back, off());
    }),
    off(),
    button(words.see, () => panel(kit), { class: "link" }),
  ];
  const off = () =>
    button(words.off, () => {
      switchOff(kit, paper);
      open.replace(words.isOff, button(words.see, () => panel(kit), { class: "link" }));
    });

  const keys = Array.from(new Set(causes.flatMap(({ decision }) => decision.why.attributes)));
  const used = keys.map((key) =>
    el("li", null, told(kit, key, labelOf(key))),
  );
  const said = causes.map(({ decision }) => decision.why.text).filter(Boolean);
  const content = page.standard
    ? [el("p", null, words.isStandard), back, off()]
    : keys.length
      ? [
          said.map((text) => el("p", { class: "note" }, text)),
          el("div", { class: "box" }, el("h3", null, words.used), el("ul", null, used)),
          el("div", null, el("h3", null, words.forWhat), el("p", null, words.purpose)),
          el("div", { class: "acts" }, offer()),
        ].flat()
      : [el("p", null, words.nothing), button(words.panel, () => panel(kit), { class: "link" })];
  const open = card(kit, words.why, content, () => {});
  if (sign) open.anchor(sign, element);
}

/** Off for good: told as a choice of the visitor's own, here at once and at the server. */
export function switchOff(kit, paper) {
  kit.core.page.standard = false;
  kit.tellUnnamed("personalization_off");
  return kit.deny({ personalization: "denied" }, paper && paper.textVersion);
}

/** What somebody told, and how it came here. */
export function told(kit, key, label) {
  const { words, core } = kit;
  const value = core.visitor.attributes[key];
  const text = value === true ? words.yes : value === false ? words.no : value === undefined ? "–" : String(value);
  return [el("p", { class: "m" }, label), el("p", null, el("b", null, text)), el("p", { class: "m" }, kit.origin(key))];
}
