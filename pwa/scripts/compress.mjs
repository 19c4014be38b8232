/** Puts a .br and a .gz beside every text-like file of the build, so that the server sends bytes it needn't make. */
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

const KINDS = new Set([".html", ".js", ".css", ".svg", ".json", ".webmanifest", ".wasm", ".txt"]);
const WORTH_IT = 512;

function* walk(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* walk(path);
    else yield path;
  }
}

const root = process.argv[2] ?? "dist";
let files = 0;
await Promise.all(
  [...walk(root)]
    .filter((path) => KINDS.has(extname(path)) && statSync(path).size >= WORTH_IT)
    .map(async (path) => {
      const bytes = readFileSync(path);
      const quality = bytes.length > 500_000 ? 9 : 11;
      const params = { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
      writeFileSync(`${path}.br`, await promisify(brotliCompress)(bytes, { params }));
      writeFileSync(`${path}.gz`, await promisify(gzip)(bytes, { level: 9 }));
      files += 1;
    }),
);
console.log(`precompressed ${files} files in ${root}`);
