/**
 * The engine that brings everything over: one flight at a time over all tabs (a Web Lock), readings before photos, news in between.
 * It is started by a save, the network coming back, the page being shown, a timer, and the button; it ends when nothing is left or
 * the network is gone, and then knows when to try again.
 */
import { Problem, Unreachable } from "../api/client.ts";
import { getMeta, type Phone, type PhotoRow, putMeta, serverNow } from "../db/database.ts";
import { registerKey } from "../db/device-key.ts";
import { prune, sendable } from "../db/outbox.ts";
import { loadSettings } from "../db/round.ts";
import { backoff } from "./backoff.ts";
import { askReceipts, forgetHanded } from "./courier/carried.ts";
import { pullAll } from "./pull.ts";
import { DeviceRefused, type PushDeps, pushAll } from "./push.ts";
import { IDLE, type Status, type Why } from "./status.ts";
import type { Transport } from "./transport.ts";
import { nextPhoto, uploadPhoto } from "./upload.ts";

type Locks = { request(name: string, options: { ifAvailable: boolean }, run: (lock: unknown) => Promise<void>): Promise<void> };

export interface EngineDeps {
  readonly phone: Phone;
  readonly transport: Transport;
  readonly appVersion: string;
  readonly lockName: string;
  /** The browser's lock manager; null where there is none. */
  readonly locks: Locks | null;
  readonly now: () => number;
  readonly random: () => number;
  readonly setTimer: (run: () => void, ms: number) => unknown;
  readonly clearTimer: (timer: unknown) => void;
  /** Whether a photo may go out over the present network. */
  readonly photosAllowed: (photo: PhotoRow) => boolean;
  readonly onStatus: (status: Status) => void;
  /** Entries, photos or their states changed. */
  readonly onChange: () => void;
  /** Tasks and runs changed. */
  readonly onRound: () => void;
}

/** A save alone asks for news at most this often. */
const PULL_EVERY_MS = 60_000;
/** At the start, by the button and after a long silence the server is shown the newest receipt, also with nothing to send. */
const GREET_EVERY_MS = 3_600_000;
const OTHER_TAB_MS = 5_000;

/** A clock that was set back makes the past lie ahead: that is long ago, too. */
const longSince = (then: number, now: number, ms: number): boolean => Math.abs(now - then) > ms;

/** The server's word that it doesn't let this device in; null for any other failure. */
function refusalOf(error: unknown): string | null {
  if (error instanceof DeviceRefused) return error.code;
  if (!(error instanceof Problem)) return null;
  // Whatever was asked: a server put back from a backup may not know the device that only pulls.
  return error.body.status === 401 || error.body.code === "device_suspended" ? error.body.code : null;
}

export class Engine {
  private status: Status = IDLE;
  private flight: Promise<void> | null = null;
  private again: Why | null = null;
  private failures = 0;
  private timer: unknown = null;
  private lastPull = 0;
  private lastPush = 0;
  private stopped = false;

  constructor(private readonly deps: EngineDeps) {}

  /** Starts a flight, or lets the one under way go round once more. Resolves when it has ended, however it ended. */
  run(why: Why): Promise<void> {
    if (this.stopped) return Promise.resolve();
    if (this.flight) {
      this.again = why === "button" || this.again === "button" ? "button" : why;
      return this.flight;
    }
    // While a wait is on, only what may have changed the network breaks it.
    if (why === "save" && this.status.nextAt !== null && this.status.nextAt > this.deps.now()) return Promise.resolve();
    this.clear();
    this.flight = this.locked(why).finally(() => {
      this.flight = null;
    });
    return this.flight;
  }

  stop(): void {
    this.stopped = true;
    this.clear();
  }

  private clear(): void {
    if (this.timer !== null) this.deps.clearTimer(this.timer);
    this.timer = null;
    this.show({ nextAt: null });
  }

  private show(change: Partial<Status>): void {
    this.status = { ...this.status, ...change };
    this.deps.onStatus(this.status);
  }

  private async locked(why: Why): Promise<void> {
    const { locks, lockName } = this.deps;
    if (!locks) return this.cycles(why);
    let mine = false;
    await locks.request(lockName, { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      mine = true;
      await this.cycles(why);
    });
    // Another tab is at it; it may have looked into the outbox just before this save.
    if (!mine && (await sendable(this.deps.phone, this.deps.now(), 1)).length) this.wait(OTHER_TAB_MS);
  }

  private async cycles(why: Why): Promise<void> {
    this.show({ running: true, trouble: null, pulled: 0 });
    try {
      // The button may have been pressed while the lock was waited for.
      let next: Why | null = this.again === "button" ? "button" : why;
      while (next) {
        this.again = null;
        await this.cycle(next);
        next = this.again;
      }
      this.failures = 0;
      this.show({ running: false, phase: "idle", trouble: null });
    } catch (error) {
      this.failed(error);
    }
  }

  private failed(error: unknown): void {
    const ended: Partial<Status> = { running: false, phase: "idle", sending: [], sendingPhoto: false };
    const code = refusalOf(error);
    // The push before it was taken, and cleared this: a suspended phone may hand over, but gets nothing.
    if (code !== null) void putMeta(this.deps.phone.db, { refused: code }).then(this.deps.onChange);
    if (code === "device_suspended") {
      this.show({ ...ended, trouble: { kind: "suspended", code } });
      // Let in again, the phone notices by itself.
      this.failures += 1;
      this.wait(backoff(this.failures, this.deps.random, null));
      return;
    }
    if (code !== null) {
      this.show({ ...ended, trouble: { kind: "refused", code } });
      return;
    }
    this.failures += 1;
    let trouble: Status["trouble"] = { kind: "failed", code: error instanceof Error ? error.name : null };
    let retryAfter: number | null = null;
    if (error instanceof Unreachable) trouble = { kind: error.timedOut ? "slow" : "unreachable", code: null };
    else if (error instanceof Problem) {
      retryAfter = error.retryAfter;
      const busy = error.body.status === 429 || error.body.status === 503;
      trouble = { kind: busy ? "busy" : "failed", code: error.body.code };
    }
    this.show({ ...ended, trouble });
    this.wait(backoff(this.failures, this.deps.random, retryAfter));
  }

  private wait(ms: number): void {
    if (this.stopped) return;
    this.clear();
    this.timer = this.deps.setTimer(() => {
      this.timer = null;
      void this.run("retry");
    }, ms);
    this.show({ nextAt: this.deps.now() + ms });
  }

  private async push(why: Why | null = null): Promise<void> {
    const { deps } = this;
    this.show({ phase: "push" });
    const greet = why === "button" || longSince(this.lastPush, deps.now(), GREET_EVERY_MS);
    await pushAll(this.pushDeps(), greet);
    this.lastPush = deps.now();
  }

  private pushDeps(): PushDeps {
    const { deps } = this;
    return {
      phone: deps.phone,
      transport: deps.transport,
      appVersion: deps.appVersion,
      now: deps.now,
      onSending: (sending) => this.show({ sending }),
      onChange: deps.onChange,
    };
  }

  /** What others carried: its receipts are asked for before it is sent again; and the key for the next file is made known. */
  private async carried(): Promise<void> {
    const { deps } = this;
    await askReceipts(this.pushDeps());
    try {
      await registerKey(deps.phone, (key) => deps.transport.register(key));
    } catch (error) {
      // A server that knows no such keys yet, or is busy: tried again at the next contact; nothing waits for it.
      if (!(error instanceof Problem)) throw error;
    }
  }

  private async cycle(why: Why): Promise<void> {
    const { deps } = this;
    await this.carried();
    await this.push(why);
    if (why !== "save" || longSince(this.lastPull, deps.now(), PULL_EVERY_MS)) {
      this.show({ phase: "pull" });
      await pullAll({
        phone: deps.phone,
        transport: deps.transport,
        now: deps.now,
        onProgress: (pulled) => this.show({ pulled }),
        onRound: deps.onRound,
      });
      this.lastPull = deps.now();
    }
    await this.photos();
    await forgetHanded(deps.phone);
    const settings = await loadSettings(deps.phone);
    if (settings && (await prune(deps.phone, settings.keep_days, await serverNow(deps.phone, deps.now()))) > 0) deps.onChange();
    // After a restore the pull may have found that everything has to be offered again.
    if ((await sendable(deps.phone, deps.now(), 1)).length) this.again ??= "save";
  }

  private async photos(): Promise<void> {
    const { deps } = this;
    while (true) {
      // Readings before photos, also those saved meanwhile.
      if ((await sendable(deps.phone, deps.now(), 1)).length) await this.push();
      const photo = await nextPhoto(deps.phone, deps.now(), deps.photosAllowed);
      if (!photo) return;
      this.show({ phase: "photos" });
      await uploadPhoto(
        {
          phone: deps.phone,
          transport: deps.transport,
          now: deps.now,
          onChange: deps.onChange,
          onSending: (sending) => this.show({ sendingPhoto: sending !== null }),
        },
        photo,
      );
    }
  }

  /** Whether the device was refused at the last contact (kept over restarts). */
  refused(): Promise<string | null> {
    return getMeta(this.deps.phone.db, "refused");
  }
}
