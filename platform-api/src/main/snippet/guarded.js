/** The site's page is never harmed by what happens in here. */
export function guarded(act) {
  try {
    return act();
  } catch (fault) {
    console.warn("candor:", fault);
    return undefined;
  }
}
