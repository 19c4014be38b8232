/** What the phone answers to a vector: findings, and where to look again. */
import { judge } from "../../src/domain/checks.ts";
import { fitted, type Observation, taskFacts } from "../../src/domain/facts.ts";
import { parseE4 } from "../../src/domain/scaled.ts";
import { look } from "../../src/domain/slips.ts";
import type { Register, Task } from "../../src/domain/types.ts";

export interface Vector {
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

const LOOKED_AT = new Set(["VEE-01", "VEE-02", "VEE-04", "VEE-05", "VEE-11"]);

export function answers(vector: Vector): Pick<Vector, "findings" | "look"> {
  const facts = taskFacts(vector.task);
  const observation: Observation = {
    values: new Map(vector.visit.readings.map((reading) => [reading.register_id, parseE4(reading.value)])),
    on: vector.visit.on ?? null,
    meter: vector.visit.meter_found?.verdict ?? "expected",
    how: vector.visit.meter_found?.how ?? "scanned",
  };
  const found = judge(facts, observation);
  const looked: Record<string, { readonly what: string; readonly position?: number }> = {};
  for (const register of facts.registers) {
    const value = observation.values.get(register.key);
    if (value === undefined || !found.some((one) => one.register_id === register.key && LOOKED_AT.has(one.rule))) continue;
    const place = look(fitted(register, observation.on), value);
    if (place) looked[register.key] = place.what === "digit" ? place : { what: place.what };
  }
  return {
    findings: found.map(({ rule, action, register_id, params }) => ({ rule, action, register_id: register_id ?? null, params })),
    look: looked,
  };
}
