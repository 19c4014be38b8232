/** P7: the same rule version and the same inputs give the same answer on phone and server, from one shared table. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { judge } from "../../src/domain/checks.ts";
import { fitted, type Observation, RULES_VERSION, taskFacts } from "../../src/domain/facts.ts";
import { parseE4 } from "../../src/domain/scaled.ts";
import { look } from "../../src/domain/slips.ts";
import type { Register, Task } from "../../src/domain/types.ts";

interface Vector {
  readonly title: string;
  readonly task: Pick<Task, "multiplier" | "due_from" | "due_to"> & { readonly registers: readonly Register[] };
  readonly visit: {
    readonly on?: string;
    readonly readings: readonly { readonly register_id: string; readonly value: string }[];
    readonly meter_found?: { readonly how: string; readonly verdict: string };
  };
  readonly findings: readonly {
    readonly rule: string;
    readonly action: string;
    readonly register_id: string | null;
    readonly params: object;
  }[];
  readonly look: Readonly<Record<string, { readonly what: string; readonly position?: number }>>;
}

const table = JSON.parse(readFileSync(new URL("../../../tests/contract/rules.json", import.meta.url), "utf8")) as {
  rules_version: number;
  cases: Vector[];
};
const LOOKED_AT = new Set(["VEE-01", "VEE-02", "VEE-04", "VEE-05", "VEE-11"]);

test("the table is of the version this phone judges by", () => {
  expect(table.rules_version).toBe(RULES_VERSION);
  expect(table.cases.length).toBeGreaterThan(50);
});

describe("shared vectors", () => {
  test.each(table.cases.map((one) => [one.title, one] as const))("%s", (_, vector) => {
    const facts = taskFacts(vector.task);
    const observation: Observation = {
      values: new Map(vector.visit.readings.map((reading) => [reading.register_id, parseE4(reading.value)])),
      on: vector.visit.on ?? null,
      meter: vector.visit.meter_found?.verdict ?? "expected",
      how: vector.visit.meter_found?.how ?? "scanned",
    };
    const found = judge(facts, observation);
    expect(found.map(({ rule, action, register_id, params }) => ({ rule, action, register_id: register_id ?? null, params }))).toEqual(
      vector.findings,
    );
    const looked: Record<string, unknown> = {};
    for (const register of facts.registers) {
      const value = observation.values.get(register.key);
      if (value === undefined || !found.some((one) => one.register_id === register.key && LOOKED_AT.has(one.rule))) continue;
      const place = look(fitted(register, observation.on), value);
      if (place) looked[register.key] = place.what === "digit" ? place : { what: place.what };
    }
    expect(looked).toEqual(vector.look);
  });
});
