// The board follows the class's folder, one look at a time, until it is removed.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { board } from "../../kit/widgets/browser/board.js";
import { having, Model, openPage, settled, words } from "./page.js";

const DATA = { language: "en", sample: false, fewest: 5, folder: "class", regions: [], chosen: [], ready: [["any", "Any tool"]] };

let el;

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  el = openPage().el;
});

/** The class, when so many have handed in. */
const handed = (count) => ({
  stamp: String(count),
  round: "1",
  rounds: [{ id: "1", handed: count, shown: false, waiting: 0, changed: 0 }],
  unsure: 0,
});

const show = (request) => board({ model: new Model(), view: {}, el, book: {}, data: DATA, words, request });

async function pass(milliseconds) {
  mock.timers.tick(milliseconds);
  await settled();
}

test("whoever hands in is counted within a second or so", async () => {
  let count = 2;
  await show(async () => handed(count));
  assert.match(el.seen, /2 have handed in/);
  count = 3;
  await pass(1000);
  assert.match(el.seen, /3 have handed in/);
});

test("who listens to a class hears how many have handed in once it is quiet, or four times a minute", async () => {
  let count = 0;
  const heard = [];
  await show(async () => handed(count));
  const look = async (more) => {
    count += more;
    await pass(1000);
    const [spoken] = having(el, "role", "status").filter((one) => one.seen.endsWith("have handed in"));
    if (spoken.seen !== heard.at(-1)) heard.push(spoken.seen);
  };
  for (let second = 0; second < 20; second++) await look(2);
  assert.match(el.seen, /40 have handed in/);
  for (let second = 0; second < 5; second++) await look(0);
  const said = heard.map((one) => Number.parseInt(one, 10));
  assert.equal(said.length, 3);
  assert.deepEqual([said[0], said[2]], [0, 40]);
});

test("nothing more is asked while Python is silent, which is told, and then it goes on", async () => {
  const asked = [];
  let silent = false;
  await show((question) => {
    asked.push(question);
    return silent ? new Promise(() => {}) : Promise.resolve(handed(asked.length));
  });
  silent = true;
  await pass(1000);
  const before = asked.length;
  await pass(10_000);
  assert.equal(asked.length, before);
  await pass(5000);
  assert.match(el.seen, /view\.silent/);
  silent = false;
  await pass(1000);
  assert.match(el.seen, new RegExp(`${before + 1} have handed in`));
});

test("a look says what has been seen, and what it has not seen is not redrawn", async () => {
  const stamps = [];
  await show(async ({ stamp }) => {
    stamps.push(stamp);
    return handed(7);
  });
  const count = el.find("p");
  count.textContent = "as it was";
  await pass(1000);
  assert.deepEqual(stamps, [undefined, "7"]);
  assert.equal(count.seen, "as it was");
});

test("a board that was removed asks no more", async () => {
  let asked = 0;
  const remove = await show(async () => handed(++asked));
  remove();
  await pass(10_000);
  assert.equal(asked, 1);
});

test("no results are asked for before somebody presses, and then those of that round", async () => {
  const asked = [];
  await show(async (question) => {
    asked.push(question);
    return handed(7);
  });
  await pass(1000);
  assert.deepEqual(
    asked.map(({ seen }) => seen),
    [[], []],
  );
  el.find("button").click();
  await settled();
  const { show: pressed, seen } = asked.at(-1);
  assert.deepEqual([pressed, seen], ["1", ["1"]]);
  await pass(1000);
  assert.deepEqual(asked.at(-1).seen, ["1"]);
});

const ROOM = {
  ...{ on: true, told: "", open: "any", round: "1", again: "2", others: false, join: "", address: "", more: [] },
  ...{ code: "", qr: null, about: "", since: "" },
};

test("a round that is begun by a press stays, whatever was asked before it and while it was on its way", async () => {
  const [asked, answers] = [[], []];
  /** The class in a round: the first is shown. */
  const found = (round) => ({
    ...{ stamp: `${round} ${asked.length}`, round, unsure: 0, room: { ...ROOM, round } },
    rounds: [
      { id: "1", handed: 6, shown: true, waiting: 0, changed: 0 },
      { id: "2", handed: 0, shown: false, waiting: 0, changed: 0 },
    ],
  });
  let slow = false;
  const request = (question) => {
    asked.push(question);
    return slow ? new Promise((answer) => answers.push(answer)) : Promise.resolve(found("1"));
  };
  globalThis.location = { origin: "http://localhost" };
  const data = { ...DATA, openings: [["any", "All"]], rounds: ["1", "2"] };
  await board({ model: new Model(), view: {}, el, book: {}, data, words, request });
  slow = true;
  await pass(1000);
  const choice = having(el, "value", "2").at(-1).parent;
  choice.value = "2";
  choice.dispatchEvent(new Event("change"));
  await settled();
  const [before, begun] = answers.splice(0);
  before(found("1"));
  await settled();
  await pass(1000);
  assert.deepEqual(
    asked.slice(-2).map(({ begin, round }) => [begin, round]),
    [
      ["2", "2"],
      [undefined, "2"],
    ],
  );
  begun(found("2"));
  await settled();
  assert.match(el.seen, /0 have handed in/);
});
