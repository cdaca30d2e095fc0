// Run a script in Pyodide: `node tools/compiled.mjs <Pyodide> <script> <what is to be its folder /site>`.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodide, script, folder] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
try {
  // Columns beside the lines would make it a fifth larger; and the same sources are to make the same bytecode.
  const python = await loadPyodide({ indexURL: pyodide, env: { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" } });
  python.mountNodeFS("/site", folder);
  python.runPython(readFileSync(script, "utf8"), { filename: script });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
