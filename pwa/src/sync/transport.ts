/** What the engine needs of the network, so that tests can be the network. */
import { address, call, problemOf, send, Unreachable } from "../api/client.ts";
import { type Tus, tus } from "../api/tus.ts";
import type { PullAnswer, PushAnswer } from "../domain/types.ts";
import { type CompactAnswer, FORM, plain } from "./columns.ts";

export interface Transport {
  push(body: string): Promise<PushAnswer>;
  pull(cursor: string | null, page: string | null): Promise<PullAnswer>;
  /** The stored receipts of this phone's entries: what others carried for it has some. At most 200 ids. */
  receipts(ids: readonly string[]): Promise<PushAnswer>;
  /** Makes this phone's public signing key known. */
  register(key: string): Promise<void>;
  readonly photos: Tus;
}

const TIMEOUT = 45_000;

export function httpTransport(token: string, personId: string): Transport {
  const headers = { Authorization: `Device ${token}`, "X-Person": personId };
  return {
    async push(body) {
      const how = { headers: { ...headers, "Content-Type": "application/json" }, timeout: TIMEOUT };
      const response = await send("POST", address("/sync/push"), body, how);
      if (!response.ok) throw await problemOf(response);
      try {
        return (await response.json()) as PushAnswer;
      } catch {
        throw new Unreachable(false);
      }
    },
    async pull(cursor, page) {
      const query = { cursor, page, compact: FORM };
      return plain(await call<CompactAnswer>("GET", "/sync/pull", { query, headers, timeout: TIMEOUT }));
    },
    receipts: (ids) => call<PushAnswer>("GET", "/sync/receipts", { query: { ids: ids.join(",") }, headers, timeout: TIMEOUT }),
    register: (key) => call<void>("PUT", "/sync/key", { body: { key }, headers, timeout: TIMEOUT }),
    photos: tus(headers),
  };
}
