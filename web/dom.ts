// Builds elements without HTML strings, so that no data of an article can ever become markup.

type Child = Node | string | null;

/** An element with attributes (`null` leaves one out) and children (`null` leaves one out). */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | null> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    if (value !== null) made.setAttribute(attribute, value);
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

/**
 * The element that index.html promises.
 * @throws Error when the page lacks it, or it is of another kind
 */
export function byId<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`index.html: no ${kind.name} with id "${id}"`);
  return found;
}
