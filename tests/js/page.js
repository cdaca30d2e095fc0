// As little of a page as the scripts need outside a browser: elements, storage, events, and a widget's model.

class Element extends EventTarget {
  constructor(tag) {
    super();
    Object.assign(this, { tag, attributes: {}, children: [], hidden: false, parent: undefined, value: "" });
  }
  get id() {
    return this.attributes.id;
  }
  get isConnected() {
    return Boolean(this.parent);
  }
  get firstElementChild() {
    return this.children.find((child) => child instanceof Element);
  }
  get options() {
    return this.children;
  }
  get textContent() {
    return this.children.map((child) => child.textContent ?? child).join("");
  }
  set textContent(text) {
    this.replaceChildren(text);
  }
  /** What a reader sees. */
  get seen() {
    return this.hidden ? "" : this.children.map((child) => child.seen ?? child).join("");
  }
  classList = {
    names: new Set(),
    contains: (name) => this.classList.names.has(name),
    add: (name) => this.classList.toggle(name, true),
    remove: (name) => this.classList.toggle(name, false),
    toggle: (name, on) => this.classList.names[on ? "add" : "delete"](name),
  };
  setAttribute(name, value) {
    this.attributes[name] = value;
    if (name === "hidden") this.hidden = true;
    if (name === "value") this.value = value;
    if (name === "class") for (const one of value.split(" ")) this.classList.add(one);
  }
  append(...children) {
    for (const child of children) if (child instanceof Element) child.parent = this;
    this.children.push(...children);
  }
  replaceChildren(...children) {
    this.children = [];
    this.append(...children);
  }
  remove() {
    if (this.parent) this.parent.children = this.parent.children.filter((child) => child !== this);
    this.parent = undefined;
  }
  contains(other) {
    return other === this || this.children.some((child) => child instanceof Element && child.contains(other));
  }
  closest() {
    return null;
  }
  focus() {
    document.activeElement = this;
  }
  click() {
    this.dispatchEvent(new Event("click"));
  }
  /** The first element of a kind in it. */
  find(tag) {
    if (this.tag === tag) return this;
    for (const child of this.children) {
      const found = child instanceof Element && child.find(tag);
      if (found) return found;
    }
    return undefined;
  }
}

/** A page with nothing on it and nothing kept. */
export function openPage() {
  const kept = {};
  const storage = {
    getItem: (key) => kept[key] ?? null,
    setItem: (key, value) => {
      kept[key] = value;
    },
    removeItem: (key) => delete kept[key],
  };
  // A browser's storage lists what it keeps as its own properties.
  globalThis.localStorage = new Proxy(storage, {
    ownKeys: () => Object.keys(kept),
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
  });
  globalThis.document = Object.assign(new EventTarget(), { createElement: (tag) => new Element(tag), hidden: false, activeElement: null });
  const target = new EventTarget();
  globalThis.addEventListener = target.addEventListener.bind(target);
  globalThis.regionalKit = { inflate: async (text) => text };
  return { el: new Element("div"), fire: (event) => target.dispatchEvent(event) };
}

/** A widget's model as anywidget gives it. `gone` is set while no kernel is there. */
export class Model {
  gone = false;
  sent = [];
  hearing = new Set();
  constructor(state = {}) {
    this.state = state;
  }
  get(name) {
    return this.state[name];
  }
  set(name, value) {
    this.state[name] = value;
  }
  on(name, hear) {
    if (name === "msg:custom") this.hearing.add(hear);
  }
  off(_, hear) {
    this.hearing.delete(hear);
  }
  save_changes() {}
  send(message) {
    if (this.gone) throw new Error("no kernel");
    this.sent.push(message);
  }
  /** Python answers. */
  hear(message, ...buffers) {
    for (const hear of [...this.hearing]) hear(message, buffers);
  }
}

/** Phrases that are told by their keys, with what they are filled with. */
export const words = new Proxy({}, { get: (_, key) => (key === "board.handed" ? "{n} have handed in" : key) });

/** Let everything go on that waits for nothing but its turn. */
export const settled = () => new Promise(setImmediate);

/** All elements of a part whose attribute has a value. */
export function having(part, name, value) {
  const inner = part.children.filter((child) => child.children).flatMap((child) => having(child, name, value));
  return part.attributes[name] === value ? [part, ...inner] : inner;
}
