import assert from "node:assert/strict";
import { test } from "node:test";
import { inOrder, levelAt, pixelsOf, spotOf } from "../../kit/widgets/browser/spots.js";
import { phraseAt, stepped } from "../../kit/widgets/browser/steps.js";
import { pitch } from "../../kit/widgets/browser/tone.js";

const table = {
  caption: "Levels",
  head: ["What", "Mine", "Theirs", "Gap"],
  rows: [
    ["1.1 At home", "4", "3,5", "+0,5"],
    ["1.2 Abroad", "none", "2", "none"],
    ["1.3 Nearby", "2", "5", "-3"],
  ],
};

/** What is said at each step. */
function said(/** @type {string} */ keys, of = table) {
  let at = { row: -1, column: 0 };
  return keys.split(" ").map((key) => {
    at = stepped(key, at, of) ?? at;
    return phraseAt(at, of);
  });
}

test("to the side lie the rows, whole at first, and neither end is passed", () => {
  const [first, second, third] = [
    "1.1 At home. Mine: 4; Theirs: 3,5; Gap: +0,5",
    "1.2 Abroad. Mine: none; Theirs: 2; Gap: none",
    "1.3 Nearby. Mine: 2; Theirs: 5; Gap: -3",
  ];
  assert.deepEqual(said("ArrowRight ArrowRight ArrowRight ArrowRight ArrowLeft Home ArrowLeft End"), [
    first,
    second,
    third,
    third,
    second,
    first,
    first,
    third,
  ]);
});

test("down and up lie the values of a row, which are followed from row to row", () => {
  assert.deepEqual(said("ArrowDown ArrowDown ArrowDown ArrowRight ArrowDown ArrowDown End ArrowUp"), [
    "1.1 At home. Mine: 4; Theirs: 3,5; Gap: +0,5",
    "1.1 At home. Mine: 4",
    "1.1 At home. Theirs: 3,5",
    "1.2 Abroad. Theirs: 2",
    "1.2 Abroad. Gap: none",
    "1.2 Abroad. Gap: none",
    "1.3 Nearby. Gap: -3",
    "1.3 Nearby. Theirs: 5",
  ]);
});

test("a row of one value is that value, and other keys lead nowhere", () => {
  const own = { ...table, head: ["What", "Level"], rows: [["1.1 At home", "4 good"]] };
  assert.deepEqual(said("ArrowRight ArrowUp ArrowDown ArrowDown", own), Array(4).fill("1.1 At home. Level: 4 good"));
  assert.equal(stepped("Tab", { row: 0, column: 0 }, table), undefined);
});

const radar = {
  data: [
    { name: "Mine", r: [4, null, 2, 4], theta: [0, 120, 240, 0], text: ["At home", "Abroad", "Nearby", "At home"] },
    { name: "Theirs", r: [3.5, 2, 5, 3.5], theta: [0, 120, 240, 0], text: ["At home", "Abroad", "Nearby", "At home"] },
    { fill: "toself", r: [0], theta: [0] },
  ],
  layout: { polar: { radialaxis: { range: [0, 5] } } },
};

/** The level that each cell of a table has in its chart. */
function levels(/** @type {any} */ figure, of = table) {
  return of.rows.map((row) =>
    row.slice(1).map((_, place) => {
      const spot = spotOf(figure, of, row, place + 1);
      return spot && levelAt(spot, figure.layout);
    }),
  );
}

test("each cell of a comparison is the point of its own line, and a difference is none", () => {
  assert.deepEqual(levels(radar), [
    [4, 3.5, undefined],
    [null, 2, undefined],
    [2, 5, undefined],
  ]);
  const dots = {
    data: [
      { name: "Mine", x: [2, 4], y: [0, 2], text: ["Nearby", "At home"] },
      { name: "Theirs", x: [5, 2, 3.5], y: [0, 1, 2], text: ["Nearby", "Abroad", "At home"] },
    ],
    layout: { xaxis: { title: { text: "Level" } }, yaxis: { ticktext: ["Nearby", "Abroad", "At home"] } },
  };
  assert.deepEqual(levels(dots), [
    [4, 3.5, undefined],
    [undefined, 2, undefined],
    [2, 5, undefined],
  ]);
  assert.deepEqual(
    inOrder(table, dots).rows.map(([header]) => header),
    ["1.3 Nearby", "1.2 Abroad", "1.1 At home"],
  );
  assert.deepEqual(inOrder(table, radar), table);
});

test("the line that is alone shows all columns: one's own levels, both ends of a slope, a place in the matrix", () => {
  const own = { ...table, head: ["What", "Level"] };
  assert.deepEqual(levels({ ...radar, data: radar.data.slice(0, 1) }, { ...own, rows: [["1.1 At home", "4 good"]] }), [[4]]);
  const slopes = {
    data: [
      { name: "1 rises", x: [0, 1, null], y: [2, 4, null], text: ["Abroad: 2 → 4", "Abroad: 2 → 4", ""] },
      { name: "1 falls", x: [0, 1, null], y: [5, 3, null], text: ["Nearby: 5 → 3", "Nearby: 5 → 3", ""] },
    ],
    layout: { xaxis: {}, yaxis: {} },
  };
  const times = { ...table, head: ["What", "Then", "Now", "Change"] };
  assert.deepEqual(levels(slopes, times), [
    [undefined, undefined, undefined],
    [2, 4, 4],
    [5, 3, 3],
  ]);
  const matrix = {
    data: [{ name: "Raise (2)", x: [1.5], y: [5], text: ["1.1 At home<br>1.3 Nearby<br>Level 1.5"] }],
    layout: { xaxis: { title: {} }, yaxis: { title: {}, ticktext: ["5 much"] } },
  };
  const two = { ...table, head: ["Factor", "Level", "Importance"], rows: table.rows.map((row) => row.slice(0, 3)) };
  assert.deepEqual(levels(matrix, two), [
    [1.5, 1.5],
    [undefined, undefined],
    [1.5, 1.5],
  ]);
});

test("what of a class has no line of its own is at its median, and a region has its own", () => {
  const [mine, theirs] = radar.data;
  const found = { ...radar, data: [{ ...mine, name: "Medians" }, { name: "Middle half", r: [1, 5] }, theirs] };
  assert.deepEqual(levels(found, { ...table, head: ["What", "Median", "Half", "Theirs"] }), [
    [4, 4, 3.5],
    [null, null, 2],
    [2, 2, 5],
  ]);
});

test("a point is marked where it is drawn", () => {
  const around = { width: 300, height: 260, margin: { l: 50, r: 50, t: 30, b: 30 }, polar: { radialaxis: { range: [0, 5] } } };
  const [trace] = radar.data;
  assert.deepEqual(pixelsOf({ trace, index: 0 }, around), { x: 150, y: 50 });
  const { x, y } = pixelsOf({ trace, index: 2 }, around);
  assert.deepEqual([Math.round(x), Math.round(y)], [115, 150]);
  const square = {
    width: 300,
    height: 260,
    margin: { l: 50, r: 50, t: 30, b: 30 },
    xaxis: { range: [1, 5] },
    yaxis: { range: [2.5, -0.5] },
  };
  assert.deepEqual(pixelsOf({ trace: { x: [2, 5], y: [2, 0] }, index: 0 }, square), { x: 100, y: 30 + 200 * (2.5 / 3) });
});

test("each level has a higher tone than the one before it, by half an octave", () => {
  assert.deepEqual([1, 3, 5].map(pitch), [220, 440, 880]);
});
