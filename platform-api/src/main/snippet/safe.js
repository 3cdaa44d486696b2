// What a change never touches and never writes.

/** Elements that load, run or steer: neither their text nor their attributes are ever changed. */
export const UNTOUCHABLE = "script,style,iframe,frame,object,embed,base,meta,link,template,animate,set";
const REFUSED_ATTRIBUTE = /^(on.*|style|srcdoc|srcset|ping|is|nonce)$/i;
const URL_ATTRIBUTE = /(^|:)(href|src|action|formaction|poster|background|cite|data)$/i;

export function unsafe(name, value) {
  return REFUSED_ATTRIBUTE.test(name) || (URL_ATTRIBUTE.test(name) && !leadsSomewhereSafe(value));
}

function leadsSomewhereSafe(address) {
  return /^(https?|mailto|tel):$/.test(new URL(address, document.baseURI).protocol);
}
