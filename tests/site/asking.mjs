// Run a lesson page's worker outside a browser: `node asking.mjs <site> <worker.js> <orders>`; it prints what each is told.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [base, worker, orders] = process.argv.slice(2);
const told = [];
globalThis.self = { postMessage: (message, { transfer } = {}) => told.push(structuredClone(message, { transfer })) };
globalThis.fetch = async (address) => new Response(readFileSync(fileURLToPath(address)));
await import(worker);
for (const { content, ...order } of JSON.parse(readFileSync(orders, "utf8"))) {
  const buffers = content ? [new TextEncoder().encode(content).buffer] : [];
  await self.onmessage({ data: { ...order, ...(order.open && { base }), buffers } });
}
process.stdout.write(`\n${JSON.stringify(told, (_, value) => (value instanceof Uint8Array ? [...value] : value))}`);
