/** How the page looks on this device: light, dark or sunlight. Nothing personal. */
import { effect, signal } from "@preact/signals";

export type Theme = "auto" | "light" | "dark" | "sun";
export const THEMES: readonly Theme[] = ["auto", "light", "dark", "sun"];

const KEY = "theme";
const stored = globalThis.localStorage?.getItem(KEY);
export const theme = signal<Theme>(THEMES.includes(stored as Theme) ? (stored as Theme) : "auto");

export function setTheme(next: Theme): void {
  localStorage.setItem(KEY, next);
  theme.value = next;
}

/** Keeps the document in the chosen theme; with "auto" it follows the system. */
export function followTheme(): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = (): void => {
    const shown = theme.value === "auto" ? (dark.matches ? "dark" : "light") : theme.value;
    document.documentElement.dataset["theme"] = shown;
    const bar = document.querySelector<HTMLMetaElement>('meta[name="theme-color"]');
    if (bar) bar.content = shown === "dark" ? "#0c1412" : shown === "sun" ? "#ffffff" : "#f4f6f3";
  };
  effect(apply);
  dark.addEventListener("change", apply);
}
