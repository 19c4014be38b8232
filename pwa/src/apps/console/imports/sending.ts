/** What is sent with a file. */
import { call } from "../../../api/client.ts";

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
