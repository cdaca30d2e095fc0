// Write compressed variants beside a site's files: `node tools/packed.mjs <folder> <folder of what was packed before>`.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const LEAST = 1000; // bytes; below, a variant saves nothing that anybody would notice
const LARGE = 200_000; // bytes; above, it is long to pack anew at each build
const PACKED = new Set([".br", ".gz", ".whl", ".zip", ".png", ".woff2", ".ico", ".jpg"]);
const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_LGWIN]: 24 };
const WAYS = { ".br": (content) => brotliCompressSync(content, { params: BROTLI }), ".gz": (content) => gzipSync(content, { level: 9 }) };

const [folder, before] = process.argv.slice(2);
mkdirSync(before, { recursive: true });
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || PACKED.has(extname(entry.name))) continue;
  const path = join(entry.parentPath ?? entry.path, entry.name);
  const content = readFileSync(path);
  if (content.length < LEAST) continue;
  const mark = createHash("sha256").update(content).digest("hex");
  for (const [suffix, pack] of Object.entries(WAYS)) {
    const known = join(before, `${mark}${suffix}`);
    if (existsSync(known)) {
      copyFileSync(known, `${path}${suffix}`);
      continue;
    }
    const packed = pack(content);
    writeFileSync(`${path}${suffix}`, packed);
    if (content.length > LARGE) writeFileSync(known, packed);
  }
}
