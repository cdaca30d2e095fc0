#!/usr/bin/env bash
# Each CodeMirror editor that is made writes the whole style sheet of all editors anew, even if not a letter changes.
#
# Seen with @codemirror/view 6.38.6 and style-mod 4.1.3. Editors share one <style> in the page's head, and each new one
# sets its text, whether there is a new rule or not. A browser takes that for a changed sheet: it parses it and styles
# the page anew before it can answer the next question about layout, which a new editor asks at once. A JupyterLab
# notebook has an editor for each cell: those of a lesson cost a tenth of a second in Chromium. By its code, a shadow
# tree has a constructed sheet instead, to which only new rules are added.
# A lesson of the kit lets the sheet be written only if its text changes (lab/opening/static/editors.js).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @codemirror/view@6.38.6 @codemirror/state@6.5.2 style-mod@4.1.3 jsdom@26.1.0
cat >seen.cjs <<'JS'
const { JSDOM } = require("jsdom");

const { window } = new JSDOM("<body></body>", { pretendToBeVisual: true });
for (const name of ["document", "MutationObserver", "Node", "HTMLElement", "requestAnimationFrame", "getSelection"]) {
  globalThis[name] = window[name];
}
globalThis.window = window;

const text = Object.getOwnPropertyDescriptor(window.Node.prototype, "textContent");
let written = 0;
let same = 0;
Object.defineProperty(window.Node.prototype, "textContent", {
  ...text,
  set(next) {
    if (this.tagName === "STYLE") {
      written += 1;
      if (next === text.get.call(this)) same += 1;
    }
    text.set.call(this, next);
  },
});
const { EditorView } = require("@codemirror/view");
const extensions = [EditorView.theme({ "&": { color: "black" } })];
for (let made = 1; made <= 5; made += 1) {
  new EditorView({ doc: `cell ${made}`, extensions, parent: window.document.body });
  console.log(`${made} editors: ${window.document.querySelectorAll("style").length} sheet, written ${written} times, ${same} of them as it was`);
}
process.exit(0);
JS
node --no-warnings seen.cjs >seen.txt
cat seen.txt
diff - seen.txt <<'TXT'
1 editors: 1 sheet, written 1 times, 0 of them as it was
2 editors: 1 sheet, written 2 times, 1 of them as it was
3 editors: 1 sheet, written 3 times, 2 of them as it was
4 editors: 1 sheet, written 4 times, 3 of them as it was
5 editors: 1 sheet, written 5 times, 4 of them as it was
TXT
echo "As described."
