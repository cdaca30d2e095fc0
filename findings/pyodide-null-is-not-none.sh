#!/usr/bin/env bash
# Pyodide hands JavaScript's null on to Python as a value of its own, not as None.
#
# Seen with pyodide 314.0.6 (npm), in Node.js: in a message that JavaScript converts with toPy(), as a
# kernel in the browser does with every widget message, undefined becomes None, and null becomes
# pyodide.ffi.jsnull: it is false, but it is not None and does not equal None. json.dumps writes it
# as null, so that what is logged or stored looks right. The same widget code gets None from a kernel
# on a server, where the message travelled as JSON: "this was null before, is it still?" is true
# there and false in the browser.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund pyodide@314.0.6 >/dev/null
cat >seen.mjs <<'JS'
import { loadPyodide } from "pyodide";
const pyodide = await loadPyodide();
const message = { seen: [null], gone: undefined };
pyodide.globals.set("message", pyodide.toPy(message));
pyodide.globals.set("text", JSON.stringify(message));
console.log(pyodide.runPython(`
import json
null = message["seen"][0]
json.dumps({
    "undefined is None": message["gone"] is None,
    "null is None": null is None,
    "null == None": bool(null == None),
    "bool(null)": bool(null),
    "repr": repr(null),
    "json.dumps": json.dumps(message["seen"]),
    "the same as JSON": json.loads(text)["seen"] == [None],
}, indent=1)
`));
JS
seen=$(node seen.mjs)
expected='{
 "undefined is None": true,
 "null is None": false,
 "null == None": false,
 "bool(null)": false,
 "repr": "jsnull",
 "json.dumps": "[null]",
 "the same as JSON": true
}'
echo "$seen"
diff <(echo "$expected") <(echo "$seen")
echo "As described."
