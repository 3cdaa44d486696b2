// Loads a widget at the moment somebody asks for it; see more.js.
import { interacted } from "./companions.js";

/** @return {!Promise<*>} what the widget answered; undefined where it could not be had */
export function widget(page, kind, details) {
  return open(page, kind, details).catch((unavailable) => console.warn("candor:", unavailable));
}

async function open(page, kind, details) {
  const { remote, visitor, events } = page;
  const widgets = await __import__(remote.base + "/v1/candor-widgets.@widgets@.js");
  /** All that a widget may use of the snippet: WidgetCore in candor.d.ts. */
  const core = {
    siteKey: remote.siteKey,
    base: remote.base,
    language: page.context().language,
    signals: visitor.signals,
    visitor,
    page,
    events,
    interacted,
    notes: page.more.notes,
  };
  // Whatever goes wrong is told in the console, and does the page no harm.
  return Promise.resolve(widgets.open(kind, core, ...details)).catch((fault) => console.warn("candor:", fault));
}
