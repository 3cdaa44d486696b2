// Keeps from sight what an experiment may be about to change: the elements of data-mask, until it is known what the visitor
// sees, and never longer than this.
const MOST_MS = 800;

export class Mask {
  /** @param {?string} selector the tag's data-mask */
  constructor(selector) {
    this.selector = selector;
    this.sheet = null;
    // A sheet of its own, which strict policies let be. Where a browser can't have one, nothing is masked.
    if (!selector || !("adoptedStyleSheets" in document)) return;
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
    this.hide("*");
    setTimeout(() => this.lift(), MOST_MS);
  }

  /** Only those elements that these experiments may change; all of them where their rules are not known here. */
  narrow(experiments) {
    const contents = experiments.flatMap(({ variants }) => variants || [{ changes: [{ selector: "*" }] }]);
    const changes = contents.flatMap((each) => [each, ...(each.experiences || [])]).flatMap((each) => each.changes || []);
    this.hide(changes.map(({ selector }) => selector).join());
  }

  /** A selector that is none hides nothing. */
  hide(selectors) {
    if (this.sheet) this.sheet.replaceSync(":is(" + this.selector + "):is(" + selectors + "){visibility:hidden!important}");
  }

  lift() {
    if (!this.sheet) return;
    document.adoptedStyleSheets = Array.from(document.adoptedStyleSheets).filter((each) => each !== this.sheet);
    this.sheet = null;
  }
}
