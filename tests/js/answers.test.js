// A page keeps the answers itself until Python has started, in the file that the notebooks of the site have, too.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { makeAnswering } from "../../site/page/answering.js";
import { makeKeeper } from "../../site/page/answers.js";
import { bytesOf } from "../../site/page/drive.js";

const FILE = "my-answers/answers.json";
const PREVIOUS = "my-answers/answers.previous.json";
const WORDS = {
  "form.refused": "refused",
  "trouble.aside": "aside: {file} in {folder}",
  "trouble.newer": "newer: {file}",
  "notice.deleted": "deleted: {file}",
  "page.refused": "cannot be saved ({reason})",
};
const bytes = (text) => new TextEncoder().encode(text);
const answers = (sections) => `${JSON.stringify({ kit: "answers", format: 1, ...sections }, null, 1)}\n`;

/** A folder as the browser keeps it: a change is whole, or is not at all. */
class Folder {
  files = new Map();
  refuses = undefined;
  meanwhile = () => {};
  async change(act) {
    await null;
    if (this.refuses) throw this.refuses;
    const { writes = new Map(), told } = act(new Map(this.files));
    for (const [path, content] of writes) {
      if (content) this.files.set(path, content);
      else this.files.delete(path);
    }
    this.meanwhile();
    return told;
  }
  lay(path, text) {
    this.files.set(path, bytes(text));
  }
  read(path = FILE) {
    return this.files.has(path) ? new TextDecoder().decode(this.files.get(path)) : undefined;
  }
  get names() {
    return [...this.files.keys()].sort();
  }
}

let folder;
let keeper;
beforeEach(() => {
  folder = new Folder();
  keeper = makeKeeper(folder, WORDS);
});

const give = (key, value, seen = [null], by = keeper) => by.put({ put: { section: "ratings", key, value, seen }, edit: "e" });

test("an answer is in the file, and in the second one, as Python writes it", async () => {
  const fate = await give("breadth-1", 4);
  assert.deepEqual(fate, { edit: "e", fate: "taken", kept: true, about: "ratings", trouble: "", notices: [] });
  const text = '{\n "kit": "answers",\n "format": 1,\n "ratings": {\n  "breadth-1": 4\n }\n}\n';
  assert.deepEqual([folder.read(), folder.read(PREVIOUS)], [text, text]);
});

test("what the file holds is known, and what this kit has no section for stays", async () => {
  folder.lay(FILE, `\ufeff${answers({ ratings: { "voice-1": 2 }, later: { a: [1, "x"] }, note: "\ud83d" })}`);
  const known = await keeper.known();
  assert.deepEqual([known.sections.ratings, known.sections.quiz, known.sections.later], [{ "voice-1": 2 }, {}, undefined]);
  await give("breadth-1", "dont-know");
  const ratings = { "voice-1": 2, "breadth-1": "dont-know" };
  assert.equal(folder.read(), answers({ ratings, later: { a: [1, "x"] }, note: "\ud83d" }));
});

test("what another place has given meanwhile stands until the learner chooses; the same again is taken", async () => {
  await give("breadth-1", 4);
  const other = makeKeeper(folder, WORDS);
  await give("breadth-1", 2, [4], other);
  const { fate, stored, kept } = await give("breadth-1", 5, [4]);
  assert.deepEqual([fate, stored, kept], ["changed", 2, true]);
  assert.equal((await give("breadth-1", 2, [4])).fate, "taken");
  assert.equal((await give("breadth-1", 5, [1, 2])).fate, "taken");
  assert.equal((await give("breadth-1", null, [5])).fate, "taken");
  assert.equal(folder.read(), answers({ ratings: {} }));
});

test("two tabs that give at once lose nothing", async () => {
  const other = makeKeeper(folder, WORDS);
  const all = [1, 2, 3, 4, 5].map((place) => give(`breadth-${place}`, place, [null], place % 2 ? keeper : other));
  assert.deepEqual(
    (await Promise.all(all)).map(({ fate }) => fate),
    Array(5).fill("taken"),
  );
  assert.deepEqual((await keeper.known()).sections.ratings, {
    "breadth-1": 1,
    "breadth-2": 2,
    "breadth-3": 3,
    "breadth-4": 4,
    "breadth-5": 5,
  });
});

for (const [what, put] of Object.entries({
  "a level that there is not": { section: "ratings", key: "breadth-1", value: 6, seen: [null] },
  "a section that there is not": { section: "toString", key: "breadth-1", value: 1, seen: [null] },
  "nothing at all": null,
})) {
  test(`${what} is refused, and nothing is written`, async () => {
    const { fate, why } = await keeper.put({ put, edit: "e" });
    assert.deepEqual([fate, why, folder.names], ["refused", "refused", []]);
  });
}

const TORN = {
  "is torn": '{"kit": "answers", "form',
  "is of something else": '{"kit": "sheet", "format": 1}',
  "has an answer that there is not": answers({ ratings: { "breadth-1": 9 } }),
  "has a key twice": '{"kit": "answers", "format": 1, "ratings": {"breadth-1": 1, "breadth-1": 2}}',
};
for (const [how, text] of Object.entries(TORN)) {
  test(`a file that ${how} is set aside and told, and the second one read`, async () => {
    folder.lay(FILE, text);
    folder.lay(PREVIOUS, answers({ ratings: { "voice-1": 3 } }));
    const { sections, trouble } = await keeper.known();
    assert.deepEqual([sections.ratings, trouble], [{ "voice-1": 3 }, "aside: answers.unreadable-1.json in my-answers"]);
    assert.equal(folder.read("my-answers/answers.unreadable-1.json"), text);
    assert.equal(folder.read(), answers({ ratings: { "voice-1": 3 } }));
  });
}

test("what is set aside never takes another's place", async () => {
  folder.lay("my-answers/answers.unreadable-1.json", "earlier");
  folder.lay(FILE, "one");
  folder.lay(PREVIOUS, "two");
  const { trouble } = await keeper.known();
  assert.equal(trouble, "aside: answers.unreadable-2.json, answers.unreadable-3.json in my-answers");
  const kept = [1, 2, 3].map((count) => folder.read(`my-answers/answers.unreadable-${count}.json`));
  assert.deepEqual(kept, ["earlier", "one", "two"]);
});

test("a newer file is left as it is, and told", async () => {
  const newer = '{"kit": "answers", "format": 2, "all": "new"}';
  folder.lay(FILE, newer);
  const { fate, kept, trouble } = await give("breadth-1", 4);
  assert.deepEqual([fate, kept, trouble, folder.read()], ["failed", false, "newer: answers.json", newer]);
});

test("a file that the learner has deleted is not made again; its second is kept under another name", async () => {
  await give("breadth-1", 4);
  folder.files.delete(FILE);
  const again = makeKeeper(folder, WORDS);
  const { sections, notices } = await again.known();
  assert.deepEqual([sections.ratings, notices], [{}, ["deleted: answers.earlier-1.json"]]);
  assert.deepEqual(folder.names, ["my-answers/answers.earlier-1.json"]);
});

test("a file that a notebook is just replacing is waited for", async () => {
  folder.lay(PREVIOUS, answers({ ratings: { "breadth-1": 4 } }));
  folder.meanwhile = () => folder.lay(FILE, answers({ ratings: { "breadth-1": 4 } }));
  assert.deepEqual((await keeper.known()).sections.ratings, { "breadth-1": 4 });
  assert.deepEqual(folder.names, [FILE, PREVIOUS]);
});

test("where a notebook was ended while it replaced the file, the second one counts", async () => {
  folder.lay(PREVIOUS, answers({ ratings: { "breadth-1": 4 } }));
  folder.lay("my-answers/.answers.json-x1.part", "half");
  assert.equal((await give("breadth-2", 5)).fate, "taken");
  assert.equal(folder.read(), answers({ ratings: { "breadth-1": 4, "breadth-2": 5 } }));
});

test("what cannot be saved is told, and is saved once it can be", async () => {
  folder.refuses = new DOMException("full", "QuotaExceededError");
  const first = await give("breadth-1", 4);
  assert.deepEqual([first.fate, first.kept, first.trouble], ["failed", false, "cannot be saved (QuotaExceededError)"]);
  assert.equal((await keeper.known()).trouble, first.trouble);
  folder.refuses = undefined;
  const again = await give("breadth-1", 4);
  assert.deepEqual([again.fate, again.kept, again.trouble], ["taken", true, ""]);
});

test("what Python has changed is taken over, and what another tab gave meanwhile stays", async () => {
  await give("breadth-1", 4);
  const before = await keeper.text();
  await give("breadth-1", 5, [4]);
  await give("voice-1", 1);
  const mark = { class: { mark: "AB3DE" }, extra: { a: 1 } };
  await keeper.merge({ before, after: answers({ ratings: { "breadth-1": 2 }, ...mark }) });
  assert.equal(folder.read(), answers({ ratings: { "breadth-1": 5, "voice-1": 1 }, ...mark }));
});

test("what Python writes beside the answers is kept, and takes no other file's place", async () => {
  await give("breadth-1", 4);
  const before = await keeper.text();
  folder.lay("my-answers/answers.earlier-1.json", "of last year");
  assert.deepEqual(await keeper.others(), { "my-answers/answers.earlier-1.json": "of last year" });
  const files = {
    "my-answers/answers.earlier-1.json": "a",
    "my-answers/answers.earlier-3.json": "b",
    "my-class/x.json": "c",
    "my-answers/y": null,
  };
  await keeper.merge({ before, after: answers({ ratings: { "breadth-1": 1 } }), files });
  const kept = [1, 2, 3].map((count) => folder.read(`my-answers/answers.earlier-${count}.json`));
  assert.deepEqual(kept, ["of last year", "a", "b"]);
  assert.equal(folder.read(), answers({ ratings: { "breadth-1": 1 } }));
  assert.equal(folder.names.length, 5);
});

test("a file is read in each form in which the drive keeps files", () => {
  const text = answers({ evidence: { voice: "å 😀" } });
  const binary = String.fromCharCode(...bytes(text));
  const kept = [
    { format: "base64", content: btoa(binary) },
    { format: "text", content: text },
    { format: "json", content: JSON.parse(text) },
  ].map((item) => JSON.parse(new TextDecoder().decode(bytesOf(item))));
  assert.deepEqual(kept, Array(3).fill(JSON.parse(text)));
});

/** Python as a page sees it, which counts what it is asked. */
function openPython(answer) {
  const python = { asked: [], started: Promise.resolve(), ask: async (...asked) => python.asked.push(asked) && answer(...asked) };
  return python;
}

const around = (python, said = []) => ({
  open: async () => python,
  keeper,
  cellOf: () => 'lesson.rate("breadth")',
  say: (...told) => said.push(told),
  tell: (...told) => said.push(told),
});

test("until Python has started no sentence stands, and then the newest", async () => {
  const python = openPython(async (_, { put }) => ({ answer: { said: `level ${put.value}` }, buffers: [], file: await keeper.text() }));
  const said = [];
  const answering = makeAnswering(around(python, said));
  await give("breadth-1", 4);
  answering.owe("ratings", "breadth-1");
  assert.deepEqual([said, python.asked], [[["ratings", ""]], []]);
  await give("breadth-1", 5, [4]);
  const heard = new Promise((resolve) => {
    said.push = (told) => resolve(told);
  });
  await answering.start();
  assert.deepEqual(await heard, ["ratings", "level 5"]);
});

test("a question begins Python, is told, and what it changed is kept", async () => {
  const python = openPython(async () => ({ answer: { reply: 1, found: {} }, buffers: [], file: answers({ class: { mark: "AB3DE" } }) }));
  const said = [];
  const { answer } = await makeAnswering(around(python, said)).ask("lesson.hand_in()", { question: {}, number: 1 }, []);
  assert.deepEqual(answer, { reply: 1, found: {} });
  assert.equal(folder.read(), answers({ class: { mark: "AB3DE" } }));
  assert.deepEqual(said, [
    ["lesson.hand_in()", true],
    ["lesson.hand_in()", false],
  ]);
});

test("a question that Python cannot answer is answered all the same, and the next one tries again", async () => {
  let opened = 0;
  const open = async () => {
    opened += 1;
    return { started: Promise.reject(new Error("no network")), ask: async () => {} };
  };
  const answering = makeAnswering({ ...around(), open });
  for (const number of [1, 2]) {
    const { answer } = await answering.ask("lesson.compare()", { question: {}, number }, []);
    assert.deepEqual(answer, { reply: number, error: "Error: no network" });
  }
  assert.equal(opened, 2);
});
