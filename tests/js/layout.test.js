import assert from "node:assert/strict";
import { test } from "node:test";
import { areClear } from "../../kit/widgets/browser/layout.js";

const around = (count) => Array.from({ length: count }, (_, place) => (place / count) * 2 * Math.PI);
const all = (count, size) => Array(count).fill(size);

test("names are clear of each other on a circle that is large enough for them, and not on a smaller one", () => {
  const clear = (reach) => areClear(reach, around(15), all(15, 100), all(15, 34));
  assert.ok(clear(210));
  assert.ok(!clear(150));
});

test("a narrow name has room where a wide one has not", () => {
  const clear = (wide) => areClear(170, around(15), all(15, wide), all(15, 34));
  assert.ok(clear(40));
  assert.ok(!clear(120));
});

test("the last name keeps clear of the first", () => {
  const wides = [300, 10, 10, 10, 10, 10, 10, 300];
  assert.ok(!areClear(100, around(8), wides, all(8, 40)));
  assert.ok(areClear(100, around(8), all(8, 10), all(8, 40)));
});
