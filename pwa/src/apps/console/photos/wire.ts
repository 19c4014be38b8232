/** What the photo screens expect of the server; wire-fits.ts holds it to that. */
export type Need = "all" | "doubtful" | "sample" | "box" | "none";
export type Network = "any" | "unmetered";
export const NEEDS: readonly Need[] = ["all", "doubtful", "sample", "box", "none"];
export const NETWORKS: readonly Network[] = ["any", "unmetered"];
export const CLASSES = ["residential", "small_business", "industrial", "agriculture", "generation"] as const;

interface Terms {
  need: Need;
  max_kb: number;
  max_px: number;
  network: Network;
}

/** Whom a setting is for; null means all. */
export interface Whom {
  branch_id: number | null;
  customer_class: string | null;
  route_id?: string | null;
}

export interface Policy extends Terms, Whom {
  id: string;
  route_id: string | null;
  valid_from: string;
  version: number;
  /** Of a sample, in per mille. */
  share: number;
  seed: number;
  /** Set after the day it is valid from: visits made until then weren't asked so. */
  backdated: boolean;
}

export interface Policies {
  items: Policy[];
  next: string | null;
  usual: Terms;
}

export interface Retention extends Whom {
  id: string;
  valid_from: string;
  version: number;
  months: number;
  /** When it removes the first photo at the earliest. */
  counts_from: string;
}

export interface Forecast {
  photos: number;
  bytes: number;
  held: number;
  oldest: string | null;
  complete: boolean;
}

export interface RouteItem {
  id: string;
  code: string;
  name: string;
}

/** Months that mean "for good". */
export const FOR_GOOD = 1200;
