// Elements of the page: found by their id, or made. Text stays text, whatever it says.

type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** The element with that id. Throws when the page has none. */
export function find<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no ${id}`);
  return element as E;
}

/** A new element; an attribute that is false or undefined is left out. */
export function make(tag: string, attributes: Attributes = {}, ...children: (Node | string)[]): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** A button that is no form's. */
export function button(text: string, press: () => void): HTMLElement {
  const element = make("button", { type: "button" }, text);
  element.addEventListener("click", press);
  return element;
}
