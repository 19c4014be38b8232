/** Where the reader's work is, in one word. "Received" is said of everything or not at all (promise P2). */
export interface Whereabouts {
  /** Visits, skips and the like that only this phone has. */
  readonly here: number;
  /** All entries that only this phone has, first blind values and the day's end among them. */
  readonly unsent: number;
  readonly photosOwed: number;
}

export type Glance = "sending" | "here" | "photos" | "rest" | "got";

export function glance(where: Whereabouts, sending: boolean): Glance {
  if (sending) return "sending";
  if (where.here) return "here";
  if (where.photosOwed) return "photos";
  return where.unsent ? "rest" : "got";
}
