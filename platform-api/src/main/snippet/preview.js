// What a signed preview link shows. The server alone can tell whether a link is one; a parameter that it did not sign does
// nothing. While a preview is shown nobody is counted, and the page says that it is one.

import { bare } from "./bare.js";
import { get } from "./remote.js";

const PARAMETER = "candor_preview";

const WORDS = {
  en: ["Preview", "Leave the preview"],
  ja: ["プレビュー", "プレビューを終了"],
};

/**
 * Fetches what the link shows, shows it in the place of its experiment's own decision, and says so in the page.
 * @return {!Promise<void>}
 */
export async function show({ siteKey, page, context }, token) {
  const language = context().language || "";
  const { decisions } = await get("/v1/sites/" + siteKey + "/preview?" + new URLSearchParams(bare({ token, language })), {});
  const decision = decisions[0];
  const marked = () => mark(decision, language);
  if (document.body) marked();
  else document.addEventListener("DOMContentLoaded", marked);
  page.forced = decision;
}

/** A small sign in the corner, out of the reach of the page's own styles. */
function mark({ experiment, variant }, language) {
  const [word, leave] = WORDS[language === "ja" ? "ja" : "en"];
  const sign = document.createElement("div");
  const text = document.createElement("span");
  const way = document.createElement("a");
  const address = new URL(location.href);
  address.searchParams.delete(PARAMETER);
  way.href = address.href;
  way.textContent = leave;
  text.textContent = word + ": " + experiment + " / " + variant + " ";
  sign.setAttribute("data-candor-preview", "");
  sign.setAttribute("role", "status");
  sign.setAttribute("lang", language === "ja" ? "ja" : "en");
  // Through the style objects, which a content security policy lets be.
  sign.style.cssText = "all:initial;position:fixed;left:8px;bottom:8px;z-index:2147483647;max-width:calc(100vw - 16px)";
  const look = "font:13px/1.4 system-ui,sans-serif;color:#fff;";
  const box = document.createElement("div");
  box.style.cssText = look + "background:#1f2937;padding:6px 10px;border-radius:6px;overflow-wrap:anywhere";
  way.style.cssText = look + "text-decoration:underline";
  box.append(text, way);
  sign.attachShadow(Object.assign(Object.create(null), { mode: "open" })).append(box);
  document.body.append(sign);
}
