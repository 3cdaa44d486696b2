// Where a redirecting variant leads: to a host of the site, with what the visitor's address carried, and once. Nothing is
// kept on the device for it: the address itself says that its visitor was just led there.
const MARK = "candor_redirected";

/** What marks a redirect by which a visit began. */
export const LANDED = "2";

/** The mark, where this page view is where a redirect led; takes it out of the address. @return {?string} */
export function arrived() {
  const here = new URL(location.href);
  const mark = here.searchParams.get(MARK);
  if (mark === null) return null;
  here.searchParams.delete(MARK);
  history.replaceState(history.state, "", here.href);
  return mark || "1";
}

/**
 * @param {!Array} changes bare
 * @param {Array<string>|undefined} hosts those that a redirect may lead to
 * @param {boolean} landed whether the visit began with this page view
 * @return {string|undefined} the address to go to, or nothing where the visitor stays
 */
export function destination(changes, hosts, landed) {
  const change = changes.find((each) => each.do === "redirect");
  if (!change) return undefined;
  const here = new URL(location.href);
  const target = new URL(change.value, here);
  if (!/^https?:$/.test(target.protocol) || !(hosts || []).includes(target.hostname)) return undefined;
  // There already, or sent back here from there by the site itself.
  if (leadsTo(here, target) || document.referrer === here.href.split("#")[0]) return undefined;
  const own = new Set(target.searchParams.keys());
  for (const [name, value] of here.searchParams) if (!own.has(name)) target.searchParams.append(name, value);
  target.searchParams.append(MARK, landed ? LANDED : "1");
  if (!target.hash) target.hash = here.hash;
  return target.href;
}

/** Whether this is the target's page, with the target's own parameters; others may have come along. */
function leadsTo(here, target) {
  return (
    here.origin === target.origin &&
    here.pathname === target.pathname &&
    Array.from(target.searchParams).every(([name, value]) => here.searchParams.getAll(name).includes(value))
  );
}
