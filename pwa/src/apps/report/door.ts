/** What the customer's page asks of the server, by an invitation's token or by a customer's own sign-in. */
import { call } from "../../api/client.ts";
import type { AskedRegister, Receipt } from "./steps.ts";

export interface Session {
  branch: { name: string };
  point: { id: string; address_masked: string };
  meter: { tail: string };
  registers: AskedRegister[];
  expires_at: string | null;
  state: "open" | "used" | "closed";
  receipt: Receipt | null;
}

export interface Report {
  id: string;
  values: { register_id: string; value: string }[];
  meter_found: { how: "scanned" | "listed"; text: string };
  note: string;
  taken_at: string;
  photos: { sha256: string; size: number; mime: string; taken_at: string }[];
}

export interface Sent extends Receipt {
  visit: string;
  photos_owed: string[];
}

export interface OwnPoint {
  point: { id: string; number: string; address: string };
  meter: { tail: string } | null;
  task_id: string | null;
  state: "open" | "done" | "none";
  last: { value: string; period: string } | null;
}

/** By token, or (signed in) by task. */
export type Key = { token: string } | { taskId: string };

export const authorization = (key: Key): Record<string, string> => ("token" in key ? { Authorization: `Invitation ${key.token}` } : {});
const query = (key: Key): { task_id?: string } => ("token" in key ? {} : { task_id: key.taskId });

export const openSession = (key: Key, signal?: AbortSignal): Promise<Session> =>
  call("GET", "/report/session", { headers: authorization(key), query: query(key), ...(signal ? { signal } : {}) });

export const sendReport = (key: Key, report: Report): Promise<Sent> =>
  call("POST", "/report", { headers: authorization(key), query: query(key), body: report });

export const askForHelp = (key: Key, reason: string, note: string): Promise<{ received_at: string }> =>
  call("POST", "/report/help", { headers: authorization(key), query: query(key), body: { reason, note } });

export const ownPoints = (signal: AbortSignal): Promise<{ items: OwnPoint[] }> => call("GET", "/report/points", { signal });
