/** Shapes of the wire and of what the phone holds. Values of registers are decimal strings; times are RFC 3339 with zone. */

export type HoldingState = "open" | "read" | "skipped" | "returned" | "moved" | "contested" | "closed_elsewhere" | "cancelled";
export type TaskState = "open" | "read" | "skipped" | "returned" | "contested" | "closed_elsewhere" | "cancelled";
export type TaskKind = "regular" | "first" | "make_up" | "re_read" | "field_check" | "special";

/** Expected advance on the dial in this period, made by the server; `case_lo`/`case_hi` are the wider limits that open a case. */
export interface Expect {
  readonly lo: string;
  readonly hi: string;
  readonly mid: string;
  readonly case_lo: string;
  readonly case_hi: string;
  readonly floor: string;
  readonly version: number;
  /** The band was made for so many days after `previous.on`. */
  readonly days?: number;
}

export interface Register {
  readonly id: string;
  readonly obis: string;
  /** cumulative, demand, balance, count. */
  readonly kind: string;
  /** forward, reverse. */
  readonly direction: string;
  readonly energy?: string;
  readonly band: string;
  readonly unit: string;
  readonly digits: number;
  readonly decimals: number;
  readonly position: number;
  /** `on` is the business day of `at`. */
  readonly previous: { readonly value: string; readonly at: string; readonly on?: string | null } | null;
  readonly expect: Expect | null;
  /** Advances of earlier periods, oldest first, at most 13. */
  readonly history: readonly string[];
  /** How many periods in a row the register stood still before this one. */
  readonly zero_run: number;
}

export interface Point {
  readonly id: string;
  readonly number: string;
  readonly account_number: string | null;
  readonly name: string | null;
  readonly address: string;
  readonly class: string;
  readonly lat: string | null;
  readonly lon: string | null;
  readonly hint: string | null;
}

export interface BoxPlace {
  readonly id: string;
  readonly barcode: string;
  readonly address: string | null;
  readonly floor: number | string | null;
  readonly row: number | null;
  readonly col: number | null;
}

export interface Meter {
  readonly id: string;
  readonly asset_number: string;
  readonly serial_number: string | null;
  readonly comm_address: string | null;
  readonly phases: number;
  readonly model: string | null;
}

export interface Run {
  readonly id: string;
  readonly home: number;
  readonly branch_id: number;
  readonly route_code: string;
  readonly route_name: string;
  readonly period: string;
  readonly number: number;
  readonly state: string;
  /** Whether values are committed before anything is said about them (promise P6). */
  readonly blind?: boolean;
  /** Since when its month is closed: the office is asked about whatever comes now. */
  readonly closed_at?: string | null;
  readonly window_from: string | null;
  readonly window_to: string | null;
}

export interface PhotoTerms {
  readonly max_kb: number;
  /** Of the longer side. */
  readonly max_px: number;
  readonly network: "any" | "unmetered";
}

export interface Task {
  readonly id: string;
  readonly home: number;
  readonly run_id: string;
  readonly version: number;
  readonly kind: TaskKind;
  readonly state: TaskState;
  readonly sequence: number;
  readonly due_from: string | null;
  readonly due_to: string | null;
  readonly frozen_at: string | null;
  readonly reason: string | null;
  readonly photo: "always" | "doubtful" | "box" | "none";
  /** How large photos may be and over which networks they go; null or missing: as the settings say. */
  readonly photo_terms?: PhotoTerms | null;
  readonly point: Point;
  readonly box: BoxPlace | null;
  readonly meter: Meter;
  readonly installation_id: string;
  readonly multiplier: string;
  /** Status of the account on the due day; "active" when not told. */
  readonly account_status?: string;
  /** Thresholds of rules where they differ from the rule's defaults. */
  readonly limits?: Readonly<Record<string, unknown>>;
  readonly registers: readonly Register[];
}

export interface Code {
  readonly code: string;
  readonly en: string;
  readonly zh: string;
  readonly photo?: boolean;
}

export interface Codes {
  readonly skip: readonly Code[];
  readonly trouble: readonly Code[];
  readonly return: readonly Code[];
  readonly typed_reason: readonly Code[];
}

export interface Settings {
  readonly time_zone: string;
  readonly rules_version: number;
  readonly blind: boolean;
  readonly photo: { readonly max_kb: number; readonly max_px?: number };
  readonly keep_days: number;
  /** Signing keys of the server's receipts, by id; the public halves in hex. */
  readonly keys?: Readonly<Record<string, string>>;
  /** What a file is sealed to when somebody has to carry it; null before the server has one. */
  readonly courier?: { readonly key_id: string; readonly key: string } | null;
}

export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly role: string;
  readonly branches?: readonly { readonly id: number; readonly code: string; readonly name: string }[];
}

export interface Place {
  readonly lat: string;
  readonly lon: string;
  readonly accuracy_m: number;
  readonly datum: "WGS-84";
  readonly at: string;
}

export interface Guide {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface PhotoDeclared {
  readonly sha256: string;
  readonly size: number;
  readonly mime: string;
  readonly taken_at: string;
  readonly place: Place | null;
  readonly guide?: Guide;
}

export interface MeterFound {
  readonly how: "scanned" | "typed" | "box" | "listed";
  readonly text: string;
  readonly symbology?: string;
  readonly verdict: "expected" | "other" | "unknown";
  readonly other_task_id?: string;
  readonly reason?: string;
}

export type Action = "info" | "confirm" | "case" | "hold";
export interface Finding {
  readonly rule: string;
  readonly action: Action;
  readonly register_id?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

export interface ReadingBody {
  readonly register_id: string;
  readonly value: string;
  readonly obtained: "typed" | "optical";
  readonly frozen: boolean;
  readonly value_at: string;
  readonly occurred_at?: string;
  readonly attempts: number;
}

export interface AttemptBody {
  readonly task_id: string;
  readonly installation_id: string;
  readonly register_id: string;
  readonly value: string;
  readonly n: number;
  readonly hint: readonly string[];
  readonly rules_version: number;
  readonly band_version: number;
}

export interface VisitBody {
  readonly task_id: string;
  readonly task_version: number;
  readonly run_id: string;
  readonly point_id: string;
  readonly installation_id: string;
  readonly meter_found: MeterFound;
  readonly readings: readonly ReadingBody[];
  readonly troubles: readonly string[];
  readonly note: string;
  readonly place: Place | null;
  readonly photos: readonly PhotoDeclared[];
  readonly taken_at: string;
  readonly judged: { readonly rules_version: number; readonly band_version: number; readonly findings: readonly Finding[] };
  readonly confirmed: boolean;
  readonly supersedes?: string;
}

export interface SkipBody {
  readonly task_id: string;
  readonly task_version: number;
  readonly run_id: string;
  readonly point_id: string;
  readonly code: string;
  readonly troubles: readonly string[];
  readonly note: string;
  readonly place: Place | null;
  readonly photos: readonly PhotoDeclared[];
  readonly taken_at: string;
}

export interface ReturnBody {
  readonly task_id: string;
  readonly task_version: number;
  readonly code: string;
  readonly note: string;
}

export interface DayCloseBody {
  readonly day: string;
  readonly through_seq: number;
  readonly counts: Readonly<Record<HoldingState, number>>;
  readonly photos: readonly string[];
  /** Up to where the phone had heard the server: the two ledgers are compared at equal cursor. */
  readonly cursor?: string;
}

export type EntryKind = "attempt" | "visit" | "skip" | "return" | "note" | "inspection" | "handover" | "day_close";
export interface Clock {
  readonly boot: string;
  readonly mono_ms: number;
}

export type Outcome = "applied" | "duplicate" | "contested" | "quarantined" | "conflict";
export interface Receipt {
  /** Null where the entry had none that could be used. */
  readonly id: string | null;
  readonly index?: number;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly findings?: readonly Finding[];
  readonly digest: string;
  readonly mark: { readonly home: number; readonly change_seq: number };
  readonly mac: string;
}

export interface PushAnswer {
  readonly incarnation: string;
  readonly now: string;
  readonly backed_up_through: Readonly<Record<string, number>>;
  readonly receipts: readonly Receipt[];
}

export interface Gone {
  readonly task_id: string;
  readonly why: "moved" | "cancelled" | "closed_elsewhere";
  readonly version: number;
  /** The holder's own ledger state of it. */
  readonly state?: HoldingState;
}

export interface Verdict {
  readonly entry_id: string;
  readonly task_id?: string | null;
  readonly outcome?: string | null;
  readonly text_code?: string | null;
  readonly findings?: readonly Finding[];
}

export interface Order {
  readonly kind: string;
  readonly [detail: string]: unknown;
}

export interface PullAnswer {
  readonly incarnation: string;
  readonly now: string;
  readonly backed_up_through: Readonly<Record<string, number>>;
  readonly cursor: string | null;
  /** home → change number that this answer includes. */
  readonly seen: Readonly<Record<string, number>>;
  readonly page: string | null;
  readonly snapshot: boolean;
  readonly more: boolean;
  readonly person?: string;
  /** Left out of a delta where nothing changed. */
  readonly settings?: Settings | null;
  readonly codes?: Codes | null;
  readonly runs: readonly Run[];
  readonly tasks: readonly Task[];
  readonly states?: readonly {
    readonly task_id: string;
    readonly version: number;
    readonly state: TaskState;
    readonly holding: HoldingState;
  }[];
  readonly gone: readonly Gone[];
  readonly verdicts: readonly Verdict[];
  readonly orders: readonly Order[];
}
