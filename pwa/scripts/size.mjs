/** What a page loads before its first screen, gzipped: the HTML entry's own scripts and everything they import statically. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const root = process.argv[2] ?? "dist";
const manifest = JSON.parse(readFileSync(join(root, ".vite/manifest.json"), "utf8"));
const pages = Object.keys(manifest).filter((key) => key.endsWith(".html"));
const report = {};
for (const page of pages) {
  const files = new Set();
  const visit = (key) => {
    const chunk = manifest[key];
    if (!chunk || files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const next of chunk.imports ?? []) visit(next);
  };
  visit(page);
  const bytes = [...files]
    .filter((file) => file.endsWith(".js"))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(root, file)), { level: 9 }).length, 0);
  report[page] = Math.round(bytes / 102.4) / 10;
}
console.log(JSON.stringify(report, null, 2));
