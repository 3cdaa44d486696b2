// The visitor's panel: what they told, what they allow, and their rights. What this browser holds changes at once; the
// server's part follows, or the visitor reads that it is still to come.
import { bare } from "../bare.js";
import { control } from "./control.js";
import { button, el, newId, place } from "./dom.js";
import { switchOff, told } from "./why.js";
import { fill } from "./words.js";

const PURPOSES = ["measurement", "remembering", "personalization"];
const EVERYTHING_DENIED = { measurement: "denied", remembering: "denied", personalization: "denied" };

export async function panel(kit) {
  const { words } = kit;
  const paper = (await kit.paper().catch(() => null)) || { controller: {}, purposes: [], attributes: [], textVersion: null };
  if (kit.card) kit.card.close();
  if (kit.panel) return;
  const id = newId();
  const { name, contact } = paper.controller;
  const sections = [];
  const redraw = (but) => sections.forEach((each) => each === but || each.draw());
  for (const make of [given, allowed, rights]) sections.push(make(kit, paper, redraw));
  const dialog = el(
    "dialog",
    { class: "card", "aria-labelledby": id },
    el(
      "header",
      null,
      el("div", null, el("h2", { id, tabindex: "-1", autofocus: true }, words.panel), name && el("p", { class: "m" }, fill(words.by, name))),
      button("×", () => dialog.close(), { class: "x", "aria-label": words.close }),
    ),
    sections.map((each) => each.element),
    contact && el("p", { class: "m" }, contact),
  );
  const host = place(kit, dialog);
  kit.panel = dialog;
  dialog.addEventListener("close", () => {
    kit.panel = null;
    host.remove();
  });
  dialog.showModal();
}

/** A section with a heading and a line that tells what was done; what stands between is drawn anew by draw(). */
function section(kit, title, draw) {
  const heading = el("h3", { tabindex: "-1", id: newId() }, title);
  const body = el("div", { class: "body" });
  const status = el("p", { role: "status", class: "m" });
  const self = {
    heading,
    element: el("section", { "aria-labelledby": heading.id }, heading, body, status),
    draw: () => body.replaceChildren(...draw(self).flat().filter(Boolean)),
    /** Says what came of something that the server has to do as well. */
    async say(done, sent, here) {
      const { words, server } = kit;
      const outcome = await sent;
      const again = async () => ((await server.retry()) ? status.replaceChildren(done) : null);
      if (outcome === "away") status.replaceChildren(words.away + " ", button(words.again, again));
      else status.replaceChildren(outcome === "noKey" ? here || done : done);
    },
  };
  self.draw();
  return self;
}

function given(kit, paper) {
  const { words, core } = kit;
  return section(kit, words.youTold, (self) => {
    const redraw = () => {
      self.draw();
      self.heading.focus();
    };
    const keys = Object.keys(core.visitor.attributes);
    if (!keys.length) return [el("p", { class: "m" }, words.toldNothing)];
    return [
      el(
        "ul",
        null,
        keys.map((key) => {
          const attribute = paper.attributes.find((each) => each.key === key);
          const label = attribute ? attribute.texts.label : key;
          const value = core.visitor.attributes[key];
          const correct = (next) => {
            kit.declare(key, next);
            redraw();
            // Another answer to the same question has a receipt of its own.
            self.say(words.saved, kit.server.send("PATCH", { consent: { personalization: "granted" }, textVersion: attribute.version }));
          };
          const withdraw = () => {
            kit.withdraw(key);
            redraw();
            self.say(words.takenBack);
          };
          const change = () => {
            const how = control(kit, attribute, value, correct);
            item.replaceChildren(el("p", { class: "m" }, label), how);
            how.querySelector("button,input").focus();
          };
          const item = el(
            "li",
            { class: "row" },
            el("div", null, told(kit, key, label)),
            el(
              "div",
              { class: "row" },
              attribute && button(words.change, change, { "aria-label": fill(words.changeNamed, label) }),
              button(words.withdraw, withdraw, { "aria-label": fill(words.withdrawNamed, label) }),
            ),
          );
          return item;
        }),
      ),
    ];
  });
}

function allowed(kit, paper, redraw) {
  const { words, core } = kit;
  return section(kit, words.allow, (self) => [
    el(
      "ul",
      null,
      PURPOSES.map((purpose) => {
        const texts = paper.purposes.find((each) => each.purpose === purpose) || { title: words[purpose] };
        const id = newId();
        const choose = (state) => () => {
          if (core.visitor.consent[purpose] === state) return;
          const { textVersion } = paper;
          const sent =
            state === "granted"
              ? (kit.consent({ [purpose]: state }, "panel", textVersion), "done")
              : purpose === "personalization"
                ? switchOff(kit, paper)
                : kit.deny({ [purpose]: state }, textVersion);
          for (const each of both) each.setAttribute("aria-pressed", String(each.value === state));
          redraw(self);
          self.say(words.saved, sent);
        };
        const both = ["granted", "denied"].map((state) =>
          button(state === "granted" ? words.grant : words.deny, choose(state), {
            value: state,
            "aria-pressed": String(core.visitor.consent[purpose] === state),
          }),
        );
        return el(
          "li",
          { class: "body", role: "group", "aria-labelledby": id },
          el("div", null, el("p", { id }, el("b", null, texts.title)), texts.text && el("p", { class: "m" }, texts.text)),
          el("div", { class: "grid" }, both),
        );
      }),
    ),
  ]);
}

function rights(kit, paper, redraw) {
  const { words, core } = kit;
  const { visitor } = core;
  const { textVersion } = paper;
  const nobody = fill(words.noKey, paper.controller.contact || paper.controller.name || words.site);
  const redrawAll = (self) => {
    redraw();
    self.heading.focus();
  };
  return section(kit, words.rights, (self) => {
    let sure = false;
    const object = (objected) => () => {
      // An objection forgets the key here; to take it back needs it once more.
      const key = kit.objectedWith || visitor.secret;
      const sent = kit.server.send("PATCH", { objected }, key);
      kit.objectedWith = objected && key;
      if (objected) kit.consent(EVERYTHING_DENIED, "panel", textVersion);
      redrawAll(self);
      self.say(objected ? words.objected : words.saved, sent, nobody);
    };
    const erase = button(
      words.erase,
      ({ detail }) => {
        // Not the second half of a double click.
        if (!sure || detail > 1) {
          sure = true;
          erase.textContent = words.eraseSure;
          return;
        }
        const sent = kit.server.send("DELETE");
        kit.consent(EVERYTHING_DENIED, "panel", textVersion);
        visitor.erase();
        kit.tellUnnamed("data_erased");
        redrawAll(self);
        self.say(words.erased, sent, words.erasedHere + " " + nobody);
      },
      { class: "warn" },
    );
    return [
      button(words.export, () => self.say(words.exported, download(kit), words.exportedHere + " " + nobody)),
      kit.objectedWith ? button(words.unobject, object(false)) : button(words.object, object(true)),
      erase,
    ];
  });
}

/** A file with what this browser holds and what the server counted, as far as it can be had. */
async function download(kit) {
  const { siteKey, visitor } = kit.core;
  const { consent, attributes, since, carried } = visitor;
  let outcome = "done";
  let server = null;
  if (visitor.secret) server = await kit.server.call("GET").catch(() => ((outcome = "away"), null));
  else outcome = "noKey";
  const data = { site: siteKey, exportedAt: new Date().toISOString(), browser: { consent, attributes, since, carried, notes: kit.notes }, server };
  const url = URL.createObjectURL(new Blob([JSON.stringify(bare(data), null, 2)], bare({ type: "application/json" })));
  const link = el("a", { href: url, download: "my-data.json" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60000);
  kit.tell("data_exported");
  return outcome;
}
