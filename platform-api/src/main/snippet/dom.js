// What changes do to elements; each returns the way back.

/** Puts these nodes in the place of the element's content. */
export function fill(element, nodes) {
  const original = Array.from(element.childNodes);
  element.replaceChildren(...nodes);
  return () => {
    // Unless the page has put something else there meanwhile.
    if (nodes.every((node, i) => element.childNodes[i] === node)) element.replaceChildren(...original);
  };
}

export function style({ style }, name, value) {
  const original = [style.getPropertyValue(name), style.getPropertyPriority(name)];
  style.setProperty(name, value, "important");
  return () => style.setProperty(name, ...original);
}
