// Loads what a decision does not need, at the moment somebody asks for it. The addresses carry the hash of what is behind
// them, which the build fills in; import() does without a script element, so a strict policy and Trusted Types let it be.
// __import__ is import(): the compiler would resolve it itself, so the build puts it in afterwards.
import { guarded } from "./guarded.js";

/** @return {!Promise<*>} what the widget answered; undefined where it could not be had */
export async function widget(page, kind, details) {
  try {
    const widgets = await __import__(page.remote.base + "/v1/candor-widgets.@widgets@.js");
    return await widgets.open(kind, core(page), ...details);
  } catch (unavailable) {
    return guarded(() => {
      throw unavailable;
    });
  }
}

/** What the preview link in the page's address shows. */
export async function preview(page, token) {
  const more = await __import__(page.remote.base + "/v1/candor-more.@more@.js");
  return more.preview(page, token);
}

/** All that a widget may use of the snippet. */
function core(page) {
  const { remote, visitor, events } = page;
  return {
    siteKey: remote.siteKey,
    base: remote.base,
    language: page.context().language,
    signals: visitor.signals,
    visitor,
    page,
    events,
  };
}
