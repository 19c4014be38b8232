import type { Phone } from "../../src/db/database.ts";
import { Engine, type EngineDeps } from "../../src/sync/engine.ts";
import type { Status } from "../../src/sync/status.ts";
import type { StubServer } from "./server.ts";

export interface Rig {
  readonly engine: Engine;
  readonly timers: { run: () => void; ms: number }[];
  status: Status | null;
  clock: number;
}

/** A lock manager over several engines, as tabs share one. */
export class StubLocks {
  held = new Set<string>();
  async request(name: string, _options: { ifAvailable: boolean }, run: (lock: unknown) => Promise<void>): Promise<void> {
    if (this.held.has(name)) return run(null);
    this.held.add(name);
    try {
      await run({});
    } finally {
      this.held.delete(name);
    }
  }
}

export function rig(phone: Phone, server: StubServer, over: Partial<EngineDeps> = {}): Rig {
  const made: Rig = {
    timers: [],
    status: null,
    clock: Date.now(),
    engine: null as unknown as Engine,
  };
  const engine = new Engine({
    phone,
    transport: server,
    appVersion: "test",
    lockName: `sync-${phone.db.name}`,
    locks: new StubLocks(),
    now: () => made.clock,
    random: () => 0.5,
    setTimer: (run, ms) => made.timers.push({ run, ms }),
    clearTimer: () => {},
    photosAllowed: () => true,
    onStatus: (status) => {
      made.status = status;
    },
    onChange: () => {},
    onRound: () => {},
    ...over,
  });
  return Object.assign(made, { engine });
}
