#!/usr/bin/env bash
# JupyterLab ends its connection to a running kernel when a list of kernels, asked for before it began, comes late.
#
# Seen with @jupyterlab/services 7.6.3. A page asks every ten seconds which kernels run. Each answer counts, whenever
# it was asked for, and each connection to a kernel that it does not name is taken for dead and disposed of for good;
# no later list mends that. A notebook that was opened meanwhile on a busy computer has "Canceled future for
# execute_request". That the manager asks anew when it connects to a kernel it does not know is no help: while one
# list is on its way, `refreshRunning` waits for that one.
# A lesson of the kit asks once more before its Python counts as gone (lab/opening/static/joining.js).
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

const began = { id: "two", name: "python3" };
let running = [{ id: "one", name: "python3" }];
let held;
let asked = 0;
const serverSettings = ServerConnection.makeSettings({
  baseUrl: "http://localhost/",
  fetch: async () => {
    asked += 1;
    const list = JSON.stringify(running);
    if (held === true) await new Promise((come) => { held = come; });
    return new Response(list, { headers: { "Content-Type": "application/json" } });
  },
  WebSocket: Silent,
});
const kernels = new KernelManager({ serverSettings });
await kernels.ready;
running = [];
held = true;
const late = kernels.refreshRunning();
while (held === true) await new Promise((done) => setTimeout(done, 5));
running = [began];
const kernel = kernels.connectTo({ model: began });
const anew = kernels.refreshRunning();
console.log(`before the list: connection ended ${kernel.isDisposed}, asked for ${asked} lists`);
held();
await Promise.all([late, anew]);
console.log(`after it: connection ended ${kernel.isDisposed}`);
await kernels.refreshRunning();
console.log(`next list: ${[...kernels.running()].map(({ id }) => id)}, connection ended ${kernel.isDisposed}, asked for ${asked} lists`);
process.exit(0);
JS
node --no-warnings seen.mjs | grep ": connection\|list:" >seen.txt
cat seen.txt
diff - seen.txt <<'TXT'
before the list: connection ended false, asked for 2 lists
after it: connection ended true
next list: two, connection ended true, asked for 3 lists
TXT
echo "As described."
