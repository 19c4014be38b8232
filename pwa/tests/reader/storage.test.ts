/** Room on the phone: asked before a round, watched before the last megabytes, and persistence that was denied is said. */
import { afterEach, describe, expect, test, vi } from "vitest";
import { lookAtStorage, needFor, roomForOneMore } from "../../src/apps/reader/storage.ts";
import { LAST_MEGABYTES } from "../../src/db/outbox.ts";

interface Manager {
  estimate?: () => Promise<{ quota?: number; usage?: number }>;
  persisted?: () => Promise<boolean>;
  persist?: () => Promise<boolean>;
}

function browser(storage: Manager | undefined): void {
  vi.stubGlobal("navigator", { storage });
}

const free = (bytes: number): Manager => ({ estimate: async () => ({ quota: bytes + 1000, usage: 1000 }) });

afterEach(() => vi.unstubAllGlobals());

describe("before the last megabytes", () => {
  test("there is room until then, and none from there on", async () => {
    browser(free(LAST_MEGABYTES + 1));
    expect(await roomForOneMore()).toBe(true);
    browser(free(LAST_MEGABYTES));
    expect(await roomForOneMore()).toBe(false);
  });

  test("a browser that doesn't tell is believed until its database refuses", async () => {
    browser({ estimate: async () => ({}) });
    expect(await roomForOneMore()).toBe(true);
    browser(undefined);
    expect(await roomForOneMore()).toBe(true);
    browser({ estimate: () => Promise.reject(new Error("private window")) });
    expect(await roomForOneMore()).toBe(true);
  });
});

test("a round needs room for its photos, and what is left over at the end", () => {
  expect(needFor(0)).toBe(LAST_MEGABYTES);
  expect(needFor(500) - needFor(0)).toBeGreaterThan(30_000_000);
  expect(needFor(500) - needFor(0)).toBeLessThan(60_000_000);
});

describe("persistence", () => {
  test("is asked for only when it isn't given, and only when wanted", async () => {
    const persist = vi.fn(async () => true);
    browser({ ...free(10), persisted: async () => false, persist });
    expect(await lookAtStorage(false)).toEqual({ free: 10, persisted: false });
    expect(persist).not.toHaveBeenCalled();
    expect(await lookAtStorage(true)).toEqual({ free: 10, persisted: true });
  });

  test("denied is known as denied, and where nobody can promise it is unknown", async () => {
    browser({ ...free(10), persisted: async () => false, persist: async () => false });
    expect((await lookAtStorage(true)).persisted).toBe(false);
    browser(undefined);
    expect(await lookAtStorage(true)).toEqual({ free: null, persisted: null });
  });
});
