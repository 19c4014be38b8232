/** One thing at a time: which steps there are, what is filled in, and what may be sent. Pure. */

export interface AskedRegister {
  readonly id: string;
  readonly kind: string;
  readonly direction: string;
  readonly energy?: string;
  readonly band: string;
  readonly unit: string;
  readonly digits: number;
  readonly decimals: number;
  readonly position: number;
}

export type Step = { at: "meter" } | { at: "value"; register: AskedRegister } | { at: "photo" } | { at: "send" };

/** Meter, then every register in the order of the display, photo, send. */
export function stepsOf(registers: readonly AskedRegister[]): Step[] {
  const inOrder = [...registers].sort((a, b) => a.position - b.position);
  return [{ at: "meter" }, ...inOrder.map((register) => ({ at: "value", register }) as const), { at: "photo" }, { at: "send" }];
}

export interface Draft {
  /** The id under which it is sent, made once: sending twice stores once. */
  id: string;
  step: number;
  meter: { how: "scanned" | "listed"; text: string } | null;
  /** Digits as they were typed, without the point, by register. */
  digits: Record<string, string>;
  note: string;
  receipt: Receipt | null;
}

export interface Receipt {
  receipt_no: string;
  received_at: string;
  kind: string;
}

/** Only digits, as many as the dial has. */
export function keepDigits(text: string, register: AskedRegister): string {
  return text.replace(/\D/g, "").slice(0, register.digits + register.decimals);
}

export function isFull(digits: string, register: AskedRegister): boolean {
  return digits.length === register.digits + register.decimals;
}

/** "043216" on a dial of 5 + 1 → "4321.6", as the wire writes it. */
export function wireValue(digits: string, register: AskedRegister): string {
  const whole = digits.slice(0, register.digits).replace(/^0+(?=\d)/, "");
  const fraction = digits.slice(register.digits).replace(/0+$/, "");
  return fraction ? `${whole}.${fraction}` : whole;
}

/** Whether a scanned text names this meter: its tail must agree, however much stands before it. */
export function isThisMeter(text: string, tail: string): boolean {
  const digits = text.replace(/\D/g, "");
  return tail.length >= 4 && digits.length >= tail.length && digits.endsWith(tail);
}

/** How far one has come, for the bars above: meter, values, photo. */
export function progressOf(step: Step): number {
  return step.at === "meter" ? 1 : step.at === "value" ? 2 : 3;
}

const KEY = "report.draft";

/** The draft kept in this tab, when it belongs to the same meter's registers. */
export function restored(stored: string | null, registers: readonly AskedRegister[]): Draft | null {
  if (!stored) return null;
  try {
    const draft = JSON.parse(stored) as Draft;
    const known = new Set(registers.map((register) => register.id));
    const fits = typeof draft.id === "string" && Object.keys(draft.digits).every((id) => known.has(id));
    return fits ? draft : null;
  } catch {
    return null;
  }
}

export const DRAFT_KEY = KEY;
