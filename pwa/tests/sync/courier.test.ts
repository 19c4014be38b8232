/** The sealed file a phone makes for others to carry: byte for byte what the server opens, and nothing lost by making it. */
import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import { getMeta, type Phone, putMeta } from "../../src/db/database.ts";
import { registerKey, signingKey } from "../../src/db/device-key.ts";
import { finishStop, keepPhoto, newDraft } from "../../src/db/drafts.ts";
import { newId, sha256 } from "../../src/db/ids.ts";
import { save } from "../../src/db/outbox.ts";
import { fromHex, SealedFile, SIGNING } from "../../src/sync/courier/format.ts";
import { makeFile } from "../../src/sync/courier/make.ts";
import { rig } from "../support/engine.ts";
import { freshPhone, PERSON, task } from "../support/phone.ts";
import { StubServer } from "../support/server.ts";

const VECTOR = JSON.parse(readFileSync(new URL("../../../tests/contract/courier.json", import.meta.url), "utf8"));

const base64url = (hex: string): string => Buffer.from(hex, "hex").toString("base64url");

/** A key pair from the vectors: the private number and the public point. */
async function pair(of: { private: string; public: string }, name: "ECDH" | "ECDSA"): Promise<CryptoKeyPair> {
  const curve = { name, namedCurve: "P-256" };
  const shown = { kty: "EC", crv: "P-256", x: base64url(of.public.slice(2, 66)), y: base64url(of.public.slice(66)) };
  return {
    privateKey: await crypto.subtle.importKey(
      "jwk",
      { ...shown, d: base64url(of.private) },
      curve,
      false,
      name === "ECDH" ? ["deriveBits"] : ["sign"],
    ),
    publicKey: await crypto.subtle.importKey("jwk", shown, curve, true, name === "ECDH" ? [] : ["verify"]),
  };
}

const hex = (bytes: ArrayBuffer | Uint8Array): string => Buffer.from(bytes as Uint8Array).toString("hex");

describe("the file", () => {
  test("is what the shared vectors say, but for the signature, which is another right one each time", async () => {
    const device = await pair(VECTOR.device, "ECDSA");
    const server = { key_id: VECTOR.server.key_id, key: VECTOR.server.public };
    const sealed = await SealedFile.begin(server, device.privateKey, await pair(VECTOR.ephemeral, "ECDH"));
    await sealed.manifest(VECTOR.manifest);
    await sealed.push(VECTOR.push);
    const photo = fromHex(VECTOR.photo.bytes);
    await sealed.photo(VECTOR.photo.head, photo.buffer);
    const { file, chain } = await sealed.end("application/octet-stream");
    const made = hex(await file.arrayBuffer());
    // The last frame: its length, kind and signature, and the tag.
    const last = 2 * (4 + 1 + 64 + 16);
    expect(chain).toBe(VECTOR.chain);
    expect(made.slice(0, -last)).toBe(VECTOR.file.slice(0, -last));
    expect(made.length).toBe(VECTOR.file.length);
  });

  test("a signature of the vectors holds", async () => {
    const { publicKey } = await pair(VECTOR.device, "ECDSA");
    const signed = Buffer.concat([Buffer.from("meterround courier 1\0"), Buffer.from(VECTOR.chain, "hex")]);
    const how = { name: SIGNING.name, hash: "SHA-256" };
    expect(await crypto.subtle.verify(how, publicKey, fromHex(VECTOR.signature), signed)).toBe(true);
  });
});

describe("handing over", () => {
  let phone: Phone;
  let server: StubServer;
  const sealing = { key_id: VECTOR.server.key_id, key: VECTOR.server.public };

  beforeEach(async () => {
    phone = await freshPhone();
    server = new StubServer();
    await putMeta(phone.db, { device_id: newId() });
  });

  const notes = (count: number): Promise<unknown> =>
    save(
      phone,
      Array.from({ length: count }, (_, i) => ({ kind: "note" as const, task_id: null, person: PERSON, body: { text: `note ${i}` } })),
    );

  async function visit(): Promise<void> {
    const of = task(1);
    const draft = newDraft(of.id, null);
    const bytes = new Uint8Array([1, 2, 3, 4]).buffer;
    await keepPhoto(phone, draft, {
      bytes,
      sha256: await sha256(bytes),
      mime: "image/jpeg",
      taken_at: Date.now(),
      place: null,
      guide: null,
    });
    await finishStop(phone, { id: draft.entry_id, kind: "visit", task_id: of.id, person: PERSON, body: { task_id: of.id } }, "read");
  }

  const make = () => makeFile({ phone, server: sealing, appVersion: "test", now: Date.now, onProgress: () => {} });
  const states = async (): Promise<string[]> => (await phone.db.entries.orderBy("seq").toArray()).map((row) => row.state);

  test("making a file changes no entry's state, and says how much is in it", async () => {
    await notes(2);
    await visit();
    const made = await make();
    expect([made.entries, made.photos, made.left]).toEqual([3, 1, 0]);
    expect(made.name).toMatch(/^meterround-\d{8}-\d{4}-[0-9a-f]{6}\.mrc$/);
    expect(await states()).toEqual(["here", "here", "here"]);
    expect(await getMeta(phone.db, "handed")).toMatchObject({ through_seq: 3, entries: 3, photos: 1 });
  });

  test("two files of one minute have names of their own", async () => {
    await notes(1);
    const at = Date.now();
    const made = async () => (await makeFile({ phone, server: sealing, appVersion: "test", now: () => at, onProgress: () => {} })).name;
    expect(await made()).not.toBe(await made());
  });

  test("nothing personal stands in the file in the clear", async () => {
    await save(phone, [{ kind: "note", task_id: null, person: PERSON, body: { text: "a dog at number 12" } }]);
    const text = Buffer.from(await (await make()).file.arrayBuffer()).toString("latin1");
    for (const secret of ["dog", PERSON, (await getMeta(phone.db, "device_id")) ?? ""]) expect(text).not.toContain(secret);
  });

  test("at the next contact the receipts of what was carried are asked for, and only the rest is sent", async () => {
    await notes(2);
    await make();
    // A colleague has brought the file: the server knows these two.
    const other = rig(phone, server);
    const before = await phone.db.entries.toArray();
    await other.engine.run("save");
    await phone.db.entries.bulkPut(before);
    server.pushes.length = 0;
    await notes(1);
    await putMeta(phone.db, { handed: { at: Date.now(), through_seq: 2, entries: 2, photos: 0 } });
    const { engine } = rig(phone, server);
    await engine.run("button");
    expect(server.pushes.flat().map((entry) => entry.seq)).toEqual([3]);
    expect(await states()).toEqual(["received", "received", "received"]);
    expect(await getMeta(phone.db, "handed")).toBeNull();
  });

  test("what nobody brought is sent as ever", async () => {
    await notes(2);
    await make();
    await rig(phone, server).engine.run("button");
    expect(server.pushes.flat().map((entry) => entry.seq)).toEqual([1, 2]);
  });

  test("the signing key is made once, and made known once a device", async () => {
    const first = await signingKey(phone);
    expect(first.shown).toMatch(/^04[0-9a-f]{128}$/);
    expect(first.key.extractable).toBe(false);
    expect((await signingKey(phone)).shown).toBe(first.shown);
    const told: string[] = [];
    const tell = async (key: string): Promise<void> => {
      told.push(key);
    };
    await registerKey(phone, tell);
    await registerKey(phone, tell);
    expect(told).toEqual([first.shown]);
    await putMeta(phone.db, { device_id: newId() });
    await registerKey(phone, tell);
    expect(told.length).toBe(2);
  });
});
