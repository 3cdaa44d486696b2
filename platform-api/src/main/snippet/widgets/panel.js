// The visitor's panel: what they told, what they allow, and their rights. What this browser holds changes at once; the
// server's part follows, or the visitor reads that it is still to come.
import { bare } from "../bare.js";
import { control } from "./control.js";
import { button, el, place, text, title } from "./dom.js";
import { told } from "./why.js";

const NOTHING = { measurement: "denied", remembering: "denied", personalization: "denied" };

export async function panel(kit) {
  const { words } = kit;
  const paper = await kit.paperOrNone();
  if (kit.card) kit.card.close();
  if (kit.panel) return;
  kit.tell("panel_opened");
  const { name, contact } = paper.controller;
  const head = title("h2", words.panel);
  head.autofocus = true;
  const sections = [];
  const redraw = (but) => sections.forEach((each) => each === but || each.draw());
  for (const make of [given, allowed, rights]) sections.push(make(kit, paper, redraw));
  const dialog = (kit.panel = el(
    "dialog",
    { class: "card", "aria-labelledby": head.id },
    el("header", null, head, button("×", () => dialog.close(), { class: "x", "aria-label": words.close })),
    sections.map((each) => each.element),
    text([name, contact].filter(Boolean).join(" · "), "m"),
  ));
  const host = place(kit, dialog);
  dialog.addEventListener("close", () => {
    kit.panel = null;
    host.remove();
  });
  dialog.showModal();
}

/** A section with a heading and a line that tells what was done; what stands between is drawn anew by draw(). */
function section(kit, words, content) {
  const head = title("h3", words);
  const body = el("div", { class: "g" });
  const status = el("p", { role: "status", class: "m" });
  const self = {
    element: el("section", { "aria-labelledby": head.id }, head, body, status),
    draw() {
      // Where the focus goes when what had it goes away.
      const inside = body.contains(body.getRootNode().activeElement);
      body.replaceChildren(...content(self));
      if (inside) head.focus();
    },
    /** Says what came of something that the server has to do as well. */
    async say(outcome) {
      const how = await outcome;
      status.replaceChildren(kit.words[how] + " ", how === "away" ? button(kit.words.again, () => self.say(kit.settle())) : "");
    },
  };
  self.draw();
  return self;
}

function given(kit, paper) {
  const { words, core } = kit;
  const { visitor, page } = core;
  const entry = (self, key) => {
    const attribute = kit.attribute(paper, key);
    const label = attribute.texts.label;
    const correct = (value) => {
      kit.declare(key, value);
      self.draw();
      // Another answer to the same question has a receipt of its own.
      self.say(kit.send("PATCH", { consent: { personalization: "granted" }, textVersion: attribute.version }));
    };
    const withdraw = () => {
      visitor.withdraw(key);
      page.evaluate();
      self.draw();
      self.say("done");
    };
    const change = () => {
      const how = control(kit, attribute, visitor.attributes[key], correct);
      item.replaceChildren(how);
      how.querySelector("button,input").focus();
    };
    const item = el(
      "li",
      { class: "row" },
      told(kit, attribute),
      attribute.type && button(words.change, change, { "aria-label": words.change + ": " + label }),
      button(words.withdraw, withdraw, { "aria-label": words.withdraw + ": " + label }),
    );
    return item;
  };
  return section(kit, words.youTold, (self) => {
    const keys = Object.keys(visitor.attributes);
    return [keys.length ? el("ul", null, keys.map((key) => entry(self, key))) : text(words.none, "m")];
  });
}

function allowed(kit, paper, redraw) {
  const { words, core } = kit;
  const { textVersion } = paper;
  return section(kit, words.allow, (self) => {
    const choice = ({ purpose, title: name, text: about }) => {
      const choose = ({ target }) => {
        const states = { [purpose]: target.value };
        let outcome = "done";
        if (target.value === "denied") outcome = kit.deny(states, textVersion);
        else kit.allow(states, textVersion);
        for (const each of both) each.setAttribute("aria-pressed", each === target);
        redraw(self);
        self.say(outcome);
      };
      const both = ["granted", "denied"].map((value, i) =>
        button(i ? words.deny : words.grant, choose, { value, "aria-pressed": String(core.visitor.consent[purpose] === value) }),
      );
      return el(
        "div",
        { class: "g", role: "group", "aria-label": name },
        el("div", null, el("p", null, el("b", null, name)), text(about, "m")),
        el("div", { class: "two" }, both),
      );
    };
    if (paper.purposes.length) return paper.purposes.map(choice);
    // Without the words nobody can agree, but everybody can refuse.
    return [button(words.off, () => self.say(kit.deny({ personalization: "denied" })))];
  });
}

function rights(kit, paper, redraw) {
  const { words, core } = kit;
  const { visitor } = core;
  return section(kit, words.rights, (self) => {
    const object = () => {
      // An objection forgets the key here; to take it back needs it once more.
      const key = kit.objected || visitor.secret;
      self.say(kit.send("PATCH", { objected: !kit.objected }, key));
      visitor.signals.objected = !kit.objected;
      core.page.settle();
      kit.objected = kit.objected ? null : key;
      redraw();
    };
    const erase = button(words.erase, ({ detail }) => {
      // The second half of a double click does not count.
      if (erase.textContent === words.erase || detail > 1) return (erase.textContent = words.sure);
      self.say(kit.send("DELETE"));
      // Whoever was never stored becomes somebody else as well.
      visitor.since ||= "never";
      visitor.forget();
      core.notes.erase();
      kit.allow(NOTHING, paper.textVersion);
      kit.tellOfNobody("data_erased");
      redraw();
    });
    return [
      button(words.export, () => self.say(download(kit))),
      button(kit.objected ? words.unobject : words.object, object),
      erase,
    ];
  });
}

/** A file with what this browser holds and what the server counted, as far as it can be had. */
async function download(kit) {
  const { siteKey, visitor } = kit.core;
  const { consent, attributes, since } = visitor;
  let outcome = visitor.secret ? "done" : "noKey";
  const server = visitor.secret && (await kit.server("GET").catch(() => void (outcome = "away")));
  const data = bare({ site: siteKey, at: new Date().toISOString(), browser: { consent, attributes, notes: kit.core.notes.read(), since }, server });
  const href = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)]));
  el("a", { href, download: "my-data.json" }).click();
  if (!kit.tell("data_exported")) kit.tellOfNobody("data_exported");
  return outcome;
}
