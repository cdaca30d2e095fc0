// How long a question may take before the learner is told that Python does not answer.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { within } from "../../kit/widgets/browser/trouble.js";
import { openPage, settled } from "./page.js";

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
  openPage();
});

test("a question that is not answered for long is told of", async () => {
  const asked = within(new Promise(() => {}), "late");
  mock.timers.tick(15000);
  await assert.rejects(asked, { sentence: "late" });
});

test("while Python is only starting no question is late", async () => {
  let start;
  globalThis.regionalKit.started = new Promise((resolve) => {
    start = resolve;
  });
  let told = "nothing";
  const asked = within(new Promise(() => {}), "late").catch(({ sentence }) => {
    told = sentence;
  });
  mock.timers.tick(60000);
  await settled();
  assert.equal(told, "nothing");
  start();
  await settled();
  mock.timers.tick(15000);
  await asked;
  assert.equal(told, "late");
});
