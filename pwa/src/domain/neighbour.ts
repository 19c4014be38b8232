/** Could this be the neighbour's meter? Route-mates whose own expectation the typed values fit better than the task they were typed for. */
import { judge } from "./checks.ts";
import { type TaskFacts, taskFacts, went } from "./facts.ts";
import type { Task } from "./types.ts";

export interface Mate {
  readonly task: Task;
  readonly distance: number;
}

const IN_ORDER = 6;

/** Who is near: the same box first, then the stops before and after on the route. */
export function mates(task: Task, round: readonly Task[]): Mate[] {
  return round
    .filter((other) => other.id !== task.id && other.run_id === task.run_id)
    .map((other) => ({
      task: other,
      distance: task.box && other.box?.id === task.box.id ? 0 : Math.abs(other.sequence - task.sequence),
    }))
    .filter((mate) => mate.distance <= IN_ORDER)
    .sort((a, b) => a.distance - b.distance);
}

function fitsWell(facts: TaskFacts, values: readonly bigint[]): boolean {
  if (facts.registers.length !== values.length) return false;
  const keyed = new Map(facts.registers.map((register, i) => [register.key, values[i] ?? -1n]));
  // Only a register whose usual range is known can claim a value, and only inside of it.
  for (const register of facts.registers) {
    const advance = went(register, keyed.get(register.key) ?? -1n);
    if (!advance || !register.expect || advance.e4 < register.expect.low || advance.e4 > register.expect.high || advance.e4 === 0n)
      return false;
  }
  return judge(facts, { values: keyed, on: null, meter: "expected", how: "scanned" }).every((finding) => finding.action === "info");
}

/** The nearest route-mate that the values, in display order, fit; null when none does. */
export function neighbourFitting(task: Task, values: readonly bigint[], round: readonly Task[]): Task | null {
  return mates(task, round).find((mate) => fitsWell(taskFacts(mate.task), values))?.task ?? null;
}
