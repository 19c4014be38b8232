/** A phone in memory: a fresh database a test, and the things of a browser that Node lacks. */
import { openPhone, type Phone } from "../../src/db/database.ts";
import { newId } from "../../src/db/ids.ts";
import type { Register, Run, Task } from "../../src/domain/types.ts";

export const PERSON = newId();

export const freshPhone = (): Promise<Phone> => openPhone(newId());

export function register(over: Partial<Register> = {}): Register {
  return {
    id: newId(),
    obis: "1-0:1.8.0",
    kind: "cumulative",
    direction: "forward",
    band: "total",
    unit: "kWh",
    digits: 5,
    decimals: 1,
    position: 1,
    previous: { value: "4165.2", at: "2026-10-01T00:00:00+08:00" },
    expect: { lo: "90", hi: "220", mid: "150", case_lo: "40", case_hi: "300", floor: "10", version: 3 },
    history: ["140", "150", "160"],
    zero_run: 0,
    ...over,
  };
}

export const run: Run = {
  id: newId(),
  home: 1,
  branch_id: 1,
  route_code: "R-01",
  route_name: "一号线路",
  period: "2026-11",
  number: 1,
  state: "planned",
  window_from: "2026-11-01",
  window_to: "2026-11-03",
};

export function task(sequence: number, over: Partial<Task> = {}): Task {
  const tail = String(100000 + sequence);
  return {
    id: newId(),
    home: 1,
    run_id: run.id,
    version: 1,
    kind: "regular",
    state: "open",
    sequence,
    due_from: "2026-11-01",
    due_to: "2026-11-03",
    frozen_at: null,
    reason: null,
    photo: "doubtful",
    point: {
      id: newId(),
      number: `P${tail}`,
      account_number: `A${tail}`,
      name: null,
      address: `${sequence} 号院`,
      class: "residential",
      lat: null,
      lon: null,
      hint: null,
    },
    box: null,
    meter: { id: newId(), asset_number: `4130001234567890${tail}`, serial_number: `S${tail}`, comm_address: null, phases: 1, model: null },
    installation_id: newId(),
    multiplier: "1",
    registers: [register()],
    ...over,
  };
}
