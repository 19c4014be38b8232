/** A day's receipt is checked on the phone alone, and fails as it does on the server (shared vectors). */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { checkDay, digestOf } from "../../src/db/signed-day.ts";
import type { SignedDay } from "../../src/domain/day-receipt.ts";

interface Case {
  readonly title: string;
  readonly change: object;
  readonly beside?: object;
  readonly expect: readonly string[];
}
const VECTOR = JSON.parse(readFileSync(new URL("../../../tests/contract/day_receipt.json", import.meta.url), "utf8")) as {
  keys: Record<string, string>;
  receipt: SignedDay & { digest: string };
  cases: Case[];
};

async function codes(receipt: SignedDay, keys: Record<string, string>): Promise<string[]> {
  const verdict = await checkDay(receipt, keys);
  return verdict.can ? verdict.faults.map((fault) => fault.code) : ["cannot"];
}

describe("a day's receipt", () => {
  test.each(VECTOR.cases)("$title", async ({ change, beside, expect: wanted }) => {
    const receipt = { ...VECTOR.receipt, content: { ...VECTOR.receipt.content, ...change }, ...beside };
    expect(await codes(receipt, VECTOR.keys)).toEqual(wanted);
  });

  test("an unknown key is named, and a key that is none of ours holds nothing", async () => {
    expect(await codes(VECTOR.receipt, {})).toEqual(["unknown_key"]);
    expect(await codes(VECTOR.receipt, { [VECTOR.receipt.key_id]: "00".repeat(32) })).toEqual(["signature_wrong"]);
  });

  test("the digest is the server's", async () => {
    expect(await digestOf(VECTOR.receipt)).toBe(VECTOR.receipt.digest);
  });
});
