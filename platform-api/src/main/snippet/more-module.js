// The entry of the third bundle, which a page fetches when it uses something in it: a preview, a unit of a day, a redirect, HTML, a sticky
// experiment, a widget or what goes along with decisions, a clock that is far off, a browser without the Navigation API.
import { asker } from "./ask.js";
import { bare } from "./bare.js";
import { RARE } from "./changes.js";
import { correct } from "./clock.js";
import { isAutomated } from "./context.js";
import { tellOfNobody } from "./nobody.js";
import { isLanding, observer } from "./observe.js";
import { accompany, notebook } from "./companions.js";
import { show } from "./preview.js";
import { arrived, destination } from "./redirect.js";
import { call, connect } from "./remote.js";
import { watch } from "./route.js";
import { widget } from "./widgets.js";

/** @param {!Array} given in the order of more.js */
exported["start"] = async ([base, siteKey, page, visitor, DO, add, leave, hide, lift, context, evaluate, exposed, hear, keep, look, settle, tell, declare, forget, withdraw]) => {
  connect(base, siteKey);
  const core = { base, siteKey, page, visitor, add, hide, lift, context, evaluate, exposed, keep, tell };
  Object.assign(DO, RARE);
  // What widgets use: WidgetCore in candor.d.ts.
  Object.assign(visitor, { declare, forget, withdraw });
  Object.assign(page, { settle, evaluate, tell, remote: { call }, ofNobody: (names) => tellOfNobody(core, names) });
  page.consent = (states, options) => {
    const { remembered, method, textVersion } = bare(options || {});
    hear("explicit", states, remembered, method, textVersion);
  };
  core.notes = notebook(visitor);
  if (!window.navigation) watch(look);
  // Whether this page view is where a redirect led, or is itself on its way to another page: then it stays or goes.
  const mark = arrived();
  const landed = isLanding(mark);
  let redirected = !!mark;
  let leaves = false;
  const observe = observer(core, landed);
  const token = new URLSearchParams(location.search).get("candor_preview");
  // What the preview link in the page's address shows, if it is one that the server knows.
  if (token) await show(core, token).catch(() => {});
  return {
    ...asker(core),
    accompany() {
      if (isAutomated() || page.forced) return;
      accompany(core);
      if (!leaves) observe();
    },
    ofNobody: (names) => tellOfNobody(core, names),
    correct: (answer, batch) => correct(page, answer, batch),
    widget: (kind, ...details) => widget(core, kind, details),
    lead(changes) {
      const away = redirected ? undefined : destination(changes, page.ruleset.hosts, landed);
      if (!away) return;
      redirected = leaves = true;
      leave();
      location.replace(away);
    },
  };
};
