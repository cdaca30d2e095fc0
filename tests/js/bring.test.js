// Each view carries a loader, which brings the rest once for all views of a page.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { Model, openPage, settled } from "./page.js";

const KIT = { script: "export const show = ({ el, kit }) => { el.textContent = kit.greeting; };", greeting: "the form" };
const AROUND = { kit: "kit 1", reader: "first", waiting: "waiting", late: "late", still: "still", failed: "failed" };

// A browser imports what a blob holds; Node.js, what stands in an address.
class ReadableBlob extends Blob {
  constructor(parts, options) {
    super(parts, options);
    this.address = `data:text/javascript,${encodeURIComponent(parts.join(""))}`;
  }
}
globalThis.Blob = ReadableBlob;
URL.createObjectURL = (blob) => blob.address;

let show;
let loader;
let turn = 0;

beforeEach(async () => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  openPage();
  // The scripts are of the page they were first run on.
  turn += 1;
  ({ default: loader } = await import(`../../kit/widgets/browser/loader.js?${turn}`));
  ({ show } = await import(`../../kit/widgets/browser/bring.js?${turn}`));
});

const view = (brought = {}) => {
  const one = { model: new Model({ brought }), el: document.createElement("div") };
  loader.initialize(one);
  return one;
};

test("the first view asks for the kit, and every view is shown with it", async () => {
  const [first, second] = [view(), view()];
  const both = Promise.all([show(first, AROUND), show(second, AROUND)]);
  assert.equal(first.el.textContent, "waiting");
  assert.deepEqual([...first.model.sent, ...second.model.sent], [{ ask: "kit 1" }]);
  first.model.hear({ asset: "another" }, "");
  first.model.hear({ asset: "kit 1" }, JSON.stringify(KIT));
  await both;
  assert.deepEqual([first.el.textContent, second.el.textContent], ["the form", "the form"]);
});

test("what a view has brought is not asked for", async () => {
  const only = view({ "kit 1": JSON.stringify(KIT), first: "the answers" });
  await show(only, AROUND);
  assert.equal(only.el.textContent, "the form");
  assert.deepEqual(only.model.sent, []);
  // It is saved with no notebook, and waits in the page.
  assert.deepEqual(only.model.get("brought"), {});
  assert.deepEqual(globalThis.regionalKit.brought, { first: "the answers" });
});

test("a lesson that is run again asks anew, as the kernel asked before may be gone", async () => {
  const [first, second] = [view(), view()];
  show(first, AROUND);
  const shown = show(second, { ...AROUND, reader: "second" });
  assert.deepEqual(second.model.sent, [{ ask: "kit 1" }]);
  second.model.hear({ asset: "kit 1" }, JSON.stringify(KIT));
  await shown;
  assert.equal(second.el.textContent, "the form");
});

test("a kernel that takes long is told of", async () => {
  const only = view();
  show(only, AROUND);
  mock.timers.tick(8000);
  assert.equal(only.el.textContent, "late");
});

test("what was saved with its notebook says that it is still", () => {
  const only = view();
  only.el.closest = () => only.el;
  show(only, AROUND);
  assert.equal(only.el.textContent, "still");
});

test("what Python cannot bring is told, and asked for again by the next view", async () => {
  const [first, second] = [view(), view()];
  const shown = show(first, AROUND);
  first.model.hear({ asset: "kit 1", error: "OSError" });
  await shown;
  assert.equal(first.el.textContent, "failed (OSError)");
  await settled();
  show(second, AROUND);
  assert.deepEqual(second.model.sent, [{ ask: "kit 1" }]);
});

test("the loader unpacks a view and hands it to the script the view has brought, which is run once", async () => {
  const bring = "globalThis.runs = (globalThis.runs ?? 0) + 1; export const show = ({ el }, { title }) => { el.textContent = title; };";
  const packed = (title) => ({ model: new Model({ packed: JSON.stringify({ bring, title }) }), el: document.createElement("div") });
  const [first, second] = [packed("rate"), packed("compare")];
  await loader.render(first);
  await loader.render(second);
  assert.deepEqual([first.el.textContent, second.el.textContent], ["rate", "compare"]);
  assert.equal(globalThis.runs, 1);
});

test("a browser that is too old is told so", async () => {
  const { DecompressionStream } = globalThis;
  globalThis.DecompressionStream = undefined;
  const only = view();
  await loader.render(only);
  globalThis.DecompressionStream = DecompressionStream;
  assert.match(only.el.textContent, /too old/);
});
