/** A small server in memory that speaks the sync contract, with faults on demand. For tests only. */
import { createHash } from "node:crypto";
import { Problem, Unreachable } from "../../src/api/client.ts";
import type { Tus } from "../../src/api/tus.ts";
import { type Canonical, canonical } from "../../src/domain/canonical.ts";
import type { Outcome, PullAnswer, PushAnswer, Receipt, Task } from "../../src/domain/types.ts";
import type { Transport } from "../../src/sync/transport.ts";
import { PERSON, run } from "./phone.ts";

export interface Wired {
  id: string;
  seq: number;
  kind: string;
  body: Record<string, unknown>;
  [member: string]: unknown;
}

const problem = (status: number, code: string): Problem => new Problem({ status, code, title: code });

export class StubServer implements Transport {
  incarnation = "one";
  seq = 0;
  backedUp: Record<string, number> = {};
  tasks: Task[] = [];
  gone: PullAnswer["gone"] = [];
  states: NonNullable<PullAnswer["states"]>[number][] = [];
  orders: PullAnswer["orders"][number][] = [];
  pageSize = 500;
  journal = new Map<string, { entry: Wired; receipt: Receipt }>();
  stored = new Map<string, Buffer>();
  uploads = new Map<string, { size: number; sha256: string; parts: Buffer[] }>();
  pushes: Wired[][] = [];
  log: string[] = [];
  /** Called before a request is carried out; may throw. */
  before: (what: string, detail: unknown) => void = () => {};
  /** Called after it was carried out, before the answer: throwing here is an answer that got lost. */
  after: (what: string, detail: unknown) => void = () => {};
  outcome: (entry: Wired) => Outcome = () => "applied";
  maxBatch = 500;
  cutUploadAt: number | null = null;

  async push(text: string): Promise<PushAnswer> {
    this.log.push("push");
    const body = JSON.parse(text) as { entries: Wired[] };
    this.before("push", body);
    if (body.entries.length > this.maxBatch) throw problem(413, "too_large");
    this.pushes.push(body.entries);
    const receipts = body.entries.map((entry): Receipt => {
      const known = this.journal.get(entry.id);
      if (known) return known.receipt;
      const { id: _id, seq: _seq, ...content } = entry;
      const digest = createHash("sha256")
        .update(canonical(content as Canonical))
        .digest("hex");
      this.seq += 1;
      const receipt: Receipt = {
        id: entry.id,
        outcome: this.outcome(entry),
        digest,
        mark: { home: 1, change_seq: this.seq },
        mac: "mac",
      };
      this.journal.set(entry.id, { entry, receipt });
      return receipt;
    });
    this.after("push", body);
    return { incarnation: this.incarnation, now: new Date().toISOString(), backed_up_through: this.backedUp, receipts };
  }

  async pull(cursor: string | null, page: string | null): Promise<PullAnswer> {
    this.log.push("pull");
    this.before("pull", { cursor, page });
    const snapshot = cursor === null;
    const from = page === null ? 0 : Number(page);
    const part = snapshot ? this.tasks.slice(from, from + this.pageSize) : [];
    const more = snapshot && from + this.pageSize < this.tasks.length;
    return {
      incarnation: this.incarnation,
      now: new Date().toISOString(),
      backed_up_through: this.backedUp,
      cursor: more ? null : `c${this.seq}`,
      seen: { "1": this.seq },
      page: more ? String(from + this.pageSize) : null,
      snapshot,
      more: false,
      person: PERSON,
      settings: { time_zone: "Asia/Shanghai", rules_version: 1, blind: true, photo: { max_kb: 200 }, keep_days: 30 },
      codes: { skip: [], trouble: [], return: [], typed_reason: [] },
      runs: [run],
      tasks: snapshot ? part : this.tasks.splice(0),
      states: this.states.splice(0),
      gone: this.gone,
      verdicts: [],
      orders: this.orders.splice(0),
    };
  }

  keys: string[] = [];

  async receipts(ids: readonly string[]): Promise<PushAnswer> {
    this.log.push("receipts");
    this.before("receipts", ids);
    const receipts = ids.flatMap((id) => this.journal.get(id)?.receipt ?? []);
    return { incarnation: this.incarnation, now: new Date().toISOString(), backed_up_through: this.backedUp, receipts };
  }

  async register(key: string): Promise<void> {
    this.before("register", key);
    this.keys.push(key);
  }

  readonly photos: Tus = {
    create: async (meta, bytes) => {
      this.log.push("create");
      this.before("create", meta);
      const location = `/api/v1/photos/u${this.uploads.size + 1}`;
      this.uploads.set(location, { size: meta.size, sha256: meta.sha256, parts: [] });
      const offset = bytes ? this.take(location, bytes) : 0;
      this.after("create", meta);
      return { location, offset };
    },
    offset: async (location) => {
      this.log.push("head");
      this.before("head", location);
      const upload = this.uploads.get(location);
      if (!upload) throw problem(410, "upload_gone");
      return upload.parts.reduce((sum, part) => sum + part.length, 0);
    },
    append: async (location, _offset, bytes) => {
      this.log.push("part");
      this.before("part", location);
      return this.take(location, bytes);
    },
  };

  private take(location: string, bytes: ArrayBuffer): number {
    const upload = this.uploads.get(location);
    if (!upload) throw problem(404, "upload_gone");
    const cut = this.cutUploadAt;
    if (cut !== null) {
      upload.parts.push(Buffer.from(bytes.slice(0, cut)));
      this.cutUploadAt = null;
      throw new Unreachable(false);
    }
    upload.parts.push(Buffer.from(bytes));
    const whole = Buffer.concat(upload.parts);
    if (whole.length === upload.size) {
      if (createHash("sha256").update(whole).digest("hex") !== upload.sha256) throw problem(460, "photo_differs");
      this.stored.set(upload.sha256, whole);
    }
    return whole.length;
  }
}
