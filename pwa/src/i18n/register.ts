/** The name of a register as people say it: 正向有功 总 · Active forward · total. */
import type { CommonKeys } from "./common.en.ts";
import { language, textOf, translator } from "./texts.ts";

const t = translator<CommonKeys>();

export interface NamedRegister {
  readonly kind: string;
  readonly direction: string;
  readonly energy?: string | undefined;
  readonly band: string;
  readonly unit: string;
}

export function registerLabel(register: NamedRegister): string {
  if (register.kind === "count") return t("register.count");
  if (register.kind === "balance") return t("register.balance");
  const direction = textOf(`direction.${register.direction}`) ?? register.direction;
  const band = textOf(`band.${register.band}`) ?? register.band;
  if (register.kind === "demand") return `${t("register.demand")} ${direction}`;
  const energy = register.energy ?? (register.unit.startsWith("kvar") ? "reactive" : "active");
  const what = textOf(`energy.${energy}`) ?? energy;
  return language.value === "zh-CN" ? `${direction}${what} ${band}` : `${what} ${direction} · ${band}`;
}
