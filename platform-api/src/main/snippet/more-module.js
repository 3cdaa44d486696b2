// The entry of the third bundle: the consent tools, sending, telling, following; and what few decisions need, a question to the server, a
// redirect, HTML, a preview. It is fetched beside the rules, and no other decision waits for it. See widgets-module.js.
import { teller } from "./answers.js";
import { asker } from "./ask.js";
import { bare } from "./bare.js";
import { listen } from "./cmp.js";
import { harmless } from "./markup.js";
import { tellOfNobody } from "./nobody.js";
import { isLanding, observer } from "./observe.js";
import { show } from "./preview.js";
import { accompany, notebook } from "./companions.js";
import { arrived, destination } from "./redirect.js";
import { track } from "./track.js";
import { watch } from "./route.js";
import { Sender } from "./sender.js";
import { widget } from "./widgets.js";

exported["start"] = (page) => {
  const { events } = page;
  events.sender = new Sender(page);
  events.changed();
  watch(page);
  page.hush = listen((source, states, remembered) => page.hear(source, states, bare({ remembered })));
  // Whether this page view is where a redirect led, or is itself on its way to another page: then it stays or goes.
  const mark = arrived();
  const landed = isLanding(mark);
  let redirected = !!mark;
  let leaves = false;
  const observe = observer(page, landed);
  return {
    harmless,
    ...asker(page),
    track: (...details) => track(page, ...details),
    tell: teller(page),
    notes: notebook(page),
    ofNobody: (names) => tellOfNobody(page, names),
    accompany(visitor) {
      accompany(page, visitor);
      if (!leaves && !visitor.excluded && !page.forced) observe();
    },
    widget: (kind, details) => widget(page, kind, details),
    preview: (token) => show(page, token),
    lead(changes) {
      const away = redirected ? undefined : destination(changes, page.ruleset.hosts, landed);
      if (!away) return;
      redirected = leaves = true;
      events.sender.leave();
      location.replace(away);
    },
  };
};
