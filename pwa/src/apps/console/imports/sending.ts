/** What is sent with a file. */
import { call } from "../../../api/client.ts";
import type { ImportKind } from "../wire.ts";

export const DATUMS = ["WGS-84", "GCJ-02", "BD-09"] as const;

export interface Sending {
  file: File | null;
  kind: string;
  sender: string;
  /** Of positions that name none; empty: the file names it. */
  datum: string;
}

/** Sends the file; the server answers at once and checks it in a job of its own. */
export function sendFile(sending: Sending, branchId: number, dryRun: boolean): Promise<{ id: string }> {
  const form = new FormData();
  form.set("kind", sending.kind);
  form.set("dry_run", String(dryRun));
  form.set("branch_id", String(branchId));
  if (sending.sender.trim()) form.set("sender", sending.sender.trim());
  if (sending.datum) form.set("datum", sending.datum);
  if (sending.file) form.set("file", sending.file);
  return call<{ id: string }>("POST", "/imports", { body: form, timeout: 600_000 });
}

/** Which columns a kind can't do without; those of one group replace one another. */
export function needed(kind: ImportKind): string[] {
  const groups = new Map<number | string, string[]>();
  for (const column of kind.columns) {
    if (!column.required) continue;
    const key = column.group ?? column.field;
    groups.set(key, [...(groups.get(key) ?? []), column.name]);
  }
  return [...groups.values()].map((names) => names.join(" / "));
}
