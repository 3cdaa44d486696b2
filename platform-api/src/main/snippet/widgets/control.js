// How an attribute is answered: by pressing a choice, or by typing where there are none.
import { button, el, newId } from "./dom.js";

/**
 * @param {?} kit
 * @param {?} attribute of the document of texts
 * @param {*} value what was answered before, if anything
 * @param {function(*)} done
 * @param {!Array<!Element>} before buttons that stand beside the answer's own, of its size
 * @param {!Array<!Element>} after
 * @return {!Element}
 */
export function control(kit, attribute, value, done, before = [], after = []) {
  const { words } = kit;
  const { type, values } = attribute;
  const choices = type === "boolean" ? [true, false] : type === "enum" ? values : null;
  if (choices) {
    const name = (choice) => (choice === true ? words.yes : choice === false ? words.no : choice);
    return el(
      "div",
      { class: "grid", role: "group", "aria-label": attribute.texts.label },
      before,
      choices.map((choice) => button(name(choice), () => done(choice), { "aria-pressed": choice === value ? "true" : null })),
      after,
    );
  }
  const id = newId();
  const number = type === "number";
  const input = el("input", { id, required: true, autocomplete: "off", maxlength: "200" });
  input.type = number ? "number" : "text";
  if (number) input.step = "any";
  if (value !== undefined) input.value = value;
  const submit = (event) => {
    event.preventDefault();
    const answer = number ? input.valueAsNumber : input.value.trim();
    if (number ? Number.isFinite(answer) : answer) done(answer);
    else input.focus();
  };
  return el(
    "form",
    { class: "body", novalidate: true, submit },
    el("label", { for: id, class: "m" }, attribute.texts.label),
    input,
    el("div", { class: "grid" }, before, el("button", null, words.save), after),
  );
}
