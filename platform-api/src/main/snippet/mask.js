// Keeps from sight what an experiment may be about to change: the elements of data-mask, until it is known what the visitor
// sees, and never longer than this.
const MOST_MS = 800;

export class Mask {
  /** @param {?string} selector the tag's data-mask */
  constructor(selector) {
    this.selector = selector;
    this.sheet = null;
    /** Whether it ran out: what is decided after that is not shown in this page view, lest the original turn into it. */
    this.late = false;
    // A sheet of its own, which strict policies let be. Where a browser can't have one, nothing is masked.
    // Nor what has been seen already.
    if (!selector || document.readyState !== "loading" || !("adoptedStyleSheets" in document)) return;
    this.sheet = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
    this.hide("*");
    setTimeout(() => {
      this.late = !!this.sheet;
      this.lift();
    }, MOST_MS);
  }

  /** Of its elements, only those that these selectors mean. A selector that is none hides nothing. */
  hide(selectors) {
    if (this.sheet) this.sheet.replaceSync(":is(" + this.selector + "):is(" + selectors + "){visibility:hidden!important}");
  }

  lift() {
    if (!this.sheet) return;
    document.adoptedStyleSheets = Array.from(document.adoptedStyleSheets).filter((each) => each !== this.sheet);
    this.sheet = null;
  }
}
