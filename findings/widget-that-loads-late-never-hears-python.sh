#!/usr/bin/env bash
# A widget of anywidget whose module takes more than two seconds to load shows, but never hears Python.
#
# Seen with anywidget 0.11.0 and @jupyter-widgets/base 6.0.12. A model gives its module two seconds and then
# rejects what each message from Python waits for. The module is still loaded and run, and the view is drawn, but every
# message and every changed trait that Python sends is thrown away from then on; the console says "Failed to
# initialize model" once, as an unhandled rejection. Many views on a busy machine are enough; here the module waits
# itself, as one does that fetches a library. What the page sends still arrives, so it waits for answers for ever.
# The kit's script hangs itself on the line again once it is there (kit/widgets/browser/loader.js).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @jupyter-widgets/base@6.0.12 jsdom@26.1.0 esbuild@0.25.12
python3 -m venv python
python/bin/pip install --quiet --no-deps --disable-pip-version-check anywidget==0.11.0
cp python/lib/python3*/site-packages/anywidget/nbextension/index.js anywidget.js
npx esbuild --log-level=error --bundle --platform=node --format=cjs ./node_modules/@jupyter-widgets/base --outfile=base.cjs
cat >seen.cjs <<'JS'
const { readFileSync } = require("node:fs");
const { JSDOM } = require("jsdom");

const { window } = new JSDOM("", { pretendToBeVisual: true });
globalThis.window = window;
for (const name of ["document", "navigator", "Element", "HTMLElement", "Event", "DragEvent", "MouseEvent", "requestAnimationFrame"]) {
  if (!(name in globalThis)) globalThis[name] = window[name] ?? class {};
}
// Node imports no blob, so a module is a data: address here.
globalThis.Blob = class {
  constructor([part]) { this.part = part; }
};
URL.createObjectURL = ({ part }) => `data:text/javascript,${encodeURIComponent(part)}`;
URL.revokeObjectURL = () => {};
const base = require("./base.cjs");
let make;
globalThis.define = (_, factory) => { make = factory; };
new Function(readFileSync("anywidget.js", "utf8"))();
const { AnyModel } = make(base);

const said = [];
process.on("unhandledRejection", (error) => said.push(error.message));
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function model(delay) {
  let hear;
  const comm = { comm_id: `id ${delay}`, on_msg: (to) => { hear = to; }, on_close() {}, send: () => "", close() {} };
  const _esm = `await new Promise((done) => setTimeout(done, ${delay})); export default { initialize({ model }) { model.set("ran", true); } };`;
  const made = new AnyModel({ _esm, _css: "", _anywidget_id: `id ${delay}` }, { model_id: comm.comm_id, comm, widget_manager: {} });
  await wait(delay + 1000);
  let heard = "nothing";
  made.on("msg:custom", (content) => { heard = content; });
  await Promise.resolve(hear({ content: { comm_id: comm.comm_id, data: { method: "custom", content: "hello" } }, buffers: [] })).catch(() => {});
  await wait(100);
  return `module after ${delay / 1000} s: ran ${made.get("ran") ?? false}, heard ${heard}`;
}

(async () => {
  const lines = [await model(1000), await model(3000)];
  console.log([...lines, ...new Set(said)].join("\n"));
  process.exit(0);
})();
JS
node --no-warnings seen.cjs >seen.txt
cat seen.txt
diff <(printf 'module after 1 s: ran true, heard hello\nmodule after 3 s: ran true, heard nothing\n[anywidget] Failed to initialize model.\n') seen.txt
echo "As described."
