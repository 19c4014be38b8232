/**
 * Typed texts. `en` is the shape; every other language must satisfy it, so a missing translation doesn't compile.
 * A page loads one language at a time (dictionaries are separate chunks) and shows the next one as soon as it is there.
 *
 * Placeholders are `{name}`; a text with a count may hold two forms: "{n} stop || {n} stops".
 */
import { signal } from "@preact/signals";

export type Language = "zh-CN" | "en";
export const LANGUAGES: readonly Language[] = ["zh-CN", "en"];

type Dictionary = Readonly<Record<string, string>>;
/** What another language's dictionary must look like. */
export type Shape<D extends Dictionary> = { readonly [K in keyof D]: string };
type Names<S extends string> = S extends `${string}{${infer P}}${infer Rest}` ? P | Names<Rest> : never;
type Params<S extends string> = [Names<S>] extends [never] ? [] : [params: { readonly [P in Names<S>]: string | number }];
/** How a page names its dictionaries: one lazily loaded module a language, each exporting `texts`. */
export type Source = Readonly<Record<Language, () => Promise<{ texts: Dictionary }>>>;

export type Translate<D extends Dictionary> = <K extends keyof D & string>(key: K, ...params: Params<D[K]>) => string;

const KEY = "language";
const sources: Source[] = [];
const current = signal<Dictionary>({});

function preferred(): Language {
  const stored = globalThis.localStorage?.getItem(KEY);
  if (stored === "zh-CN" || stored === "en") return stored;
  return (globalThis.navigator?.language ?? "en").toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}

export const language = signal<Language>(preferred());

let wanted = language.value;

async function load(next: Language): Promise<void> {
  const parts = await Promise.all(sources.map((source) => source[next]()));
  // Chosen anew meanwhile: what was fetched is in the wrong language.
  if (next !== wanted) return load(wanted);
  const before = next === language.value ? current.value : {};
  current.value = Object.assign({}, before, ...parts.map((part) => part.texts)) as Dictionary;
  language.value = next;
  document.documentElement.lang = next;
}

/** Call before the first render with the page's dictionaries (common first), and before a screen that brings words of its own. */
export async function startTexts(...of: Source[]): Promise<void> {
  sources.push(...of.filter((source) => !sources.includes(source)));
  await load(wanted);
}

export async function setLanguage(next: Language): Promise<void> {
  wanted = next;
  await load(next);
  localStorage.setItem(KEY, next);
}

export function fill(text: string, params: Readonly<Record<string, string | number>>): string {
  const [one, many] = text.split(" || ");
  const form = many === undefined ? text : ((params["n"] === 1 ? one : many) ?? text);
  return form.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

/** The one translation function, typed for a page's dictionaries: `const t = translator<CommonTexts & ReaderTexts>()`. */
export function translator<D extends Dictionary>(): Translate<D> {
  return (key, ...params) => fill(current.value[key] ?? key, params[0] ?? {});
}

/** For keys that come from the server (codes): the text, or nothing when this version doesn't know the code. */
export function textOf(key: string, params: Readonly<Record<string, string | number>> = {}): string | undefined {
  const text = current.value[key];
  return text === undefined ? undefined : fill(text, params);
}
