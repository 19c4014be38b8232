/**
 * No untranslated string, by a check: every language has the same keys and placeholders as English, no text stands in the components
 * themselves, and every key that is asked for exists. (The compiler already refuses a missing key; this says it in words, and sees JSX.)
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";

const ROOT = new URL("..", import.meta.url).pathname;
const faults = [];

function* walk(folder) {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* walk(path);
    else yield path;
  }
}

/** The dictionary in a file, read from its syntax: no module needs to run. */
function dictionary(path) {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
  const texts = new Map();
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && ts.isStringLiteralLike(node.initializer)) {
      const key = node.name.text;
      if (texts.has(key)) faults.push(`${relative(ROOT, path)}: "${key}" stands there twice`);
      texts.set(key, node.initializer.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

const names = (text) => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].sort().join(",");
const PARTS = readdirSync(join(ROOT, "src/i18n"))
  .filter((name) => name.endsWith(".en.ts"))
  .map((name) => name.slice(0, -".en.ts".length));
const known = new Map();
for (const part of PARTS) {
  const en = dictionary(join(ROOT, `src/i18n/${part}.en.ts`));
  const zh = dictionary(join(ROOT, `src/i18n/${part}.zh-CN.ts`));
  known.set(part, en);
  for (const [key, text] of en) {
    const other = zh.get(key);
    if (other === undefined) faults.push(`${part}: "${key}" has no Chinese text`);
    else if (names(other) !== names(text))
      faults.push(`${part}: "${key}" has other placeholders in Chinese: {${names(other)}} instead of {${names(text)}}`);
    else if (!other.trim()) faults.push(`${part}: "${key}" is empty in Chinese`);
  }
  for (const key of zh.keys()) if (!en.has(key)) faults.push(`${part}: "${key}" is no key of the English texts`);
}

/** Attributes that are read or heard by people. */
const SPOKEN = new Set(["aria-label", "alt", "title", "placeholder", "label"]);
/** Proper names that are the same in every language, and keys of a keyboard. */
const NAMES = new Set(["·", "WLAN", "kWh", "MB", "/", "–", "…", "×", "|", "%", "Esc"]);
const speaks = (text) => /[A-Za-z\u4e00-\u9fff]{2,}/.test(text) && !NAMES.has(text.trim());

for (const path of walk(join(ROOT, "src"))) {
  if (!path.endsWith(".tsx")) continue;
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const at = (node) => `${relative(ROOT, path)}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  const visit = (node) => {
    if (ts.isJsxText(node) && speaks(node.text)) faults.push(`${at(node)}: untranslated text "${node.text.trim()}"`);
    if (ts.isJsxAttribute(node) && node.initializer && ts.isStringLiteral(node.initializer)) {
      if (SPOKEN.has(node.name.getText()) && speaks(node.initializer.text))
        faults.push(`${at(node)}: untranslated ${node.name.getText()} "${node.initializer.text}"`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

if (faults.length) {
  console.error(faults.join("\n"));
  console.error(`${faults.length} faults in texts`);
  process.exit(1);
}
console.log(`texts: ${[...known].map(([part, texts]) => `${part} ${texts.size}`).join(", ")}; two languages, nothing missing`);
