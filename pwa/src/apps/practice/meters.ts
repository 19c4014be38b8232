/** What the practice page is told, and how meters stand together. Pure. */
export interface PracticeRoute {
  id: string;
  code: string;
  name: string;
  branch: { id: number; name: string };
  stops: number;
}

export interface PracticeRegister {
  id: string;
  kind: string;
  direction: string;
  energy?: string;
  band: string;
  unit: string;
  digits: number;
  decimals: number;
  position: number;
  value: string;
}

export interface PracticeMeter {
  sequence: number;
  point: { number: string; address: string };
  asset_number: string;
  serial_number: string;
  comm_address: string;
  model: string;
  phases: number;
  box: { barcode: string; address: string; rows: number; columns: number; row: number | null; column: number | null } | null;
  registers: PracticeRegister[];
}

/** "4321.6" as the display shows it: all places in front, all behind. What the dial can't show comes back cut at its left, as dials do. */
export function shown(register: Pick<PracticeRegister, "digits" | "decimals" | "value">): string {
  const [whole = "", fraction = ""] = register.value.split(".");
  const front = whole.padStart(register.digits, "0").slice(-register.digits);
  return register.decimals ? `${front}.${fraction.padEnd(register.decimals, "0").slice(0, register.decimals)}` : front;
}

export interface Group {
  box: NonNullable<PracticeMeter["box"]>;
  /** Row by row, from the left; null where the box has an empty place. */
  places: (PracticeMeter | null)[];
  columns: number;
}

/** Meters of one box stand together in its grid, where the first of them stood in the route; others stay single. */
export function grouped(meters: readonly PracticeMeter[]): (PracticeMeter | Group)[] {
  const boxes = new Map<string, PracticeMeter[]>();
  for (const meter of meters) if (meter.box) boxes.set(meter.box.barcode, [...(boxes.get(meter.box.barcode) ?? []), meter]);
  const out: (PracticeMeter | Group)[] = [];
  const done = new Set<string>();
  for (const meter of meters) {
    if (!meter.box) out.push(meter);
    else if (!done.has(meter.box.barcode)) {
      done.add(meter.box.barcode);
      out.push(gridOf(meter.box, boxes.get(meter.box.barcode) ?? []));
    }
  }
  return out;
}

/** Places of a box; a meter without a place, or with one that is taken, goes to the next free one. */
function gridOf(box: NonNullable<PracticeMeter["box"]>, meters: readonly PracticeMeter[]): Group {
  const rows = Math.max(box.rows, ...meters.map((meter) => meter.box?.row ?? 1));
  const columns = Math.max(box.columns, ...meters.map((meter) => meter.box?.column ?? 1));
  const places: (PracticeMeter | null)[] = Array.from({ length: rows * columns }, () => null);
  const homeless: PracticeMeter[] = [];
  for (const meter of meters) {
    const at = meter.box?.row && meter.box.column ? (meter.box.row - 1) * columns + meter.box.column - 1 : -1;
    if (at >= 0 && places[at] === null) places[at] = meter;
    else homeless.push(meter);
  }
  for (const meter of homeless) {
    const free = places.indexOf(null);
    if (free >= 0) places[free] = meter;
    else places.push(meter);
  }
  return { box, places, columns };
}

/** Whether a meter is meant by the digits typed at the end of any of its numbers. */
export function endsIn(meter: PracticeMeter, text: string): boolean {
  return [meter.asset_number, meter.serial_number, meter.comm_address, meter.box?.barcode ?? ""].some((number) => number.endsWith(text));
}
