// A page's side of its Python: one question at a time, and whoever waits hears what became of it.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { openPython } from "../../site/page/python.js";

/** @type {FakeWorker[]} */
let workers;

class FakeWorker {
  heard = [];
  ended = false;
  constructor() {
    workers.push(this);
  }
  postMessage(order) {
    this.heard.push(structuredClone(order));
  }
  terminate() {
    this.ended = true;
  }
  tell(told) {
    this.onmessage({ data: { id: this.heard.at(-1).id, ...told } });
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));
const done = (text, files = {}) => ({ done: { answer: { reply: text }, buffers: [], file: text, files } });
const open = (language = "en") => openPython("/there/", { part: "role", language, files: { "my-class/a.json": "A" } });

beforeEach(() => {
  workers = [];
  globalThis.Worker = FakeWorker;
  globalThis.location = { href: "http://site/there/pages/en/01-role.html" };
});

test("the worker is told at once where the site is and which lesson it is", async () => {
  const { started } = open();
  const [worker] = workers;
  const [{ base, open: opened }] = worker.heard;
  assert.deepEqual([base, opened.part, opened.language, opened.files], ["http://site/there/", "role", "en", { "my-class/a.json": "A" }]);
  worker.tell({ done: undefined });
  await started;
});

test("questions are asked one after the other, and each has its own answer", async () => {
  const python = open();
  const [worker] = workers;
  const first = python.ask("lesson.compare()", { number: 1 }, [], "{}");
  const second = python.ask("lesson.compare()", { number: 2 }, [], "{}");
  worker.tell({ done: undefined });
  await settled();
  assert.deepEqual(
    worker.heard.map(({ ask }) => ask?.message.number),
    [undefined, 1],
  );
  worker.tell(done("one"));
  assert.equal((await first).file, "one");
  await settled();
  worker.tell(done("two"));
  assert.equal((await second).file, "two");
});

test("what is beside a question is still there if it has to be asked again", async () => {
  const python = open();
  const [worker] = workers;
  const content = new Uint8Array([1, 2]).buffer;
  const asked = python.ask("lesson.take_away()", {}, [content], null);
  worker.tell({ done: undefined });
  await settled();
  assert.equal(worker.heard.at(-1).buffers[0].byteLength, 2);
  worker.tell({ failed: "NetworkError", dead: false });
  await assert.rejects(asked, { message: "Python could not work it out (NetworkError)." });
  assert.equal(content.byteLength, 2);
  assert.equal(worker.ended, false);
});

test("a worker that dies rejects whoever waits, and the next question starts another with the files as they became", async () => {
  const python = open("sv");
  const [worker] = workers;
  worker.tell({ done: undefined });
  const first = python.ask("lesson.board()", {}, [], null);
  await settled();
  worker.tell(done("one", { "my-class/a.json": null, "my-class/b.json": "B" }));
  await first;
  const lost = python.ask("lesson.board()", {}, [], null);
  await settled();
  worker.tell({ failed: "memory", dead: true });
  await assert.rejects(lost, /Python har slutat svara/);
  assert.equal(worker.ended, true);
  const again = python.ask("lesson.board()", {}, [], null);
  await settled();
  assert.deepEqual(workers[1].heard[0].open.files, { "my-class/b.json": "B" });
  workers[1].tell({ done: undefined });
  await settled();
  workers[1].tell(done("two"));
  assert.equal((await again).file, "two");
});

test("Python that cannot start says why, and is tried again by the next question", async () => {
  const python = open();
  workers[0].tell({ failed: "404 pyodide.mjs", dead: true });
  await assert.rejects(python.started, /could not start \(404 pyodide\.mjs\)/);
  const asked = python.ask("lesson.compare()", {}, [], null);
  await settled();
  workers[1].onerror({ preventDefault() {}, message: "" });
  await assert.rejects(asked, /could not start \(worker\.js\)/);
});

test("whoever waits when Python is stopped is told so", async () => {
  const python = open();
  const [worker] = workers;
  worker.tell({ done: undefined });
  const asked = python.ask("lesson.compare()", {}, [], null);
  await settled();
  python.stop();
  await assert.rejects(asked, /Python has stopped/);
  assert.equal(worker.ended, true);
});
