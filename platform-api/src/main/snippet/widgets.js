// Loads a widget at the moment somebody asks for it; see more.js.
import { interacted } from "./companions.js";

/** @return {!Promise<*>} what the widget answered; undefined where it could not be had */
export function widget(core, kind, details) {
  return open(core, kind, details).catch((unavailable) => console.warn("candor:", unavailable));
}

async function open({ base, siteKey, page, visitor, add, context, notes }, kind, details) {
  const widgets = await __import__(base + "/v1/candor-widgets.@widgets@.js");
  /** All that a widget may use of the snippet: WidgetCore in candor.d.ts. */
  const core = { siteKey, base, language: context().language, signals: visitor.signals, visitor, page, events: { add }, interacted, notes };
  // Whatever goes wrong is told in the console, and does the page no harm.
  return Promise.resolve(widgets.open(kind, core, ...details)).catch((fault) => console.warn("candor:", fault));
}
