/** A phone's clock that is wrong by a year, in either direction, or is put right in the middle: promises P1 and P2 hold. */
import { beforeEach, describe, expect, test } from "vitest";
import { Problem } from "../../src/api/client.ts";
import { getMeta, type Phone, putMeta } from "../../src/db/database.ts";
import { finishStop, keepPhoto, newDraft } from "../../src/db/drafts.ts";
import { sha256 } from "../../src/db/ids.ts";
import { prune, save } from "../../src/db/outbox.ts";
import { rig } from "../support/engine.ts";
import { freshPhone, PERSON, task } from "../support/phone.ts";
import { StubServer } from "../support/server.ts";

const DAY = 86_400_000;
const YEAR = 365 * DAY;
const DIRECTIONS = [
  ["ahead", YEAR],
  ["behind", -YEAR],
] as const;

let phone: Phone;
let server: StubServer;

beforeEach(async () => {
  phone = await freshPhone();
  server = new StubServer();
});

const note = (): Promise<unknown> => save(phone, [{ kind: "note", task_id: null, person: PERSON, body: { text: "n" } }]);

async function visitWithPhoto(): Promise<void> {
  const of = task(1);
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  const draft = newDraft(of.id, null);
  const photo = { bytes, sha256: await sha256(bytes), mime: "image/jpeg", taken_at: Date.now(), place: null, guide: null };
  await keepPhoto(phone, draft, photo);
  await finishStop(phone, { id: draft.entry_id, kind: "visit", task_id: of.id, person: PERSON, body: { task_id: of.id } }, "read");
}

const states = async (): Promise<string[]> => (await phone.db.entries.orderBy("seq").toArray()).map((row) => row.state);
const photoStates = async (): Promise<string[]> => (await phone.db.photos.toArray()).map((row) => row.state);

describe.each(DIRECTIONS)("a clock a year %s", (_name, off) => {
  test("is flagged: the phone knows how far it is from the server's", async () => {
    await note();
    const made = rig(phone, server);
    made.clock += off;
    await made.engine.run("button");
    expect(Math.abs((await getMeta(phone.db, "skew")) + off)).toBeLessThan(60_000);
  });

  test("what was received under it stays for its days after the clock was put right", async () => {
    await note();
    const made = rig(phone, server);
    made.clock += off;
    await made.engine.run("button");
    await putMeta(phone.db, { backed_up_through: { "1": 100 }, skew: 0 });
    expect(await prune(phone, 30, Date.now() + DAY)).toBe(0);
    expect(await prune(phone, 30, Date.now() + 40 * DAY)).toBe(1);
  });

  test("what was received before the jump stays for its days, too", async () => {
    await visitWithPhoto();
    const made = rig(phone, server);
    await made.engine.run("button");
    server.backedUp = { "1": 100 };
    made.clock += off;
    await made.engine.run("button");
    expect(await states()).toEqual(["received"]);
    expect(await photoStates()).toEqual(["received"]);
  });

  test("an entry that stepped aside under it is tried again within a day once it is right", async () => {
    await note();
    server.before = (what) => {
      if (what === "push") throw new Problem({ status: 400, code: "bad_entry", title: "" });
    };
    const made = rig(phone, server);
    made.clock += off;
    await made.engine.run("button");
    expect(await states()).toEqual(["aside"]);
    server.before = () => {};
    made.clock += DAY / 2 - off;
    await made.engine.run("timer");
    expect(await states()).toEqual(["received"]);
  });

  test("so is a photo", async () => {
    await visitWithPhoto();
    server.before = (what) => {
      if (what === "create") throw new Problem({ status: 422, code: "photo_unusable", title: "" });
    };
    const made = rig(phone, server);
    made.clock += off;
    await made.engine.run("button");
    expect(await photoStates()).toEqual(["aside"]);
    server.before = () => {};
    made.clock += DAY / 2 - off;
    await made.engine.run("timer");
    expect(await photoStates()).toEqual(["received"]);
  });

  test("a jump lets a save ask for news, and the receipt be shown, as after a long silence", async () => {
    const made = rig(phone, server);
    await made.engine.run("start");
    server.log = [];
    await made.engine.run("save");
    expect(server.log).toEqual([]);
    made.clock += off;
    await made.engine.run("save");
    expect(server.log).toEqual(["push", "pull"]);
  });
});

test("an item that stepped aside doesn't go round and round", async () => {
  await note();
  server.before = (what) => {
    if (what === "push") throw new Problem({ status: 400, code: "bad_entry", title: "" });
  };
  const made = rig(phone, server);
  await made.engine.run("button");
  await made.engine.run("timer");
  expect(server.log.filter((what) => what === "push")).toHaveLength(1);
});
