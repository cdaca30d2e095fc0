#!/usr/bin/env bash
# Two notebooks that are opened in the same Python: JupyterLab lets only the first hear of widgets.
#
# Seen with @jupyterlab/services 7.6.3. One may choose a running kernel for a second notebook. Its
# connection is made with `handleComms` false as long as another of the page has it true. Registering
# for widgets is then not refused, only never answered, so the second notebook's widgets are not found
# and nothing says why. Once the first notebook is closed, the second still hears nothing.
# The lessons of the kit share one connection instead (lab/opening/static/joining.js).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @jupyterlab/services@7.6.3
cat >seen.mjs <<'JS'
import services from "@jupyterlab/services";

const { KernelManager, ServerConnection } = services;

class Silent {
  send() {}
  close() {}
}

const serverSettings = ServerConnection.makeSettings({
  baseUrl: "http://localhost/",
  fetch: async () => new Response("[]", { headers: { "Content-Type": "application/json" } }),
  WebSocket: Silent,
});
const kernels = new KernelManager({ serverSettings });
const connect = () => kernels.connectTo({ model: { id: "one-python", name: "python3" } });

const first = connect();
const second = connect();
const seen = [`first: ${first.handleComms}`, `second: ${second.handleComms}`];
second.registerCommTarget("jupyter.widget", () => {});
seen.push("second registers: not refused");
first.dispose();
seen.push(`second, once the first is closed: ${second.handleComms}`);
console.error(seen.join("\n"));
process.exit(0);
JS
seen=$(node seen.mjs 2>&1 >/dev/null)
echo "$seen"
diff <(printf 'first: true\nsecond: false\nsecond registers: not refused\nsecond, once the first is closed: false\n') <(echo "$seen")
echo "As described."
