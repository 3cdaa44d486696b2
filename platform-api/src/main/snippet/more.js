// Loads what stands beside the decision. The address carries the hash of what is behind it, which the build fills in.
// __import__ is import(): the compiler would resolve it itself, so the build puts it in afterwards. It does without a script
// element, so that a strict policy and Trusted Types let it be.
export async function more(page) {
  return (await __import__(page.remote.base + "/v1/candor-more.@more@.js")).start(page);
}
