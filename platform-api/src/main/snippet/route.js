// Sees when this view of the site becomes another one without a new document, comes back from the back/forward cache, or
// when another tab took back what the device may remember.

export function watch(page) {
  let here = location.href;
  const look = () => {
    if (here === location.href) return;
    here = location.href;
    // Another page view.
    page.exposed.clear();
    page.evaluate();
  };
  if (window.navigation) navigation.addEventListener("currententrychange", look);
  else {
    for (const name of ["pushState", "replaceState"]) {
      const original = history[name];
      history[name] = function (...details) {
        original.apply(this, details);
        look();
      };
    }
    addEventListener("popstate", look);
    addEventListener("hashchange", look);
  }
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    page.exposed.clear();
    goOn(page);
  });
  addEventListener("storage", () => goOn(page));
}

/** Goes on only as the one who is stored: what was taken back elsewhere is nobody's yes here. */
function goOn(page) {
  const { visitor } = page;
  if (visitor.mayKeep()) {
    const entry = page.store.visitor();
    if (!entry) visitor.takeBack();
    else if (entry.id !== visitor.id) visitor.recall();
  }
  page.settle();
}
