/** Line icons drawn on a 24 grid; state marks have a shape of their own so that colour never speaks alone. */
import type { JSX } from "preact";

const PATHS = {
  back: "M15 5l-7 7 7 7",
  next: "M9 5l7 7-7 7",
  close: "M6 6l12 12M18 6L6 18",
  check: "M5 12.5l4.5 4.5L19 7",
  warn: "M12 4L2.5 20h19L12 4zM12 10v5M12 17.6v.2",
  info: "M12 21a9 9 0 100-18 9 9 0 000 18zM12 11v5M12 7.8v.2",
  search: "M11 18a7 7 0 100-14 7 7 0 000 14zM20 20l-4-4",
  camera: "M4 8h3l2-3h6l2 3h3v11H4zM12 16.5a3.5 3.5 0 100-7 3.5 3.5 0 000 7z",
  scan: "M4 8V5a1 1 0 011-1h3M16 4h3a1 1 0 011 1v3M20 16v3a1 1 0 01-1 1h-3M8 20H5a1 1 0 01-1-1v-3M8 8v8M11 8v8M13.5 8v8M16 8v8",
  torch: "M12 3v2M5 6l1.5 1.5M19 6l-1.5 1.5M3 13h2M19 13h2M9 18h6M10 21h4M8.5 15a5 5 0 117 0c-.6.6-1 1.2-1 2v1h-5v-1c0-.8-.4-1.4-1-2z",
  erase: "M21 5H9l-6 7 6 7h12zM12 9l5 6M17 9l-5 6",
  sync: "M4 12a8 8 0 0114-5.3L20 9M20 4v5h-5M20 12a8 8 0 01-14 5.3L4 15M4 20v-5h5",
  list: "M8 6h12M8 12h12M8 18h12M4 6v.1M4 12v.1M4 18v.1",
  order: "M7 4v16M7 20l-3-3M7 20l3-3M17 20V4M17 4l-3 3M17 4l3 3",
  sliders: "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5zM9 19.5a2.5 2.5 0 100-5 2.5 2.5 0 000 5z",
  person: "M12 12a4 4 0 100-8 4 4 0 000 8zM4 20c1.5-4 5-5 8-5s6.500 1 8 5",
  note: "M5 4h14v16H5zM8 9h8M8 13h8M8 17h4",
  door: "M6 20V4h10v16M3 20h18M13 12v.1",
  again: "M4 12a8 8 0 108-8 8 8 0 00-6 2.700L4 9M4 4v5h5",
  lock: "M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 017 0v3",
  download: "M12 4v11M7 11l5 5 5-5M5 20h14",
  upload: "M12 16V5M7 9l5-5 5 5M5 20h14",
  place: "M12 21c4-5 6-8 6-11a6 6 0 10-12 0c0 3 2 6 6 11zM12 12.500a2.500 2.500 0 100-5 2.500 2.500 0 000 5z",
  grid: "M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z",
  keyboard: "M3 6h18v12H3zM7 10v.1M11 10v.1M15 10v.1M7 14h10",
  trash: "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13",
  undo: "M8 5L4 9l4 4M4 9h10a6 6 0 010 12h-3",
  bolt: "M13 3L5 14h6l-1 7 8-11h-6z",
  more: "M5 12v.1M12 12v.1M19 12v.1",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, label }: { name: IconName; label?: string }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden={label ? undefined : "true"} role={label ? "img" : undefined} aria-label={label}>
      <path d={PATHS[name]} />
    </svg>
  );
}

export type Mark = "here" | "sent" | "got";
const FILLED: Record<Mark, string> = {
  here: "M12 12V4a8 8 0 018 8z",
  sent: "M12 4a8 8 0 010 16z",
  got: "M12 4a8 8 0 110 16 8 8 0 010-16z",
};

/** ◔ on this phone, ◑ on its way, ● received – drawn, so that every phone shows the same shape. */
export function StateMark({ state }: { state: Mark }): JSX.Element {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="12" r="8" />
      <path d={FILLED[state]} fill="currentColor" stroke="none" />
    </svg>
  );
}
