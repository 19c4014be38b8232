/** What the page of drawn visits expects of the server; wire-fits.ts holds it to that. */
import type { PresencePart } from "../wire.ts";

export const OUTCOMES = ["fine", "ask", "wrong"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Sample {
  visit_id: string;
  score: number;
  parts: PresencePart[];
  why: "score" | "random";
  taken_at: string;
  outcome: Outcome | null;
  seen_by: { id: string; name: string } | null;
  person: { id: string; name: string } | null;
  point: { id: string; number: string; address: string };
}

export interface Drawn {
  drawn: number;
}
