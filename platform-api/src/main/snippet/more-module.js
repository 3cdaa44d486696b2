// The entry of the third bundle: the consent tools, sending, telling, following; and what few decisions need, a question to the server, a
// redirect, HTML, a preview. It is fetched beside the rules, and no other decision waits for it. See widgets-module.js.
import { teller } from "./answers.js";
import { asker } from "./ask.js";
import { bare } from "./bare.js";
import { listen } from "./cmp.js";
import { harmless } from "./markup.js";
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
  let redirected = arrived();
  return {
    harmless,
    ...asker(page),
    track: (...details) => track(page, ...details),
    tell: teller(page),
    notes: notebook(page),
    accompany: (visitor) => accompany(page, visitor),
    widget: (kind, details) => widget(page, kind, details),
    preview: (token) => show(page, token),
    lead(changes) {
      const away = redirected ? undefined : destination(changes, page.ruleset.hosts);
      if (!away) return;
      redirected = true;
      events.sender.leave();
      location.replace(away);
    },
  };
};
