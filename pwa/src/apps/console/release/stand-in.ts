/** What is said of stops that are estimated. Pure. */
import { registerLabel } from "../../../i18n/register.ts";
import { onDial } from "../cases/difference.ts";
import type { Estimate, EstimatedStops, MissingStop } from "../wire.ts";

export type Method = Estimate["method"];
export const METHODS: readonly Method[] = ["profile", "last_year", "linear"];

/** A method's values as the dials would show them; "–" where it knows too little. */
export function valuesBy(stop: MissingStop, method: Method): string {
  const choice = stop.choices.find((one) => one.method === method);
  if (!choice) return "–";
  return stop.registers
    .flatMap(({ register }) => {
      const value = choice.values.find((one) => one.register_id === register.id)?.value;
      if (value === undefined) return [];
      const text = onDial(value, register.digits, register.decimals);
      return [stop.registers.length > 1 ? `${registerLabel(register)} ${text}` : text];
    })
    .join(" · ");
}

/** Why stops were left, each reason once, the most frequent first. */
export function whys(left: EstimatedStops["left"]): [why: string, n: number][] {
  const counted = new Map<string, number>();
  for (const { why } of left) counted.set(why, (counted.get(why) ?? 0) + 1);
  return [...counted].sort((a, b) => b[1] - a[1]);
}
