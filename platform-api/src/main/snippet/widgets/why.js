// "Why am I seeing this?": a small sign on each element that something declared has chosen, and what it opens. The signs
// lie in a layer over the page, so that nothing of the page moves or changes.
import { card } from "./card.js";
import { spoken } from "./control.js";
import { button, el, place, text, title } from "./dom.js";
import { panel } from "./panel.js";

/** More signs than that would bury a page. */
const MOST = 20;

export class Badges {
  constructor(kit) {
    this.kit = kit;
    /** Page element -> its sign. */
    this.signs = new Map();
    const later = () => (this.frame ||= requestAnimationFrame(() => this.put()));
    for (const moved of ["resize", "scroll"]) addEventListener(moved, later, true);
    this.sizes = new ResizeObserver(later);
    this.sizes.observe(document.body);
    this.layer = el("div", { class: "layer", role: "region", "aria-label": kit.words.why });
    place(kit, this.layer);
  }

  /** Brings the signs in line with what the page shows now. */
  refresh() {
    const { kit, signs } = this;
    const wanted = new Set(document.querySelectorAll("[data-candor-why]"));
    for (const { decision } of personalized(kit)) for (const element of touched(decision)) wanted.add(element);
    for (const [element, sign] of signs) {
      // The standard version has its sign as well: it is the way back.
      if (wanted.has(element) || kit.core.page.standard) continue;
      sign.remove();
      signs.delete(element);
    }
    for (const element of wanted) {
      if (signs.has(element) || signs.size >= MOST) continue;
      const name = kit.words.why + " " + element.textContent.trim().slice(0, 40);
      const sign = button(el("span", { "aria-hidden": "true" }, "i"), () => why(kit, element, sign), { class: "badge", "aria-label": name });
      signs.set(element, sign);
      this.layer.append(sign);
      this.sizes.observe(element);
    }
    this.put();
  }

  /** Puts each sign on the upper end of its element, within the page. */
  put() {
    this.frame = 0;
    const from = this.layer.getBoundingClientRect();
    for (const [element, { style }] of this.signs) {
      const { top, left, right, width } = element.getBoundingClientRect();
      const x = getComputedStyle(element).direction === "rtl" ? left : right;
      style.display = width ? "" : "none";
      style.left = Math.min(Math.max(x - 22, 0), document.documentElement.clientWidth - 44) - from.left + "px";
      style.top = Math.max(top - 22, -scrollY) - from.top + "px";
    }
  }
}

const personalized = ({ core }) => Array.from(core.page.shown.values()).filter(({ decision }) => decision.personalized);

function touched({ changes }) {
  return changes.flatMap(({ selector }) => {
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
  const paper = await kit.paperOrNone();
  const all = personalized(kit);
  const own = all.filter(({ decision }) => element && touched(decision).some((each) => each.contains(element) || element.contains(each)));
  const causes = own.length ? own : all;
  const show = (standard) => () => {
    page.standard = standard;
    page.evaluate();
    if (standard) kit.tell("standard_shown");
    open.close();
  };
  const off = button(words.off, () => {
    kit.deny({ personalization: "denied" }, paper.textVersion);
    open.close();
  });
  const see = button(words.see, () => panel(kit));
  const keys = new Set(causes.flatMap(({ decision }) => decision.why.attributes));
  const open = card(
    kit,
    words.why,
    page.standard
      ? [text(words.nothing), button(words.back, show(false)), off, see]
      : keys.size
        ? [
            causes.map(({ decision }) => text(decision.why.text)),
            el("div", { class: "box g" }, title("h3", words.used), Array.from(keys, (key) => told(kit, kit.attribute(paper, key))), text(words.purpose)),
            button(words.standard, show(true)),
            off,
            see,
          ].flat()
        : [text(words.nothing), see],
    { sign },
  );
}

/** What somebody told, and how it came here. */
export function told(kit, { key, texts }) {
  return el("div", null, text(texts.label, "m"), el("p", null, el("b", null, spoken(kit, kit.core.visitor.attributes[key]))), text(kit.origin(key), "m"));
}
