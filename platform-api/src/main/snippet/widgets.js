// Loads what a decision does not need, at the moment somebody asks for it. The address carries the hash of what is behind
// it, which the build fills in; import() does without a script element, so a strict policy and Trusted Types let it be.
import { guarded } from "./guarded.js";

// __import__ is import(): the compiler would resolve it itself, so the build puts it in afterwards.
const MODULE = "/v1/candor-widgets.@widgets@.js";

/** @return {!Promise<*>} what the widget answered; undefined where it could not be had */
export async function widget(page, kind, details) {
  try {
    const widgets = await __import__(page.remote.base + MODULE);
    return await widgets.open(kind, core(page), ...details);
  } catch (unavailable) {
    return guarded(() => {
      throw unavailable;
    });
  }
}

/** All that a widget may use of the snippet. */
function core(page) {
  const { remote, visitor, events } = page;
  return {
    siteKey: remote.siteKey,
    base: remote.base,
    language: page.context().language,
    signals: page.signals,
    visitor,
    page,
    events,
  };
}
