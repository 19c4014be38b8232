/** Types of the server's answers, made from its OpenAPI document. `--check` fails when the committed ones have drifted. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import openapiTS, { astToString } from "openapi-typescript";

const SOURCE = new URL("../openapi.json", import.meta.url);
const TARGET = new URL("../src/api/schema.ts", import.meta.url);

if (!existsSync(SOURCE)) {
  console.error("openapi.json is missing. Make it first, from the folder above: python -m backend.cli openapi > pwa/openapi.json");
  process.exit(1);
}
const header = "/** Generated from the server's OpenAPI document: `npm run api`. Do not edit. */\n";
const text = header + astToString(await openapiTS(JSON.parse(readFileSync(SOURCE, "utf8"))));
if (process.argv.includes("--check")) {
  const current = existsSync(TARGET) ? readFileSync(TARGET, "utf8") : "";
  if (current !== text) {
    console.error("src/api/schema.ts no longer fits the server's OpenAPI document. Run: npm run api");
    process.exit(1);
  }
  console.log("API types fit the server.");
} else {
  writeFileSync(TARGET, text);
  console.log(`wrote ${text.length} characters to src/api/schema.ts`);
}
