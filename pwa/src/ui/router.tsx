/**
 * Pages in the fragment (#/stops/…): the server needs to know one address a bundle, a cold offline start works on any of them,
 * and what stands in the fragment never reaches a log.
 */
import { computed, signal } from "@preact/signals";
import type { ComponentChildren, JSX } from "preact";

const here = (): string => (location.hash.startsWith("#/") ? location.hash.slice(1) : "/");
const hash = signal(here());
let depth = 0;
// Pages that were gone to carry a state; an address typed by hand, or set by a script, carries none.
const STEP = { step: true };
if (history.state === null) history.replaceState(STEP, "");
addEventListener("hashchange", () => {
  hash.value = here();
});

export const path = computed(() => hash.value.split("?")[0] ?? "/");
export const query = computed(() => new URLSearchParams(hash.value.split("?")[1] ?? ""));

export function go(to: string, how: { replace?: boolean } = {}): void {
  if (how.replace) history.replaceState(STEP, "", `#${to}`);
  else {
    depth += 1;
    history.pushState(STEP, "", `#${to}`);
  }
  hash.value = to;
  scrollTo(0, 0);
}

const guards: (() => void)[] = [];

/** While something lies over the page, the phone's "back" closes that instead of leaving the page. Answers how to end it. */
export function onBack(close: () => void): () => void {
  guards.push(close);
  return () => {
    const at = guards.lastIndexOf(close);
    if (at >= 0) guards.splice(at, 1);
  };
}

/** Back to where one came from, or to `fallback` when the page was opened directly. */
export function back(fallback: string): void {
  if (depth > 0) {
    depth -= 1;
    history.back();
  } else go(fallback, { replace: true });
}
addEventListener("popstate", (event) => {
  const close = guards.at(-1);
  if (close && event.state !== null) {
    // The page has been left already: it is put back where it was.
    history.pushState(STEP, "", `#${hash.value}`);
    close();
    return;
  }
  hash.value = here();
});

/** `match("/stops/:id", path)` → { id } or null. */
export function match(pattern: string, actual: string): Record<string, string> | null {
  const want = pattern.split("/");
  const have = actual.split("/");
  if (want.length !== have.length) return null;
  const found: Record<string, string> = {};
  for (const [i, part] of want.entries()) {
    const value = have[i] ?? "";
    if (part.startsWith(":")) found[part.slice(1)] = decodeURIComponent(value);
    else if (part !== value) return null;
  }
  return found;
}

export function Link({
  to,
  class: extra,
  label,
  current,
  children,
}: {
  to: string;
  class?: string;
  label?: string;
  current?: boolean;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <a
      href={`#${to}`}
      class={extra}
      aria-label={label}
      aria-current={current ? "page" : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        go(to);
      }}
    >
      {children}
    </a>
  );
}
