/** Which thresholds hold, as the server picks them: the newest that applies wins, the more specific first. */
import type { Numbers, Rule, Threshold } from "./wire.ts";

/** The setting for a branch and a class (null: where no class is named) on a day; undefined: the defaults hold. */
export function setting(
  items: readonly Threshold[],
  rule: string,
  { branchId, customerClass, day }: { branchId: number; customerClass: string | null; day: string },
): Threshold | undefined {
  const rank = (one: Threshold): string =>
    [one.branch_id === null ? 0 : 1, one.customer_class === null ? 0 : 1, one.valid_from, String(one.version).padStart(9, "0")].join(" ");
  return items
    .filter((one) => one.rule === rule && one.valid_from <= day)
    .filter((one) => (one.branch_id ?? branchId) === branchId && (one.customer_class ?? customerClass) === customerClass)
    .reduce<Threshold | undefined>((best, one) => (best === undefined || rank(one) > rank(best) ? one : best), undefined);
}

export const numbersOf = (rule: Rule, found: Threshold | undefined): Numbers => ({ ...rule.defaults, ...found?.numbers });

/** Per cent of what was decided that was right; null while nothing was. */
export function share(one: { right: number; accepted: number }): number | null {
  const decided = one.right + one.accepted;
  return decided ? Math.round((one.right * 100) / decided) : null;
}
