// Controls with their labels: a choice, tabs, example regions, a question before something is done.

import { fresh, make, say } from "./dom.js";

/** @import { Regions, Words } from "./types.js" */

/**
 * @param {string} label
 * @param {[value: string, text: string][]} options
 * @param {(value: string) => void} choose
 */
export function makeSelect(label, options, choose) {
  const select = make("select", { id: fresh("select") }, ...options.map(([value, text]) => make("option", { value }, text)));
  select.addEventListener("change", () => choose(select.value));
  const element = make("div", { class: "rk-field" }, make("label", { for: select.id }, label), select);
  return {
    element,
    select,
    set: (/** @type {string} */ value) => {
      select.value = value;
    },
  };
}

/**
 * A question before `act` is done, asked by `opener`, which has the focus again afterwards; Escape is no.
 * @param {HTMLElement} opener
 * @param {string} yes
 * @param {string} no
 * @param {() => unknown} act
 */
export function makeSure(opener, yes, no, act) {
  const about = make("p", { id: fresh("sure") });
  const element = make("div", { class: "rk-trouble", hidden: true, role: "group", "aria-labelledby": about.id, tabindex: "-1" });
  const open = (/** @type {boolean} */ now) => {
    element.hidden = !now;
    (now ? element : opener).focus();
  };
  element.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") open(false);
  });
  const done = async () => {
    await act();
    if (!opener.hidden) open(false);
    element.hidden = true;
  };
  element.append(
    about,
    make("button", { type: "button", onclick: done }, yes),
    " ",
    make("button", { type: "button", onclick: () => open(false) }, no),
  );
  return { element, ask: () => open(true), say: (/** @type {string} */ text) => say(about, text) };
}

/**
 * One of a few things to show: radio buttons that look like tabs. `options` are values and labels.
 * @template {string} Value
 * @param {string} legend
 * @param {[value: Value, label: string][]} options
 * @param {(value: Value) => void} choose
 */
export function makeTabs(legend, options, choose) {
  const name = fresh("tab");
  const labels = options.map(([value, label], place) => {
    const input = make("input", { type: "radio", name, value });
    input.checked = place === 0;
    input.addEventListener("change", () => choose(value));
    return make("label", { class: "rk-tab" }, input, " ", label);
  });
  return make("fieldset", { class: "rk-tabs" }, make("legend", {}, legend), ...labels);
}

/**
 * Let a choice have these options; one that stays is not built anew, as its list may be open.
 * @param {HTMLSelectElement} select
 * @param {[value: string, text: string][]} options
 */
export function setOptions(select, options) {
  const values = [...select.options].map((option) => option.value);
  if (JSON.stringify(values) !== JSON.stringify(options.map(([value]) => value))) {
    select.replaceChildren(...options.map(([value, text]) => make("option", { value }, text)));
  } else {
    for (const [place, [, text]] of options.entries()) say(select.options[place], text);
  }
}

/**
 * Build a part of the page anew; focus that was in it stays on what stands in the same place.
 * @template Built
 * @param {HTMLElement} part
 * @param {() => Built} build
 */
export async function keepingFocus(part, build) {
  const controls = () => [
    .../** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll("input, select, textarea, button, summary, a, [tabindex]")),
  ];
  const held = /** @type {HTMLElement} */ (document.activeElement);
  const { scrollLeft } = held;
  const place = controls().indexOf(held);
  const built = build();
  const now = place < 0 ? null : controls()[place];
  now?.focus({ preventScroll: true });
  now?.scrollTo(scrollLeft, 0);
  return built;
}

const MOST = 3;

/**
 * The example regions to compare with, at most three.
 * @param {Regions} regions
 * @param {Words} words
 * @param {() => void} changed
 */
export function makeRegions({ regions, chosen: first }, words, changed) {
  const chosen = new Set(first);
  const boxes = regions.map((region) => {
    const input = make("input", { type: "checkbox", value: region.id });
    input.checked = chosen.has(region.id);
    input.addEventListener("change", () => {
      if (input.checked) chosen.add(region.id);
      else chosen.delete(region.id);
      enough();
      changed();
    });
    return {
      input,
      label: make("label", { class: "rk-choice" }, input, make("span", {}, region.name, " ", make("small", {}, region.kind))),
    };
  });
  const enough = () => {
    for (const { input } of boxes) input.disabled = chosen.size >= MOST && !input.checked;
  };
  enough();
  const legend = make("legend", {}, words["compare.regions"]);
  return {
    element: make("fieldset", { class: "rk-choices" }, legend, ...boxes.map((box) => box.label)),
    chosen: () => [...chosen],
  };
}
