/** A stop from the first key to the saved visit: P6, P2, and bodies that the server's own schemas accept. */
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeEach, describe, expect, test } from "vitest";
import type { Session } from "../../src/apps/reader/session/session.ts";
import { StopModel } from "../../src/apps/reader/stop/model.ts";
import { codes, loadRound, type Stop, stops } from "../../src/apps/reader/store.ts";
import { closeDay } from "../../src/apps/reader/sync/day.ts";
import { type Phone, putMeta } from "../../src/db/database.ts";
import { loadDraft } from "../../src/db/drafts.ts";
import { sha256 } from "../../src/db/ids.ts";
import { bodyOf } from "../../src/db/outbox.ts";
import { absorb, foldPages } from "../../src/db/round.ts";
import type { AttemptBody, MeterFound, PullAnswer, SkipBody, Task, VisitBody } from "../../src/domain/types.ts";
import { freshPhone, PERSON, register, run, task } from "../support/phone.ts";

let phone: Phone;
let session: Session;

const ajv = new Ajv2020({ strict: false, allErrors: true, formats: { "date-time": true, date: true } });
function schemaOf(kind: string): (body: unknown) => void {
  const file = new URL(`../../../tests/contract/entries/${kind}.json`, import.meta.url);
  const validate = ajv.compile((JSON.parse(readFileSync(file, "utf8")) as { schema: object }).schema);
  return (body) => {
    validate(body);
    expect(validate.errors ?? []).toEqual([]);
  };
}

async function give(...tasks: Task[]): Promise<void> {
  const page: PullAnswer = {
    incarnation: "one",
    now: new Date().toISOString(),
    backed_up_through: {},
    cursor: "c",
    seen: {},
    page: null,
    snapshot: true,
    more: false,
    settings: { time_zone: "Asia/Shanghai", rules_version: 1, blind: true, photo: { max_kb: 200 }, keep_days: 30 },
    codes: {
      skip: [{ code: "dog", en: "Dog", zh: "有狗" }],
      trouble: [{ code: "burnt", en: "Burnt", zh: "烧表", photo: true }],
      return: [{ code: "ill", en: "Ill", zh: "不适" }],
      typed_reason: [],
    },
    runs: [run],
    tasks,
    gone: [],
    verdicts: [],
    orders: [],
  };
  await absorb(phone, foldPages([page]), new Set(), { cursor: "c" });
  await loadRound(phone);
}

const stopAt = (i: number): Stop => stops.value[i] as Stop;
const open = (i = 0, found: MeterFound | null = null, correct = false): Promise<StopModel> =>
  StopModel.open(session, stopAt(i), found, correct);
const type = (model: StopModel, digits: string): void => {
  for (const digit of digits) model.key(digit);
};
const kinds = async (): Promise<string[]> => (await phone.db.entries.orderBy("seq").toArray()).map((row) => row.kind);
async function bodies<T>(kind: string): Promise<T[]> {
  const rows = (await phone.db.entries.orderBy("seq").toArray()).filter((row) => row.kind === kind);
  return Promise.all(rows.map((row) => bodyOf<T>(phone, row.id)));
}
async function shoot(model: StopModel): Promise<void> {
  const bytes = new Uint8Array([0xff, 0xd8, model.photos.taken.value.length]).buffer;
  const shot = { bytes, mime: "image/jpeg", width: 4, height: 3, sha256: await sha256(bytes), fault: null } as const;
  await model.photos.add(shot, { x: 1, y: 2, w: 3, h: 4 });
}

beforeEach(async () => {
  phone = await freshPhone();
  session = { phone, person: { id: PERSON, login: "r", name: "R", role: "reader" }, token: "t" };
  await putMeta(phone.db, { device_id: PERSON });
});

describe("a usual value", () => {
  test("attempt and visit are saved, the task is done, the draft is gone", async () => {
    await give(task(1), task(2));
    const model = await open(0, { how: "scanned", text: "413", symbology: "Code128", verdict: "expected" });
    type(model, "043152");
    expect(await model.save()).toBe("saved");
    expect(await kinds()).toEqual(["attempt", "visit"]);
    const [visit] = await bodies<VisitBody>("visit");
    expect(visit?.readings).toMatchObject([{ value: "4315.2", attempts: 1, obtained: "typed", frozen: false }]);
    expect(visit?.confirmed).toBe(false);
    schemaOf("visit")(visit);
    schemaOf("attempt")((await bodies<AttemptBody>("attempt"))[0]);
    expect(await loadDraft(phone, model.task.id)).toBeNull();
    expect((await phone.db.tasks.get(model.task.id))?.mine).toMatchObject({ did: "read", outcome: null });
  });

  test("boxes: full ones take no more keys, the point pads, zeros can be filled in front", async () => {
    await give(task(1));
    const model = await open();
    type(model, "4315");
    model.point();
    type(model, "29");
    const [only] = model.registers;
    expect(only && model.entered(only).typed).toBe("043152");
    model.erase();
    expect(await model.save()).toBe("waiting");
    expect(model.sheet.value).toMatchObject({ kind: "short", missing: 1 });
    expect(await kinds()).toEqual([]);
  });
});

describe("P6: blind, then seen", () => {
  test("the attempt is committed durably before its hint appears", async () => {
    await give(task(1));
    const model = await open();
    let committedFirst: boolean | null = null;
    model.sheet.subscribe((sheet) => {
      if (sheet?.kind === "doubt") committedFirst = model.draft.value.registers[sheet.doubt.register.id]?.attempts.length === 1;
    });
    type(model, "048216");
    expect(await model.save()).toBe("waiting");
    expect(committedFirst).toBe(true);
    const [attempt] = await bodies<AttemptBody>("attempt");
    expect(attempt).toMatchObject({ value: "4821.6", n: 1, hint: ["VEE-04"] });
    expect(model.sheet.value).toMatchObject({ kind: "doubt", doubt: { look: { what: "digit", position: 3 } } });
  });

  test("an attempt stays and is sent even when the stop is abandoned", async () => {
    await give(task(1));
    const model = await open();
    type(model, "048216");
    await model.save();
    await model.leave();
    expect(await kinds()).toEqual(["attempt"]);
    // Coming back: the draft still counts it.
    const again = await open();
    expect(again.draft.value.registers[again.registers[0]?.id ?? ""]?.attempts).toEqual(["4821.6"]);
  });

  test("typed again, another value: judged anew, both attempts kept", async () => {
    await give(task(1));
    const model = await open();
    type(model, "048216");
    await model.save();
    const [only] = model.registers;
    if (!only) throw new Error("no register");
    model.retype(only);
    expect(model.entered(only).typed).toBe("");
    type(model, "043216");
    expect(await model.save()).toBe("saved");
    expect((await bodies<AttemptBody>("attempt")).map((one) => [one.n, one.value])).toEqual([
      [1, "4821.6"],
      [2, "4321.6"],
    ]);
    expect((await bodies<VisitBody>("visit"))[0]).toMatchObject({ confirmed: false, readings: [{ value: "4321.6", attempts: 2 }] });
  });

  test("typed again, the same value: confirmed, and a photo has to prove it", async () => {
    await give(task(1, { due_from: null, due_to: null }));
    const model = await open();
    type(model, "048216");
    await model.save();
    const [only] = model.registers;
    if (!only) throw new Error("no register");
    model.retype(only);
    type(model, "048216");
    expect(await model.save()).toBe("waiting");
    expect(model.sheet.value).toMatchObject({ kind: "photo", why: "proof" });
    await shoot(model);
    expect(await model.save()).toBe("saved");
    const [visit] = await bodies<VisitBody>("visit");
    expect(visit).toMatchObject({
      confirmed: true,
      judged: { rules_version: 1, band_version: 3, findings: [{ rule: "VEE-04", action: "case" }] },
    });
    expect(visit?.photos).toHaveLength(1);
    schemaOf("visit")(visit);
    expect((await phone.db.photos.toArray()).map((photo) => photo.state)).toEqual(["here"]);
  });

  test("insisting needs the photo too, and can do without only by saying so", async () => {
    await give(task(1));
    const model = await open();
    type(model, "048216");
    await model.save();
    const [only] = model.registers;
    if (!only) throw new Error("no register");
    expect(await model.insist(only)).toBe("waiting");
    expect(model.sheet.value?.kind).toBe("photo");
    expect(await model.saveWithoutPhoto()).toBe("saved");
    expect((await bodies<VisitBody>("visit"))[0]).toMatchObject({ confirmed: true, photos: [] });
  });
});

describe("other ways to end a stop", () => {
  test("skip, trouble and note; give back", async () => {
    await give(task(1), task(2));
    const model = await open(0);
    model.toggleTrouble("burnt");
    model.setNote(" 门前有狗\u0000 ");
    expect(await model.skip("dog")).toBe("saved");
    const [skip] = await bodies<SkipBody>("skip");
    expect(skip).toMatchObject({ code: "dog", troubles: ["burnt"], note: "门前有狗" });
    schemaOf("skip")(skip);
    const other = await open(1);
    expect(await other.giveBack("ill", "")).toBe("saved");
    schemaOf("return")((await bodies<object>("return"))[0]);
  });

  test("a trouble that must be proved asks for its photo", async () => {
    await give(task(1));
    const model = await open();
    expect(codes.value.trouble).toHaveLength(1);
    model.toggleTrouble("burnt");
    type(model, "043152");
    expect(await model.save()).toBe("waiting");
    expect(model.sheet.value).toMatchObject({ kind: "photo", why: "code" });
  });

  test("several registers on one screen, frozen value, optical probe", async () => {
    const registers = ["total", "peak", "valley"].map((band, i) =>
      register({ band, position: i + 1, previous: { value: "100", at: "" }, expect: null, digits: 4, decimals: 1 }),
    );
    await give(task(1, { registers, frozen_at: "2026-11-01T00:00:00+08:00" }));
    const model = await open();
    model.setFrozen(true);
    model.setObtained("optical");
    type(model, "013000115001150");
    expect(model.registers.map((one) => model.entered(one).typed)).toEqual(["01300", "01150", "01150"]);
    expect(await model.save()).toBe("saved");
    // A value that no thumb typed has no attempts.
    expect(await kinds()).toEqual(["visit"]);
    const [visit] = await bodies<VisitBody>("visit");
    expect(visit?.readings.map((one) => [one.value, one.obtained, one.frozen, one.value_at, one.attempts])).toEqual(
      ["130", "115", "115"].map((value) => [value, "optical", true, "2026-11-01T00:00:00+08:00", 0]),
    );
    schemaOf("visit")(visit);
  });

  test("a correction supersedes what was saved and keeps its photo", async () => {
    await give(task(1));
    const model = await open();
    await shoot(model);
    type(model, "043152");
    await model.save();
    await loadRound(phone);
    const again = await open(0, null, true);
    expect(again.draft.value.supersedes).toBe(model.draft.value.entry_id);
    expect(again.photos.taken.value).toHaveLength(1);
    type(again, "043162");
    expect(await again.save()).toBe("saved");
    const visits = await bodies<VisitBody>("visit");
    expect(visits[1]).toMatchObject({ supersedes: model.draft.value.entry_id, readings: [{ value: "4316.2" }] });
    schemaOf("visit")(visits[1]);
    expect(await phone.db.pictures.count()).toBe(1);
  });

  test("the day's end names the last seq before it", async () => {
    await give(task(1));
    const model = await open();
    type(model, "043152");
    await model.save();
    await loadRound(phone);
    await closeDay(session);
    const [close] = await bodies<{ through_seq: number; counts: object }>("day_close");
    expect(close).toMatchObject({ through_seq: 2, counts: { read: 1, open: 0 } });
    schemaOf("day_close")(close);
  });

  test("a photo taken after yesterday's end of the day is named by today's, and by no later one", async () => {
    await give(task(1));
    const model = await open();
    await shoot(model);
    type(model, "043152");
    await model.save();
    await loadRound(phone);
    const [photo] = await phone.db.photos.toArray();
    if (!photo) throw new Error("no photo was kept");
    await phone.db.photos.put({ ...photo, taken_at: photo.taken_at - 86_400_000 });
    await closeDay(session);
    await closeDay(session);
    const closes = await bodies<{ photos: string[] }>("day_close");
    expect(closes.map((close) => close.photos)).toEqual([[photo.sha256], []]);
  });
});

describe("the office's photo policy", () => {
  const boxed = (n: number): Task => ({
    ...task(n),
    photo: "box",
    box: { id: "b", barcode: "B", address: "", floor: null, row: 1, col: n },
  });
  const found: MeterFound = { how: "scanned", text: "413", symbology: "Code128", verdict: "expected" };

  test("one photo does for a box: the first meter asks for it, the second says that it is there", async () => {
    await give(boxed(1), boxed(2));
    const first = await open(0, found);
    expect(first.photos.need).toBe("box");
    type(first, "043152");
    expect(await first.save()).toBe("waiting");
    expect(first.sheet.value).toMatchObject({ kind: "photo", why: "box" });
    await shoot(first);
    expect(await first.save()).toBe("saved");
    const second = await open(1, found);
    expect(second.photos.need).toBe("box_has");
    type(second, "043152");
    expect(await second.save()).toBe("saved");
  });

  test("where none is needed none is asked for, and a photo keeps the network it may go over", async () => {
    await give({ ...task(1), photo: "none", photo_terms: { max_kb: 90, max_px: 800, network: "unmetered" } });
    const model = await open(0, found);
    expect(model.photos.need).toBe("none");
    await shoot(model);
    expect(model.photos.taken.value[0]?.network).toBe("unmetered");
    await model.photos.remove(model.photos.taken.value[0]?.sha256 ?? "");
    type(model, "043152");
    expect(await model.save()).toBe("saved");
  });
});
