// What a visitor may open, each in a file of its own beside this one. The core hands over everything that they may use.

/**
 * @param {string} kind "panel", "ask" or "why"
 * @param {?} core see candor.d.ts, WidgetCore
 * @param {...*} details what the page passed: the attribute to ask for, the element to explain
 */
export function open(kind, core, ...details) {
  console.warn("candor: no " + kind + " yet", core.siteKey, details);
}
