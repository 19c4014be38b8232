/** The chosen columns of an export, in order. Pure. */
export interface ChosenColumn {
  column: string;
  heading: string;
}

/** Moves the column at `index` by one place; stays at the ends. */
export function moved(columns: readonly ChosenColumn[], index: number, by: 1 | -1): ChosenColumn[] {
  const to = index + by;
  const next = [...columns];
  const [one] = next.splice(index, 1);
  if (!one || to < 0 || to >= columns.length) return [...columns];
  next.splice(to, 0, one);
  return next;
}

/** Adds a column at the end, or takes it away. */
export function toggled(columns: readonly ChosenColumn[], column: string): ChosenColumn[] {
  return columns.some((one) => one.column === column)
    ? columns.filter((one) => one.column !== column)
    : [...columns, { column, heading: "" }];
}
