/** Which visits need a photo, and when it may go: as the office says. */
import { describe, expect, test } from "vitest";
import { mayGo, networkOf, photoNeed, photoTerms, photoWanted } from "../../src/domain/photo-need.ts";
import { stepsWithin } from "../../src/scan/messages.ts";

const of = (photo: "always" | "doubtful" | "box" | "none") => ({ photo });

describe("whether a visit needs a photo", () => {
  test.each([
    ["always", false, false, "asked"],
    ["always", true, true, "asked"],
    ["doubtful", false, false, null],
    ["doubtful", true, false, "proof"],
    ["box", false, false, "box"],
    ["box", false, true, null],
    ["box", true, true, "proof"],
    ["none", true, false, null],
  ] as const)("%s, doubtful %s, box has one %s: %s", (photo, doubtful, boxHasOne, wanted) => {
    expect(photoWanted(of(photo), doubtful, boxHasOne)).toBe(wanted);
  });

  test("what the stop says before anything is typed", () => {
    expect([photoNeed(of("box"), false), photoNeed(of("box"), true), photoNeed(of("none"), true)]).toEqual(["box", "box_has", "none"]);
  });
});

describe("size and network", () => {
  test("the task's own terms, else the settings', else the usual", () => {
    const own = { max_kb: 90, max_px: 800, network: "unmetered" } as const;
    expect(photoTerms({ photo_terms: own }, { photo: { max_kb: 150 } })).toEqual(own);
    expect(photoTerms({ photo_terms: null }, { photo: { max_kb: 150 } })).toEqual({ max_kb: 150, max_px: 1600, network: "any" });
    expect(photoTerms({}, null)).toEqual({ max_kb: 200, max_px: 1600, network: "any" });
  });

  test("steps never exceed the side that is allowed, and begin there", () => {
    for (const side of [640, 900, 1280, 1600, 2400]) {
      const steps = stepsWithin(side);
      expect(Math.max(...steps.map(([one]) => one))).toBe(side);
      expect(steps.at(-1)).toEqual([640, 0.4]);
    }
  });

  test("what browsers tell", () => {
    expect(networkOf({ type: "wifi" })).toBe("free");
    expect(networkOf({ type: "wifi", saveData: true })).toBe("metered");
    expect(networkOf({ type: "cellular" })).toBe("metered");
    expect([networkOf(undefined), networkOf({}), networkOf({ type: "unknown" })]).toEqual(["unknown", "unknown", "unknown"]);
  });

  const photo = { network: "unmetered", taken_at: 100 } as const;
  const now = { network: "metered", choice: "any", anyway: 0 } as const;
  test("the office asks for an unmetered network", () => {
    expect(mayGo(photo, now)).toBe(false);
    expect(mayGo(photo, { ...now, network: "free" })).toBe(true);
    expect(mayGo({ ...photo, network: "any" }, now)).toBe(true);
  });
  test("a browser that can't tell waits for the reader's word, which doesn't cover later photos", () => {
    expect(mayGo(photo, { ...now, network: "unknown" })).toBe(false);
    expect(mayGo(photo, { ...now, network: "unknown", anyway: 100 })).toBe(true);
    expect(mayGo({ ...photo, taken_at: 101 }, { ...now, network: "unknown", anyway: 100 })).toBe(false);
  });
  test("the reader may ask for more than the office, never for less", () => {
    expect(mayGo({ ...photo, network: "any" }, { ...now, choice: "wlan" })).toBe(false);
    expect(mayGo(photo, { ...now, choice: "any" })).toBe(false);
  });
});
