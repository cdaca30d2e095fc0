// What of a lesson may run by itself, and what of it is saved.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { laidOut, mark, shows } from "../../lab/opening/static/lessons.js";
import { asItCame, whatCame } from "../../lab/opening/static/saving.js";
import { WORDS } from "../../lab/opening/static/words.js";

const NOTEBOOKS = new URL("../../notebooks/", import.meta.url);
const VIEW = "application/vnd.jupyter.widget-view+json";

const lessons = ["sv", "en"].flatMap((language) =>
  readdirSync(new URL(language, NOTEBOOKS))
    .filter((name) => name.endsWith(".ipynb"))
    .map((name) => ({ language, name, notebook: JSON.parse(readFileSync(new URL(`${language}/${name}`, NOTEBOOKS), "utf8")) })),
);

const code = (notebook) => notebook.cells.filter((cell) => cell.cell_type === "code");
const curious = (cell) => (cell.metadata.tags ?? []).includes("curious");

test("every lesson carries the mark, in its language", () => {
  for (const { language, name, notebook } of lessons) {
    const model = { getMetadata: (key) => notebook.metadata[key] };
    assert.equal(mark(model)?.language, language, name);
  }
});

test("all of a lesson's cells run by themselves, save the curious ones", () => {
  for (const { name, notebook } of lessons) {
    for (const cell of code(notebook)) assert.equal(shows(cell.source.join("")), !curious(cell), `${name} ${cell.id}`);
  }
});

for (const source of [
  "import os",
  'lesson.rate("breadth"); import os',
  'lesson.rate("breadth")\nprint()',
  'import kit; lesson = kit.Lesson("role", "sv"); lesson.goals()',
  "lesson.rate(open('x'))",
  "lesson.__init__",
  "",
]) {
  test(`a cell does not run by itself that says ${JSON.stringify(source)}`, () => assert.equal(shows(source), false));
}

test("a folder with only lessons and what the kit keeps is one that was laid out", () => {
  assert.ok(laidOut(["00-start.ipynb", "01-role.ipynb", ".ipynb_checkpoints", "my-answers", "my-class"]));
});

for (const name of ["kit.py", "kit", "attrs.pyc", "babel.so", "notes.txt"]) {
  test(`a folder is not that has ${name}, which Python may load or nobody laid out`, () => {
    assert.equal(laidOut(["00-start.ipynb", name]), false);
  });
}

/** A cell after a run, with a view and what stands for it. */
const ran = (id, said) => ({
  cell_type: "code",
  id,
  metadata: { trusted: true },
  execution_count: 12,
  outputs: [{ output_type: "execute_result", data: { "text/plain": said, [VIEW]: { model_id: "1" } } }],
});

test("what is saved of a lesson has the outputs that it came with", () => {
  const before = { cell_type: "code", id: "rate", metadata: {}, execution_count: 1, outputs: [{ data: { "text/plain": "A form" } }] };
  const came = whatCame({ cells: [before], metadata: { language_info: { name: "python" } } });
  const after = { cells: [ran("rate", "Rated 4")], metadata: { language_info: { name: "python", version: "3.13" }, widgets: {} } };
  assert.deepEqual(asItCame(after, came), { cells: [before], metadata: { language_info: { name: "python" } } });
});

test("a cell of her own keeps what it showed, save views that would be dead tomorrow", () => {
  const saved = asItCame({ cells: [ran("own", "42")], metadata: {} }, whatCame({ cells: [], metadata: {} }));
  assert.deepEqual(saved.cells[0].outputs, [{ output_type: "execute_result", data: { "text/plain": "42" } }]);
});

test("a lesson that was saved with dead views by an earlier edition has none when it is saved again", () => {
  const came = whatCame({ cells: [ran("rate", "A form")], metadata: {} });
  const [cell] = asItCame({ cells: [ran("rate", "Rated 4")], metadata: {} }, came).cells;
  assert.deepEqual(cell.outputs[0].data, { "text/plain": "A form" });
});

test("what the opening says, it says in both languages", () => {
  assert.deepEqual(Object.keys(WORDS.sv), Object.keys(WORDS.en));
});
