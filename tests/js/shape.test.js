import assert from "node:assert/strict";
import { test } from "node:test";
import { filled, runs, traces } from "../../kit/widgets/browser/shape.js";

const look = { type: "scatterpolar", theta: [0, 90, 180, 270, 0], line: { color: "#0072B2" }, fillcolor: "pale", fill: "toself" };

test("neighbours with values stand in one run, also past the first axis", () => {
  assert.deepEqual(runs([4, null, 2, 3, null, 1]), [
    [2, 3],
    [5, 0],
  ]);
  assert.deepEqual(runs([null, 4, null]), [[1]]);
  assert.deepEqual(runs([null, null]), []);
});

test("where every axis has a value the run goes once around", () => {
  assert.deepEqual(runs([4, 3, 5]), [[0, 1, 2, 0]]);
});

test("a value that lacks is a gap in line and area, and no line is drawn to the middle", () => {
  const [mine, area, ring] = traces(look, { values: [4, 3, null, 2] });
  assert.deepEqual(mine.r, [4, 3, null, 2, 4]);
  assert.equal(mine.fill, "none");
  assert.deepEqual(area.r, [0, 2, 4, 3, 0, null, null]);
  assert.deepEqual(area.theta.slice(0, 5), [270, 270, 0, 90, 270]);
  assert.equal(area.mode, "none");
  assert.deepEqual(ring.r, [null]);
});

test("the newest rating has a ring on its own axis, unless it is no level", () => {
  const ring = (/** @type {(number | null)[]} */ values, /** @type {number} */ newest) => {
    const { r, theta } = traces(look, { values, newest })[2];
    return [r, theta];
  };
  assert.deepEqual(ring([4, 3, null, 2], 3), [[2], [270]]);
  assert.deepEqual(ring([4, 3, null, 2], 2), [[null], [180]]);
});

test("a comparison fills one's own region the same way, and the others stay as they are", () => {
  const other = { name: "Other" };
  const { data } = filled({ data: [{ ...look, r: [4, 3, null, 2, 4] }, other], layout: {} });
  assert.equal(data.length, 3);
  assert.equal(data[1], other);
  assert.deepEqual(data[2].r, traces(look, { values: [4, 3, null, 2] })[1].r);
});
