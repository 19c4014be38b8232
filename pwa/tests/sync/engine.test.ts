/** The phone's engine against a faulty server: promises P1–P4, P11 on the phone's side. */
import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Problem, Unreachable } from "../../src/api/client.ts";
import { getMeta, type Phone, putMeta } from "../../src/db/database.ts";
import { finishStop, keepPhoto, newDraft } from "../../src/db/drafts.ts";
import { newId, sha256 } from "../../src/db/ids.ts";
import { contentOf, prune, save, unsent } from "../../src/db/outbox.ts";
import { absorb, foldPages, loadTasks } from "../../src/db/round.ts";
import { holdingOf, ledger } from "../../src/domain/ledger.ts";
import type { Task } from "../../src/domain/types.ts";
import { rig, StubLocks } from "../support/engine.ts";
import { freshPhone, PERSON, task } from "../support/phone.ts";
import { StubServer } from "../support/server.ts";

let phone: Phone;
let server: StubServer;

beforeEach(async () => {
  phone = await freshPhone();
  server = new StubServer();
});

async function notes(count: number): Promise<string[]> {
  const made = await save(
    phone,
    Array.from({ length: count }, (_, i) => ({ kind: "note" as const, task_id: null, person: PERSON, body: { text: `note ${i}` } })),
  );
  return made.map((entry) => entry.id);
}

async function read(of: Task, photo?: Uint8Array): Promise<string> {
  const draft = newDraft(of.id, null);
  if (photo) {
    const bytes = photo.slice().buffer;
    await keepPhoto(phone, draft, {
      bytes,
      sha256: await sha256(bytes),
      mime: "image/jpeg",
      taken_at: Date.now(),
      place: null,
      guide: null,
    });
  }
  await finishStop(phone, { id: draft.entry_id, kind: "visit", task_id: of.id, person: PERSON, body: { task_id: of.id } }, "read");
  return draft.entry_id;
}

const states = async (): Promise<string[]> => (await phone.db.entries.orderBy("seq").toArray()).map((row) => row.state);

describe("push", () => {
  test("P2: entries are received by receipt only, with gapless seq and the digest of the frozen bytes", async () => {
    await notes(3);
    const { engine } = rig(phone, server);
    await engine.run("save");
    expect(await states()).toEqual(["received", "received", "received"]);
    expect(server.pushes.flat().map((entry) => entry.seq)).toEqual([1, 2, 3]);
    for (const row of await phone.db.entries.toArray()) {
      expect(
        createHash("sha256")
          .update(await contentOf(phone, row.id))
          .digest("hex"),
      ).toBe(row.digest);
      expect(server.journal.get(row.id)?.receipt.digest).toBe(row.digest);
    }
  });

  test("P1: an answer that got lost changes nothing; the same bytes go again and get the stored receipt", async () => {
    await notes(2);
    let lost = 2;
    server.after = (what) => {
      if (what === "push" && lost-- > 0) throw new Unreachable(false);
    };
    const { engine } = rig(phone, server);
    await engine.run("save");
    expect(await states()).toEqual(["here", "here"]);
    await engine.run("button");
    await engine.run("button");
    expect(await states()).toEqual(["received", "received"]);
    expect(server.journal.size).toBe(2);
  });

  test("halves on 413 and on a slow answer, then grows again", async () => {
    await notes(40);
    server.maxBatch = 12;
    let slow = 1;
    server.before = (what, body) => {
      if (what === "push" && (body as { entries: unknown[] }).entries.length <= 12 && slow-- > 0) throw new Unreachable(true);
    };
    const { engine } = rig(phone, server);
    await engine.run("button");
    expect(new Set(await states())).toEqual(new Set(["received"]));
    expect(Math.max(...server.pushes.map((push) => push.length))).toBeLessThanOrEqual(12);
  });

  test("a bad item steps aside and blocks nothing behind it", async () => {
    const ids = await notes(9);
    const poison = ids[4];
    server.before = (what, body) => {
      if (what === "push" && (body as { entries: { id: string }[] }).entries.some((entry) => entry.id === poison))
        throw new Problem({ status: 400, code: "bad_entry", title: "" });
    };
    const made = rig(phone, server);
    await made.engine.run("button");
    expect((await states()).filter((state) => state === "received")).toHaveLength(8);
    const row = await phone.db.entries.get(poison ?? "");
    expect(row).toMatchObject({ state: "aside", trouble: "bad_entry", tries: 1 });
    // Later it is tried again, and isn't lost.
    server.before = () => {};
    made.clock += 3_600_000;
    await made.engine.run("timer");
    expect(new Set(await states())).toEqual(new Set(["received"]));
  });

  test("a receipt for other bytes than ours is no receipt", async () => {
    const [id = ""] = await notes(1);
    server.outcome = () => "applied";
    const push = server.push.bind(server);
    server.push = async (text) => {
      const answer = await push(text);
      return { ...answer, receipts: answer.receipts.map((receipt) => ({ ...receipt, digest: "0".repeat(64) })) };
    };
    await rig(phone, server).engine.run("button");
    expect(await phone.db.entries.get(id)).toMatchObject({ state: "aside", trouble: "altered_on_the_way" });
  });

  test("a refused device stops, says so, and keeps everything", async () => {
    await notes(2);
    server.before = () => {
      throw new Problem({ status: 401, code: "device_unknown", title: "" });
    };
    const made = rig(phone, server);
    await made.engine.run("button");
    expect(made.status?.trouble).toEqual({ kind: "refused", code: "device_unknown" });
    expect(await unsent(phone)).toMatchObject({ entries: 2 });
    expect(made.timers).toHaveLength(0);
  });

  test("a device the server knows no more learns it from a pull, too", async () => {
    const made = rig(phone, server);
    await notes(1);
    await made.engine.run("button");
    server.before = (what) => {
      if (what === "pull") throw new Problem({ status: 401, code: "device_unknown", title: "" });
    };
    await made.engine.run("timer");
    expect(made.status?.trouble).toEqual({ kind: "refused", code: "device_unknown" });
    await vi.waitFor(async () => expect(await getMeta(phone.db, "refused")).toBe("device_unknown"));
  });

  test("the button isn't lost in a flight that has just been started by a save", async () => {
    const made = rig(phone, server);
    await made.engine.run("button");
    server.log = [];
    await notes(1);
    await Promise.all([made.engine.run("save"), made.engine.run("button")]);
    expect(server.log).toContain("pull");
  });

  test("a suspended device hands over, is told so plainly, and looks again by itself", async () => {
    await notes(2);
    server.before = (what) => {
      if (what === "pull") throw new Problem({ status: 403, code: "device_suspended", title: "" });
    };
    const made = rig(phone, server);
    await made.engine.run("button");
    expect(await unsent(phone)).toMatchObject({ entries: 0 });
    expect(made.status?.trouble).toEqual({ kind: "suspended", code: "device_suspended" });
    await vi.waitFor(async () => expect(await getMeta(phone.db, "refused")).toBe("device_suspended"));
    expect(made.timers).toHaveLength(1);
    server.before = () => {};
    await made.engine.run("retry");
    expect(made.status?.trouble).toBeNull();
    expect(await getMeta(phone.db, "refused")).toBeNull();
  });

  test("waits longer and longer while there is no network, and not at all when asked by hand", async () => {
    await notes(1);
    server.before = () => {
      throw new Unreachable(false);
    };
    const made = rig(phone, server);
    for (let i = 0; i < 3; i += 1) await made.engine.run("button");
    expect(made.timers.map((timer) => timer.ms)).toEqual([1500, 3000, 6000]);
    await made.engine.run("save");
    expect(server.log).toHaveLength(3);
  });
});

describe("tabs", () => {
  test("two tabs at once: one flight, nothing sent twice at the same time", async () => {
    await notes(30);
    const locks = new StubLocks();
    const [a, b] = [rig(phone, server, { locks }), rig(phone, server, { locks })];
    await Promise.all([a.engine.run("save"), b.engine.run("save")]);
    expect(server.pushes.flat()).toHaveLength(30);
    expect(b.timers.map((timer) => timer.ms)).toEqual([5000]);
  });
});

describe("photos", () => {
  const picture = new Uint8Array(5000).map((_, i) => i % 251);

  test("readings first, then photos; the hash on the server is the one taken", async () => {
    const stop = task(1);
    server.tasks = [stop];
    const { engine } = rig(phone, server);
    await engine.run("start");
    await read(stop, picture);
    await engine.run("save");
    expect(server.log.indexOf("create")).toBeGreaterThan(server.log.lastIndexOf("push"));
    expect([...server.stored.keys()]).toEqual([await sha256(picture)]);
    expect(await unsent(phone)).toEqual({ entries: 0, photos: 0, photoBytes: 0 });
  });

  test("P1: a cut upload goes on where the server stopped", async () => {
    const stop = task(1);
    server.tasks = [stop];
    const { engine } = rig(phone, server);
    await engine.run("start");
    await read(stop, picture);
    // The first request carries the whole photo and is cut before its address comes back: the second begins anew, is cut, and resumes.
    server.cutUploadAt = 1000;
    await engine.run("button");
    server.cutUploadAt = 3000;
    await engine.run("button");
    await engine.run("button");
    expect(server.stored.get(await sha256(picture))?.length).toBe(5000);
    expect(server.uploads.size).toBe(2);
    expect(server.log.filter((what) => what === "head")).toHaveLength(1);
    expect((await phone.db.photos.toArray()).map((photo) => photo.state)).toEqual(["received"]);
  });

  test("a photo that the server refuses steps aside, the next one goes", async () => {
    const [one, two] = [task(1), task(2)];
    server.tasks = [one, two];
    const made = rig(phone, server);
    await made.engine.run("start");
    await read(one, picture);
    await read(two, picture.slice(1));
    let refuse = 1;
    server.before = (what) => {
      if (what === "create" && refuse-- > 0) throw new Problem({ status: 422, code: "not_an_image", title: "" });
    };
    await made.engine.run("button");
    expect((await phone.db.photos.toArray()).map((photo) => photo.state).sort()).toEqual(["aside", "received"]);
  });

  test("none go out while only WLAN is allowed and there is none", async () => {
    const stop = task(1);
    server.tasks = [stop];
    const { engine } = rig(phone, server, { photosAllowed: () => false });
    await engine.run("start");
    await read(stop, picture);
    await engine.run("button");
    expect(server.log).not.toContain("create");
    expect(await unsent(phone)).toMatchObject({ entries: 0, photos: 1 });
  });
});

describe("photos that may not all go", () => {
  test("those that may go don't wait for those that may not", async () => {
    const [first, second] = [task(1), task(2)];
    server.tasks = [first, second];
    const { engine } = rig(phone, server, { photosAllowed: (photo) => photo.task_id === second.id });
    await engine.run("start");
    await read(first, new Uint8Array([1, 2, 3]));
    await read(second, new Uint8Array([4, 5, 6]));
    await engine.run("button");
    expect(server.log.filter((what) => what === "create")).toHaveLength(1);
    expect(await unsent(phone)).toMatchObject({ entries: 0, photos: 1 });
  });
});

describe("round", () => {
  test("a snapshot of several pages goes in at one stroke", async () => {
    server.tasks = Array.from({ length: 1200 }, (_, i) => task(i + 1));
    const { engine } = rig(phone, server);
    await engine.run("start");
    expect((await loadTasks(phone)).length).toBe(1200);
  });

  test("P8: the ledger balances through moves, contest and cancellation", async () => {
    const stops = Array.from({ length: 6 }, (_, i) => task(i + 1));
    server.tasks = [...stops];
    const { engine } = rig(phone, server);
    await engine.run("start");
    const [a, b, c, d] = stops as [Task, Task, Task, Task];
    await read(a);
    await read(b);
    // While the reader was without network, b went to a colleague; c is moved and d cancelled.
    server.outcome = (entry) => (entry.body["task_id"] === b.id ? "contested" : "applied");
    server.tasks = [];
    server.gone = [
      { task_id: b.id, why: "moved", version: 2, state: "contested" },
      { task_id: c.id, why: "moved", version: 2, state: "moved" },
      { task_id: d.id, why: "cancelled", version: 2, state: "cancelled" },
    ];
    await engine.run("button");
    const held = await loadTasks(phone);
    const counts = ledger(held);
    expect(counts).toMatchObject({ ever: 6, read: 1, contested: 1, moved: 1, cancelled: 1, open: 2 });
    const gone = held.find((row) => row.id === c.id);
    expect(gone?.task.point.address).toBe("");
  });

  test("what the reader did stays known after the server has said the same, so that it can be corrected", async () => {
    const stop = task(1);
    server.tasks = [stop];
    const { engine } = rig(phone, server);
    await engine.run("start");
    const id = await read(stop);
    await engine.run("button");
    server.states = [{ task_id: stop.id, version: 1, state: "read", holding: "read" }];
    await engine.run("button");
    const [held] = await loadTasks(phone);
    expect(held?.mine).toMatchObject({ entry_id: id, settled: true });
    expect(held && holdingOf(held)).toBe("read");
    // The office sets it back: its word counts now.
    server.states = [{ task_id: stop.id, version: 2, state: "open", holding: "open" }];
    await engine.run("button");
    expect((await loadTasks(phone)).map(holdingOf)).toEqual(["open"]);
  });

  test("P8: a receipt that comes after news which include it leaves the server's word standing", async () => {
    const stop = task(1);
    server.tasks = [stop];
    const { engine } = rig(phone, server);
    await engine.run("start");
    const id = await read(stop);
    // The server took it, the answer was lost, the office gave the stop back to the same reader, and the news came first.
    server.seq = 5;
    const pulled = await server.pull("c", null);
    const states = [{ task_id: stop.id, version: 2, state: "open" as const, holding: "open" as const }];
    await absorb(phone, foldPages([{ ...pulled, states }]), new Set(), { cursor: "c5" });
    expect((await loadTasks(phone)).map(holdingOf)).toEqual(["read"]);
    server.seq = 3;
    await engine.run("button");
    expect(await phone.db.entries.get(id)).toMatchObject({ state: "received", mark: { change_seq: 4 } });
    expect((await loadTasks(phone)).map(holdingOf)).toEqual(["open"]);
  });

  test("a task closed by a customer is told by a later pull", async () => {
    const stop = task(1);
    server.tasks = [stop];
    const { engine } = rig(phone, server);
    await engine.run("start");
    server.tasks = [];
    server.states = [{ task_id: stop.id, version: 2, state: "closed_elsewhere", holding: "closed_elsewhere" }];
    await engine.run("button");
    expect((await loadTasks(phone)).map(holdingOf)).toEqual(["closed_elsewhere"]);
  });

  test("a fresh snapshot never touches unsent work", async () => {
    const stop = task(1);
    server.tasks = [stop];
    const { engine } = rig(phone, server);
    await engine.run("start");
    await read(stop);
    await putMeta(phone.db, { cursor: null });
    server.before = (what) => {
      if (what === "push") throw new Problem({ status: 400, code: "bad", title: "" });
    };
    server.tasks = [stop];
    await engine.run("button");
    expect((await loadTasks(phone)).map(holdingOf)).toEqual(["read"]);
    expect(await unsent(phone)).toMatchObject({ entries: 1 });
  });
});

describe("restore", () => {
  test("P11: after a restore everything kept is offered again, once", async () => {
    const stop = task(1);
    server.tasks = [stop];
    const { engine } = rig(phone, server);
    await engine.run("start");
    await read(stop, new Uint8Array([1, 2, 3]));
    await notes(4);
    await engine.run("button");
    expect(server.journal.size).toBe(5);
    // The backup knew nothing of all this.
    server.journal.clear();
    server.stored.clear();
    server.incarnation = "two";
    await engine.run("button");
    await engine.run("button");
    expect(server.journal.size).toBe(5);
    expect(server.stored.size).toBe(1);
    expect(await unsent(phone)).toMatchObject({ entries: 0, photos: 0 });
    expect(await getMeta(phone.db, "incarnation")).toBe("two");
  });

  test("P11: the newest receipt is shown at the start, so that a server put back from a backup finds out", async () => {
    const ids = await notes(3);
    await rig(phone, server).engine.run("button");
    let shown: { id: string } | null = null;
    server.before = (what, body) => {
      if (what !== "push") return;
      shown ??= (body as { newest: { id: string } | null }).newest;
      // The server lost what it gave a receipt for: it turns over its incarnation.
      if (shown && !server.journal.has(shown.id) && server.incarnation === "one") server.incarnation = "two";
    };
    server.journal.clear();
    await rig(phone, server).engine.run("start");
    expect(shown).toMatchObject({ id: ids[2] });
    expect(server.journal.size).toBe(3);
    expect(await unsent(phone)).toMatchObject({ entries: 0 });
  });

  test("P11: the button shows the newest receipt again, soon after the last contact", async () => {
    await notes(2);
    const { engine } = rig(phone, server);
    await engine.run("button");
    server.log = [];
    await engine.run("button");
    expect(server.log).toContain("push");
    server.log = [];
    await engine.run("timer");
    expect(server.log).not.toContain("push");
  });

  test("P2: what was received stays until backed up and the days to keep are over", async () => {
    await notes(3);
    const made = rig(phone, server);
    await made.engine.run("button");
    const later = made.clock + 40 * 86_400_000;
    expect(await prune(phone, 30, later)).toBe(0);
    await putMeta(phone.db, { backed_up_through: { "1": 2 } });
    expect(await prune(phone, 30, made.clock + 86_400_000)).toBe(0);
    expect(await prune(phone, 30, later)).toBe(2);
    expect(await phone.db.entries.count()).toBe(1);
  });
});

test("ids are version 7, distinct, and in the order of making", () => {
  const made = Array.from({ length: 5000 }, () => newId());
  expect(new Set(made).size).toBe(5000);
  expect([...made].sort()).toEqual(made);
  expect(made[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
