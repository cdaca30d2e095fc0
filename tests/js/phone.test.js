// A telephone in a class: what it keeps, and how a sheet gets to the door whatever the network does.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { makeDoor } from "../../kit/widgets/browser/door.js";
import { forgetOthers, openPocket, sheetText } from "../../kit/widgets/browser/pocket.js";
import { makePost } from "../../kit/widgets/browser/post.js";
import { openPage, settled } from "./page.js";

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  openPage();
});

/** A telephone that has rated, a door that answers as it is told, and what it was sent. */
function telephone(...answers) {
  const pocket = openPocket("ABC234");
  pocket.change(({ given }) => {
    given.ratings["breadth-1"] = 3;
  });
  const [sent, told] = [[], []];
  const send = async (sheet) => {
    sent.push(sheet);
    return answers.shift() ?? { done: true };
  };
  const post = makePost(pocket, send, ({ at }) => told.push(at));
  const handIn = (round = "1") => post.handIn(round, sheetText(pocket.look(), round));
  return { pocket, post, sent, told, handIn };
}

async function pass(milliseconds) {
  mock.timers.tick(milliseconds);
  await settled();
}

test("a mark, answers and what waits are there again when the page is loaded anew", async () => {
  const { pocket, handIn } = telephone({ later: undefined });
  await handIn();
  assert.deepEqual(openPocket("ABC234").look(), pocket.look());
  assert.match(pocket.look().mark, /^[0-9a-f]{32}$/);
  assert.notEqual(openPocket("XYZ789").look().mark, pocket.look().mark);
});

test("where the browser keeps nothing, the page knows it all the same, and says so", () => {
  const setItem = () => {
    throw new Error("full");
  };
  globalThis.localStorage = { getItem: () => null, setItem };
  const { pocket } = telephone();
  assert.equal(pocket.look().given.ratings["breadth-1"], 3);
  assert.equal(pocket.safe(), false);
});

test("what was kept of another class is forgotten", () => {
  const { mark } = openPocket("ABC234").look();
  forgetOthers("ABC234");
  assert.equal(openPocket("ABC234").look().mark, mark);
  forgetOthers("XYZ789");
  assert.notEqual(openPocket("ABC234").look().mark, mark);
});

test("a sheet is the same text however its answers came, and another for how it was before", () => {
  const { pocket } = telephone();
  pocket.change(({ given }) => {
    given.ratings["allies-1"] = "dont-know";
    given.before["breadth-1"] = 1;
  });
  const [one] = JSON.parse(sheetText(pocket.look(), "1")).sheets;
  assert.deepEqual(Object.entries(one.ratings), [
    ["allies-1", "dont-know"],
    ["breadth-1", 3],
  ]);
  assert.deepEqual(JSON.parse(sheetText(pocket.look(), "then")).sheets[0].ratings, { "breadth-1": 1 });
});

test("a sheet that the network swallowed is sent again until the door has it, and then no more", async () => {
  const { pocket, sent, told, handIn } = telephone({ later: undefined }, { later: undefined });
  await handIn();
  assert.equal(told.at(-1), "waiting");
  assert.equal(pocket.look().handed["1"], undefined);
  await pass(3000);
  await pass(5000);
  assert.equal(sent.length, 3);
  assert.equal(told.at(-1), "rest");
  assert.equal(pocket.look().handed["1"], sent[0]);
  await pass(60_000);
  assert.equal(sent.length, 3);
});

test("a door that is busy is left alone for as long as it says", async () => {
  const { sent, handIn } = telephone({ later: 30 });
  await handIn();
  await pass(29_000);
  assert.equal(sent.length, 1);
  await pass(2_001);
  assert.equal(sent.length, 2);
});

test("who presses again while a sheet is under way hands in the newer one after it, and once", async () => {
  const { pocket, post, handIn } = telephone();
  const sent = [];
  let answer;
  const slow = makePost(
    pocket,
    (sheet) => {
      sent.push(sheet);
      return new Promise((resolve) => (answer = resolve));
    },
    () => {},
  );
  slow.handIn("1", "first");
  slow.handIn("1", "second");
  slow.handIn("1", "second");
  answer({ done: true });
  await settled();
  answer({ done: true });
  await settled();
  assert.deepEqual(sent, ["first", "second"]);
  assert.deepEqual([pocket.look().handed, pocket.look().waiting], [{ 1: "second" }, {}]);
  await post.flush();
  await handIn("2");
  assert.deepEqual(Object.keys(pocket.look().handed), ["1", "2"]);
});

test("a sheet that waits since the page before is sent when the class answers", async () => {
  const { handIn } = telephone({ later: undefined });
  await handIn();
  const again = telephone();
  await again.post.resume();
  assert.equal(again.sent.length, 1);
  await again.post.resume();
  assert.equal(again.sent.length, 1);
});

test("a sheet that can never be taken is not sent again; one for which the class is closed waits", async () => {
  const why = { key: "fault.foreign", sv: "", en: "" };
  const refused = telephone({ refused: why });
  await refused.handIn();
  await pass(60_000);
  assert.deepEqual([refused.sent.length, refused.told.at(-1), refused.pocket.look().waiting], [1, "refused", {}]);
  const shut = telephone({ shut: why });
  await shut.handIn();
  await pass(60_000);
  assert.deepEqual([shut.sent.length, shut.told.at(-1)], [1, "shut"]);
  await shut.post.resume();
  assert.deepEqual([shut.sent.length, shut.told.at(-1)], [2, "rest"]);
});

/** What a door answers with, and how it was asked. */
function asked(...responses) {
  const requests = [];
  const get = async (address, { method, headers, body, credentials }) => {
    requests.push({ address, method, headers, body, credentials });
    const { status, found = {}, headers: told = {} } = responses.shift();
    if (!status) throw new TypeError("no network");
    return { status, ok: status === 200, json: async () => found, headers: new Headers(told) };
  };
  return { door: makeDoor("http://door/", "ABC234", get), requests };
}

test("the code is said once, then the pass that the door gave for it, and again the code when that is of no use", async () => {
  const open = { round: "1", open: ["breadth"], shown: false, edition: 1, pass: "secret" };
  const wrong = { key: "door.code", sv: "fel", en: "wrong" };
  const { door, requests } = asked(
    { status: 200, found: open, headers: { ETag: '"1"' } },
    { status: 304 },
    { status: 403, found: wrong },
    { status: 200, found: { handed: true } },
    { status: 403, found: wrong },
  );
  assert.deepEqual(await door.ask(), { done: true, open });
  assert.deepEqual(await door.ask(), { done: true });
  assert.deepEqual(await door.send("{}"), { done: true });
  assert.deepEqual(await door.ask(), { shut: wrong });
  assert.deepEqual(
    requests.map(({ headers }) => headers["X-Class-Code"]),
    ["ABC234", "secret", "secret", "ABC234", "ABC234"],
  );
  assert.equal(requests[1].headers["If-None-Match"], '"1"');
  assert.ok(requests.every(({ address, credentials }) => credentials === "omit" && !address.includes("ABC234")));
});

test("what a door cannot do now is tried later, and what it never will is refused", async () => {
  const why = { key: "door.busy", sv: "vänta", en: "wait" };
  const { door } = asked(
    {},
    { status: 429, found: why, headers: { "Retry-After": "7" } },
    { status: 503, found: why },
    { status: 400, found: why },
  );
  assert.deepEqual(await door.ask(), { later: undefined });
  assert.deepEqual(await door.send("{}"), { later: 7, why });
  assert.deepEqual(await door.send("{}"), { later: undefined, why });
  assert.deepEqual(await door.send("{}"), { refused: why });
});
