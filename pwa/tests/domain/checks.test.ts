/** What the phone says of values, and where it tells the reader to look again. The shared table is in vectors.test.ts. */
import { describe, expect, test } from "vitest";
import { asksToLook, gravest, judge } from "../../src/domain/checks.ts";
import { taskFacts } from "../../src/domain/facts.ts";
import { neighbourFitting } from "../../src/domain/neighbour.ts";
import { formatE4, parseE4 } from "../../src/domain/scaled.ts";
import { candidates, look } from "../../src/domain/slips.ts";
import { register, task } from "../support/phone.ts";

const of = (value: string, over = {}, taskOver = {}) => {
  const reg = register(over);
  const facts = taskFacts(task(1, { registers: [reg], ...taskOver }));
  return judge(facts, { values: new Map([[reg.id, parseE4(value)]]), on: "2026-11-02", meter: "expected", how: "scanned" });
};

describe("rules", () => {
  test.each([
    ["4321.6", []],
    ["4400.2", [["VEE-04", "confirm"]]],
    ["4821.6", [["VEE-04", "case"]]],
    ["4225", [["VEE-05", "confirm"]]],
    ["4170", [["VEE-05", "case"]]],
    ["4100", [["VEE-02", "case"]]],
    [
      "4165.2",
      [
        ["VEE-06", "info"],
        ["VEE-11", "case"],
      ],
    ],
    [
      "123456",
      [
        ["VEE-01", "hold"],
        ["VEE-04", "case"],
      ],
    ],
  ])("%s", (value, expected) => {
    expect(of(value).map((finding) => [finding.rule, finding.action])).toEqual(expected);
  });

  test("VEE-03: a rollover is news, not an alarm", () => {
    const found = of("40.2", { previous: { value: "99900.1", at: "" } });
    expect(found.map((finding) => [finding.rule, finding.action, finding.params])).toEqual([
      ["VEE-03", "info", { previous: "99900.1", advance: "140.1" }],
    ]);
  });

  test("VEE-06: the third zero in a row is a case; none on a stopped account", () => {
    const still = { zero_run: 2, expect: null };
    expect(of("4165.2", still).map((finding) => [finding.rule, finding.action, finding.params])).toEqual([["VEE-06", "case", { run: 3 }]]);
    expect(of("4165.2", still, { account_status: "paused" })).toEqual([]);
    expect(of("4265.2", { expect: null }, { account_status: "vacant" }).map((finding) => finding.rule)).toEqual(["VEE-10"]);
  });

  test("VEE-07: bands that don't add up to the total", () => {
    const total = register({ digits: 6, decimals: 2, previous: { value: "100", at: "" }, expect: null });
    const bands = ["peak", "flat", "valley"].map((band) =>
      register({ band, digits: 6, decimals: 2, previous: { value: "30", at: "" }, expect: null }),
    );
    const facts = taskFacts(task(1, { registers: [total, ...bands] }));
    const say = (values: string[]) =>
      judge(facts, {
        values: new Map([total, ...bands].map((one, i) => [one.id, parseE4(values[i] ?? "0")])),
        on: null,
        meter: "expected",
        how: "scanned",
      }).map((finding) => finding.rule);
    expect(say(["190", "60", "60", "60"])).toEqual([]);
    expect(say(["190.02", "60", "60", "60"])).toEqual([]);
    expect(say(["190.03", "60", "60", "60"])).toEqual(["VEE-07"]);
  });

  test("VEE-08 and VEE-09 concern the visit, and no second look at the dial would change them", () => {
    const reg = register();
    const facts = taskFacts(task(1, { registers: [reg] }));
    const found = judge(facts, { values: new Map([[reg.id, parseE4("4321.6")]]), on: "2026-11-20", meter: "other", how: "scanned" });
    expect(found.map((finding) => [finding.rule, finding.action])).toEqual([
      ["VEE-08", "case"],
      ["VEE-09", "case"],
    ]);
    expect(found.some(asksToLook)).toBe(false);
    expect(gravest(found)?.action).toBe("case");
  });

  test("no finding tells without a band", () => {
    expect(of("9000", { expect: null })).toEqual([]);
    expect(of("9000", { previous: null, expect: null })).toEqual([]);
  });
});

describe("P6: where to look again, never the value", () => {
  const facts = taskFacts(task(1)).registers[0];
  if (!facts) throw new Error("no register");
  test.each([
    ["4821.6", { what: "digit", position: 3 }],
    ["71111.1", null],
    ["43216", { what: "point", position: 0 }],
  ])("%s", (value, expected) => {
    if (expected === null) expect(look(facts, parseE4(value))).toBeNull();
    else expect(look(facts, parseE4(value))).toEqual(expected);
  });

  test("every candidate would open no case", () => {
    for (const candidate of candidates(facts, parseE4("4821.6"))) {
      const advance = candidate.value - parseE4("4165.2");
      expect(advance >= (facts.expect?.caseLow ?? 0n) && advance <= (facts.expect?.caseHigh ?? 0n), formatE4(candidate.value)).toBe(true);
    }
  });

  test("any finite input gets an answer", () => {
    for (let i = 0; i < 2000; i += 1) {
      const value = BigInt(Math.floor(Math.random() * 10 ** (1 + (i % 12))));
      expect(() => look(facts, value * 1000n)).not.toThrow();
    }
  });
});

describe("neighbour", () => {
  test("the route-mate whose expectation the value fits", () => {
    const mine = task(1);
    const mate = task(2, { registers: [register({ previous: { value: "71000", at: "" } })] });
    const far = task(40, { registers: [register({ previous: { value: "71000", at: "" } })] });
    expect(neighbourFitting(mine, [parseE4("71150")], [mine, far, mate])?.id).toBe(mate.id);
    expect(neighbourFitting(mine, [parseE4("50000")], [mine, far, mate])).toBeNull();
    expect(neighbourFitting(mine, [parseE4("71150")], [mine, far])).toBeNull();
  });
});
