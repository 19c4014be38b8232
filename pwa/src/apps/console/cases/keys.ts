/** One key a decision. Pure: an event's facts in, a command out. */

export type Decision = "accept" | "correct" | "re_read" | "field_check" | "estimate" | "dismiss";
export type Command = Decision | "next" | "previous" | "claim" | "first_visit" | "second_visit";

export const DECISION_KEYS: Readonly<Record<Decision, string>> = {
  correct: "C",
  accept: "A",
  re_read: "R",
  field_check: "F",
  estimate: "E",
  dismiss: "D",
};

const COMMANDS: Readonly<Record<string, Command>> = {
  c: "correct",
  a: "accept",
  r: "re_read",
  f: "field_check",
  e: "estimate",
  d: "dismiss",
  j: "next",
  k: "previous",
  m: "claim",
  "1": "first_visit",
  "2": "second_visit",
};

export interface Pressed {
  key: string;
  ctrl: boolean;
  meta: boolean;
  alt: boolean;
  repeat: boolean;
  /** The focus is where text is typed, or a sheet is open. */
  typing: boolean;
}

/** What a key means now; null when it belongs to the browser, to a text field or to nobody. */
export function commandOf(pressed: Pressed, allowed: ReadonlySet<Decision>): Command | null {
  if (pressed.typing || pressed.ctrl || pressed.meta || pressed.alt) return null;
  const command = COMMANDS[pressed.key.toLowerCase()] ?? null;
  if (command === null) return null;
  if (command === "next" || command === "previous") return command;
  // Holding a key down must never decide twice.
  if (pressed.repeat) return null;
  if (command === "claim") return command;
  if (command === "first_visit" || command === "second_visit") return allowed.has("accept") ? command : null;
  return allowed.has(command) ? command : null;
}

/** The neighbour in the queue; stays at the ends. `gone` tells what to show when the current one left the queue. */
export function neighbour(order: readonly string[], current: string | null, step: 1 | -1): string | null {
  if (order.length === 0) return null;
  const at = current === null ? -1 : order.indexOf(current);
  if (at < 0) return order[0] ?? null;
  return order[Math.min(Math.max(at + step, 0), order.length - 1)] ?? null;
}

/** What to show after `decided` has left the queue: the one that stood below it, else the one above. */
export function afterDeciding(order: readonly string[], decided: string): string | null {
  const at = order.indexOf(decided);
  if (at < 0) return order[0] ?? null;
  return order[at + 1] ?? order[at - 1] ?? null;
}
