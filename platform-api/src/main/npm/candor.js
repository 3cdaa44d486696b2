// Candor's snippet for those who bundle. Importing this does nothing, so that a server may: what the build puts in below runs
// at the first start in a page. platform-api/pom.xml makes the file.
const snippet = () => {
  const exported = {};
  %output%
  return exported;
};

let loaded;

export function start(options) {
  if (typeof document !== "object") return absent();
  try {
    const { site, host, mask, recall } = options;
    if (typeof site !== "string" || !/^https?:\/\//.test(host)) throw new Error("start needs site and host");
    loaded ||= snippet();
    return loaded.open(site, host.replace(/\/+$/, ""), mask, !!recall);
  } catch (fault) {
    console.warn("candor:", fault);
    return absent();
  }
}

/** Where Candor can't be: it takes every call and changes nothing. */
function absent() {
  const candor = Object.create(null);
  for (const name of ["consent", "track", "declare", "withdraw", "identify", "expose", "ready", "optOut"]) candor[name] = () => {};
  for (const name of ["panel", "ask", "why"]) candor[name] = async () => {};
  candor.decide = (experiment) => ({
    experiment,
    variant: null,
    role: null,
    reason: "unknown_experiment",
    personalized: false,
    payload: {},
    changes: [],
    why: null,
  });
  candor.q = { push() {} };
  return candor;
}
