// How an attribute is answered: by pressing a choice, or by typing where there are none.
import { button, el } from "./dom.js";

/**
 * @param {?} kit
 * @param {?} attribute of the document of texts
 * @param {*} value what was answered before, if anything
 * @param {function(*)} done
 * @param {function(!Array<!Element>): !Array<!Element>} beside adds what stands beside the answer's own buttons, of their size
 * @return {!Element}
 */
export function control(kit, attribute, value, done, beside = (own) => own) {
  const { words } = kit;
  const { type, values, texts } = attribute;
  const choices = type === "boolean" ? [true, false] : values;
  if (choices) {
    const own = choices.map((choice) => button(spoken(kit, choice), () => done(choice), { "aria-pressed": choice === value && "true" }));
    return el("div", { class: "two", role: "group", "aria-label": texts.label }, beside(own));
  }
  const number = type === "number";
  const input = el("input", { type: number ? "number" : "text", step: "any", maxlength: "200", autocomplete: "off", "aria-label": texts.label });
  if (value !== undefined) input.value = value;
  const submit = (event) => {
    event.preventDefault();
    const answer = number ? input.valueAsNumber : input.value.trim();
    if (answer || answer === 0) done(answer);
    else input.focus();
  };
  return el("form", { class: "g", submit }, input, el("div", { class: "two" }, beside([el("button", null, words.save)])));
}

/** A value as a visitor reads it. */
export const spoken = ({ words }, value) => (value === true ? words.yes : value === false ? words.no : String(value));
