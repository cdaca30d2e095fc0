// What is given waits for Python, is kept by the browser meanwhile, and may have been changed elsewhere.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { answer } from "../../kit/widgets/browser/book.js";
import { decide, put } from "../../kit/widgets/browser/delivery.js";
import { openBook } from "../../kit/widgets/browser/reading.js";
import { makeStatus } from "../../kit/widgets/browser/saving.js";
import { Model, openPage, words } from "./page.js";

const STATEMENT = "breadth-1";
const NAME = `ratings ${STATEMENT}`;

let page;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "setInterval"] });
  page = openPage();
});

/** Run a lesson: a kernel that has read `ratings` from the file. */
async function run(reader, ratings = {}, model = new Model()) {
  const ask = async () => JSON.stringify({ sections: { ratings }, trouble: "", notices: [] });
  const book = await openBook({ model, page: globalThis.regionalKit, ask, data: { book: "mine", reader } });
  const status = makeStatus(book, [NAME], words);
  const told = () => {
    status.update();
    return status.element.seen;
  };
  return { model, book, told, rate: (level) => put(book, model, "ratings", STATEMENT, level) };
}

const shown = (book) => answer(book, "ratings", STATEMENT);

function reply(model, message) {
  const { edit } = model.sent.at(-1);
  model.hear({ edit, about: "ratings", trouble: "", notices: [], kept: true, ...message });
}

test("what is given is shown at once and told as saved once it is in the file", async () => {
  const { model, book, told, rate } = await run("first", { [STATEMENT]: 2 });
  rate(4);
  assert.equal(shown(book), 4);
  assert.deepEqual(model.sent.at(-1).put, { section: "ratings", key: STATEMENT, value: 4, seen: [2] });
  reply(model, { fate: "taken" });
  assert.match(told(), /form\.saved/);
  assert.deepEqual(Object.keys(localStorage), []);
});

test("of levels given in haste each may be in the file when the page ends, and of many texts the latest", async () => {
  const { model, book, rate } = await run("first");
  for (const level of [1, 5, 3, 5, 2]) rate(level);
  assert.deepEqual(model.sent.at(-1).put, { section: "ratings", key: STATEMENT, value: 2, seen: [null, 1, 3, 5] });
  for (let length = 1; length < 100; length++) put(book, model, "evidence", "breadth", "a".repeat(length));
  const { seen } = model.sent.at(-1).put;
  assert.deepEqual([seen[0], seen.at(-1).length, seen.length], [null, 98, 7]);
  // What never reached Python is nowhere.
  mock.timers.tick(5000);
  rate(4);
  assert.deepEqual(model.sent.at(-1).put.seen, [null, 2]);
});

test("what is taken and not yet in the file is not told as saved", async () => {
  const { model, told, rate } = await run("first");
  rate(4);
  reply(model, { fate: "taken", kept: false });
  assert.match(told(), /form\.memory/);
  assert.equal(Object.keys(localStorage).length, 1);
});

test("what is given while no kernel is there is kept, and saved by the next run", async () => {
  const first = await run("first");
  first.model.gone = true;
  first.rate(5);
  assert.match(first.told(), /form\.unsaved form\.unsaved-kept/);
  const second = await run("second");
  assert.equal(second.model.sent.at(-1).put.value, 5);
  reply(second.model, { fate: "taken" });
  assert.match(first.told(), /form\.saved/);
});

test("a kernel that does not answer is told of, and is asked again", async () => {
  const { model, told, rate } = await run("first");
  rate(3);
  mock.timers.tick(5000);
  assert.match(told(), /form\.unsaved/);
  const before = model.sent.length;
  mock.timers.tick(4000);
  assert.equal(model.sent.length, before + 1);
  reply(model, { fate: "taken" });
  mock.timers.tick(20000);
  assert.equal(model.sent.length, before + 1);
});

test("what an earlier page left is shown and given to the lesson that is run", async () => {
  const { model, rate } = await run("first");
  model.gone = true;
  rate(1);
  globalThis.regionalKit = { ...globalThis.regionalKit, books: undefined, listening: undefined };
  const next = await run("second", { [STATEMENT]: 2 });
  assert.equal(shown(next.book), 1);
  assert.equal(next.model.sent.at(-1).put.value, 1);
});

for (const [mine, level] of [
  [true, 4],
  [false, 1],
]) {
  test(`of two answers the one that is chosen stands: ${mine ? "one's own" : "the other"}`, async () => {
    const { model, book, told, rate } = await run("first", { [STATEMENT]: 2 });
    rate(4);
    reply(model, { fate: "changed", stored: 1 });
    assert.equal(shown(book), 4);
    assert.match(told(), /form\.changed/);
    const before = model.sent.length;
    decide(book, model, NAME, mine);
    assert.equal(shown(book), level);
    const sent = model.sent.slice(before).map(({ put: { value, seen } }) => ({ value, seen }));
    assert.deepEqual(sent, mine ? [{ value: 4, seen: [1] }] : []);
  });
}

test("what is refused is taken back, with the reason", async () => {
  const { model, book, rate } = await run("first", { [STATEMENT]: 2 });
  rate(4);
  reply(model, { fate: "refused", why: "no" });
  assert.equal(shown(book), 2);
  assert.equal(book.refused.get(NAME), "no");
});

test("a page with an answer that is nowhere safe asks before it is left", async () => {
  const { model, rate } = await run("first");
  const leave = () => {
    const event = new Event("beforeunload", { cancelable: true });
    page.fire(event);
    return event.defaultPrevented;
  };
  assert.equal(leave(), false);
  model.gone = true;
  rate(2);
  assert.equal(leave(), true);
});
