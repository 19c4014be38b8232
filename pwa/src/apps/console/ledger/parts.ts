/** What a ledger can be asked of: a whole branch, or one run, reader or transformer area of it. */
import { call } from "../../../api/client.ts";
import type { Area, Page, Person, Run } from "../wire.ts";

export const PARTS = ["all", "run", "reader", "area"] as const;
export type Part = (typeof PARTS)[number];

export function partOf(text: string | null): Part {
  return PARTS.find((part) => part === text) ?? "all";
}

/** One choice of a part: its id and what it is called. */
export type Choice = readonly [id: string, name: string];

/** What the ledger's question names besides branch and period. */
export function asked(part: Part, id: string): Record<string, string> {
  if (part === "all") return {};
  return { [part === "run" ? "run_id" : part === "reader" ? "holder_id" : "area_id"]: id };
}

/** The address of a part's ledger. */
export function addressOf(part: Part, id = ""): string {
  if (part === "all") return "/ledger";
  return id ? `/ledger?by=${part}&id=${id}` : `/ledger?by=${part}`;
}

/** Everything of a kind there is to choose from; a branch has hundreds of areas, and all of them must be reachable. */
export async function choices(part: Part, branchId: number, period: string, signal: AbortSignal): Promise<Choice[]> {
  switch (part) {
    case "all":
      return [];
    case "run": {
      const runs = await call<Page<Run>>("GET", "/runs", { query: { branch_id: branchId, period }, signal });
      return runs.items.map((run) => [run.id, `${run.route.code} ${run.route.name}${run.number > 1 ? ` (${run.number})` : ""}`]);
    }
    case "reader": {
      const people = await all<Person>("/people", { role: "reader", branch_id: branchId }, signal);
      return people.map((person) => [person.id, person.name]);
    }
    case "area": {
      const areas = await all<Area>("/areas", { branch_id: branchId }, signal);
      return areas.map((area) => [area.id, `${area.number} ${area.name}`]);
    }
  }
}

async function all<T>(path: string, query: Record<string, string | number>, signal: AbortSignal): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await call<Page<T>>("GET", path, { query: { ...query, limit: 500, cursor }, signal });
    found.push(...page.items);
    cursor = page.next;
  } while (cursor);
  return found;
}
