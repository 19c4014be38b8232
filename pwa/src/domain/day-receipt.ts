import { type Canonical, canonical } from "./canonical.ts";

/** A day's receipt looked at on the phone alone: what its file holds, and what a receipt of ours never lacks. Pure. */
export interface SignedDay {
  readonly day: string;
  readonly number: number;
  readonly content: {
    readonly from_seq: number;
    readonly through_seq: number;
    readonly entries: readonly { readonly seq: number | null; readonly id: string | null }[];
    readonly readings: readonly { readonly visit: string }[];
    readonly photos: readonly string[];
  };
  readonly key_id: string;
  readonly signature: string;
}

export interface Fault {
  readonly code: "outer_differs" | "unknown_key" | "signature_wrong" | "entry_missing" | "reading_of_nothing" | "photo_unnamed";
  readonly about: string;
}

/** What a receipt consists of. Whatever else a file says, the signed content must say, too. */
const PARTS = new Set(["content", "key_id", "signature", "digest"]);

/** Members beside the signed content that say something else than it, or something it doesn't say. */
export function outerDiffers(receipt: SignedDay): Fault[] {
  const content = new Map<string, unknown>(Object.entries(receipt.content));
  return Object.entries(receipt)
    .filter(([name, value]) => {
      if (PARTS.has(name)) return false;
      // Receipts from before their id was signed show one that nobody can prove.
      if (!content.has(name)) return name !== "id";
      return canonical(value as Canonical) !== canonical(content.get(name) as Canonical);
    })
    .map(([name]) => ({ code: "outer_differs" as const, about: name }))
    .sort((a, b) => (a.about < b.about ? -1 : 1));
}

/** Gaps in the numbers, readings of visits that aren't in it, photos without a proper name. */
export function disorder({ content }: SignedDay): Fault[] {
  const named = new Set(content.entries.map((entry) => entry.seq));
  const visits = new Set(content.entries.map((entry) => entry.id));
  const faults: Fault[] = [];
  for (let seq = content.from_seq; seq <= content.through_seq && faults.length < 20; seq += 1) {
    if (!named.has(seq)) faults.push({ code: "entry_missing", about: String(seq) });
  }
  for (const { visit } of content.readings) if (!visits.has(visit)) faults.push({ code: "reading_of_nothing", about: visit });
  for (const photo of content.photos) if (!/^[0-9a-f]{64}$/.test(photo)) faults.push({ code: "photo_unnamed", about: photo });
  return faults;
}
