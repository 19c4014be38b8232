/** What the rules' page expects of the server; wire-fits.ts holds it to that. */
export type Numbers = Record<string, number>;

export interface Rule {
  code: string;
  version: number;
  where: "phone" | "office" | "together";
  defaults: Numbers;
}

export interface Threshold {
  id: string;
  rule: string;
  branch_id: number | null;
  customer_class: string | null;
  valid_from: string;
  version: number;
  numbers: Numbers;
  reason: string | null;
  set_at: string;
  set_by: { id: string; name: string } | null;
}

export interface Thresholds {
  items: Threshold[];
  next: string | null;
  rules: Rule[];
}

export interface Precision {
  rule: string;
  opened: number;
  right: number;
  accepted: number;
  waiting: number;
  quiet: number;
}

export interface Tried {
  cycles: number;
  visits: number;
  before: Precision;
  after: Precision;
}
