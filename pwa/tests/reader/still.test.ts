import { describe, expect, it } from "vitest";
import { stillSays } from "../../src/apps/reader/scan/still.ts";
import { Identifiers } from "../../src/domain/identify.ts";
import type { Task } from "../../src/domain/types.ts";

const code = (text: string, symbology = "Code128"): { text: string; symbology: string } => ({ text, symbology });
const [MINE, NEXT, THIRD, BOX] = ["3100000000000000000001", "3100000000000000000002", "3100000000000000000003", "BOX-000001"];
const box = { id: "b1", barcode: BOX };
const round = new Identifiers([
  { task_id: "t1", numbers: [MINE, "88001"], box },
  { task_id: "t2", numbers: [NEXT], box },
  { task_id: "t3", numbers: [THIRD], box: null },
]);
const task = { id: "t1", box } as Task;
const says = (...texts: { text: string; symbology: string }[]): unknown => stillSays(texts, round, task, { ...code(MINE) });

describe("what the codes of a photo say beside the one that was scanned", () => {
  it("nothing against a photo with this meter's code, whatever else is on it", () => {
    expect(says(code(NEXT), code("SEAL-77120"), code(MINE))).toBeNull();
    expect(says(code("88001 02/18"))).toBeNull();
  });

  it("nothing against a photo of the box it hangs in", () => {
    expect(says(code(NEXT), code(BOX))).toBeNull();
  });

  it("names the one other meter it shows", () => {
    expect(says(code("SEAL-77120"), code(NEXT))).toEqual({ kind: "other", task_id: "t2", text: NEXT });
  });

  it("says nothing of several others: that is a box on which this one can't be read", () => {
    expect(says(code(NEXT), code(THIRD))).toBeNull();
  });

  it("tells a code that looks like the scanned one and isn't", () => {
    expect(says(code("3100000000000000000009"))).toEqual({ kind: "unknown", text: "3100000000000000000009" });
  });

  it("knows seals and modules from meters by length and kind", () => {
    expect(says(code("SEAL-77120"))).toBeNull();
    expect(says(code("3100000000000000000009", "QRCode"))).toBeNull();
  });

  it("has nothing to compare an unknown code with where none was scanned", () => {
    expect(stillSays([code("3100000000000000000009")], round, task, null)).toBeNull();
    expect(stillSays([code(NEXT)], round, task, null)).toEqual({ kind: "other", task_id: "t2", text: NEXT });
  });

  it("says nothing of a photo without codes", () => {
    expect(says()).toBeNull();
  });
});
