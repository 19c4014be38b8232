/** What the office's screens are told by the server: the part of each answer that they show. */
import type { Decision } from "./cases/keys.ts";

export interface Page<T> {
  items: T[];
  next: string | null;
  total?: number;
}

export interface Branch {
  id: number;
  code: string;
  name: string;
}
export interface Person {
  id: string;
  name: string;
  login?: string;
  role?: string;
  branches?: Branch[];
}
export interface Me {
  person: { id: string; login: string; name: string; role: string; branches: Branch[] };
  demo: boolean;
}
export interface DemoAccount {
  login: string;
  password: string;
  role: string;
  label_en: string;
  label_zh: string;
}

export interface Point {
  id: string;
  number: string;
  account_number?: string;
  name?: string;
  address: string;
  class: string;
  branch_id?: number;
  lat?: string | null;
  lon?: string | null;
}
export interface Meter {
  id?: string;
  asset_number: string;
  serial_number: string;
  comm_address?: string;
  phases?: number;
  model?: string;
}
export interface Register {
  id: string;
  obis?: string;
  kind: string;
  direction: string;
  band: string;
  unit: string;
  digits: number;
  decimals: number;
  position: number;
}

/** The ledger's eight states of every task ever assigned to a holder. */
export const STATES = ["read", "skipped", "returned", "moved", "contested", "closed_elsewhere", "cancelled", "open"] as const;
export type HoldingState = (typeof STATES)[number];
export type TaskCounts = { ever: number } & Record<HoldingState, number>;

export interface Ledger {
  points: { active: number; routed: number; unrouted: number };
  due: { all: number; assigned: number; unassigned: number; excluded: number; unplanned: number };
  tasks: TaskCounts;
  /** Routes with stops nobody planned, because they were routed after the period was opened; of a whole period only. */
  unplanned_routes: { id: string; code: string; name: string; stops: number }[];
  by_holder: ({ person: Person } & TaskCounts)[];
  /** Which lines don't add up; empty is how it must be. */
  imbalances: string[];
}

/** 台区. */
export interface Area {
  id: string;
  number: string;
  name: string;
}

export interface Period {
  period: string;
  state: "open" | "closed";
  counts: Record<string, number>;
}
export interface Run {
  id: string;
  branch_id: number;
  route: { id: string; code: string; name: string };
  period: string;
  number: number;
  state: string;
  window_from: string;
  window_to: string;
  counts: { total: number; open: number; read: number; skipped: number; contested: number } & Record<string, number>;
  holders: { person: Person; tasks: number }[];
  unassigned: number;
}
export interface RunTask {
  id: string;
  sequence: number;
  kind: string;
  state: string;
  version: number;
  holder: Person | null;
  point: Point;
  meter: Meter | null;
  box: { id: string; barcode: string } | null;
  skip_code?: string | null;
}
export interface Moved {
  moved: string[];
  skipped: { task_id: string; why: string }[];
}
export interface Invitation {
  url: string;
  qr_svg: string;
  expires_at: string;
}

export interface TodayRow {
  person: Person;
  last_contact: string | null;
  device_ids?: string[];
  runs: { id: string; route_code: string; route_name: string }[];
  tasks: TaskCounts;
  photos: { whole: number; owed: number; unusable: number; missing: number };
  first_at: string | null;
  last_at: string | null;
}

export interface Today extends Page<TodayRow> {
  stops: { due: number; read: number; open: number; skipped: number; contested: number };
}

export interface CaseItem {
  id: string;
  kind: string;
  state: string;
  period: string;
  opened_at: string;
  taken_at: string | null;
  /** Of quarantined entries: from whose phone. */
  sender: { device: { id: string; name: string } | null; person: { id: string; name: string } | null; kind: string | null } | null;
  task_id: string | null;
  point: { id: string; number: string; address: string } | null;
  meter_tail: string;
  headline: { code: string; params: Record<string, unknown> };
  weight_kwh: string;
  taken_by: { id: string; name: string } | null;
  holder: { id: string; name: string; last_contact: string | null } | null;
  claimed_by: { id: string; name: string } | null;
  decision: string | null;
  reason: string | null;
  closed_at: string | null;
  closed_by: { id: string; name: string } | null;
}
/** An entry as text, line by line; `marked`: the lines that the other content doesn't have. */
export interface KeptText {
  lines: string[];
  cut: boolean;
  marked: number[];
}
/** An entry that was kept rather than applied, as it came. */
export interface KeptEntry {
  id: string;
  visit_id: string | null;
  kind: string;
  outcome: string;
  reason: string | null;
  seq: number | null;
  app_version: string;
  recorded_at: string | null;
  received_at: string;
  person: { id: string; name: string } | null;
  understood: boolean;
  /** Why it can't be taken over; null: it can be tried. */
  hinders: string | null;
  task: { id: string; kind: string; state: string; point_id: string; number: string; address: string; meter: string } | null;
  meter: string | null;
  values: { value: string; kind: string; energy: string; direction: string; band: string; unit: string; position: number }[];
  skip_code: string | null;
  note: string | null;
  photos: string[];
  photos_whole: string[];
  content: KeptText;
  stored: { received_at: string; outcome: string; reason: string | null; content: KeptText } | null;
}
export interface KeptEntries {
  device: { id: string; name: string } | null;
  suspended: boolean;
  entries: KeptEntry[];
}
export interface Decided {
  /** False: the rules doubt the values; sent again, sure, they are taken. */
  decided: boolean;
  case: CaseItem;
  /** What the rules say of values that were put in. */
  findings: Finding[];
}
export interface Finding {
  rule: string;
  action: "info" | "confirm" | "case" | "hold";
  register_id?: string | null;
  params: Record<string, unknown>;
  rules_version?: number;
}
export interface CaseReading {
  id: string;
  register: Register;
  value: string;
  previous: { value: string; at: string | null } | null;
  advance: string | null;
  kwh: string | null;
  expect: { lo: string; hi: string; mid: string; version?: number } | null;
  obtained: string;
  quality: string[];
  findings: Finding[];
  /** What took this value's place, if anything did. */
  stands: { id: string; value: string; obtained: string } | null;
}
/** What one method would estimate, by register. */
export interface Estimate {
  method: "last_year" | "profile" | "linear";
  values: { register_id: string; value: string }[];
}
/** A stop without anybody's reading, with what each method would estimate. */
export interface MissingStop {
  task_id: string;
  state: string;
  sequence: number;
  route: { code: string; name: string };
  point: Point;
  /** An estimate stands in its place. */
  estimated: boolean;
  /** Why it can't be estimated; null where it can. */
  why: string | null;
  registers: { register: Register; previous: string | null }[];
  choices: Estimate[];
}
export interface EstimatedStops {
  done: string[];
  left: { task_id: string; why: string }[];
}
/** One observation of who was there. */
export interface PresencePart {
  code: string;
  points: number;
  params: Record<string, unknown>;
}
export interface Presence {
  score: number;
  parts: PresencePart[];
}
/** Holds the photos of its months while it is open. */
export interface Dispute {
  id: string;
  from_period: string;
  to_period: string | null;
  reason: string;
  opened_at: string;
  ended_at: string | null;
  end_reason: string | null;
}
/** The meter whose number a code in a photo is. */
export interface CodeMeter {
  asset_number: string;
  point: { id: string; number: string; address: string };
  box: { barcode: string; address: string } | null;
}
export interface CasePhoto {
  sha256: string;
  state: "whole" | "owed" | "quarantined" | "removed" | "lost";
  taken_at: string | null;
  removed_at: string | null;
  lost_since: string | null;
  /** What the photo itself shows; null while it isn't here. A code's meter is null where nobody here knows it. */
  barcode: {
    state: "match" | "mismatch" | "none" | "unreadable" | "pending";
    text: string | null;
    symbology: string | null;
    meter: CodeMeter | null;
    codes: { text: string; symbology: string; meter: CodeMeter | null }[];
  } | null;
  /** What a second reader saw on the dial, beside what was typed; null until, and unless, it was read. */
  dial: { state: "agrees" | "differs" | "unconfirmed"; read: string | null; register_id: string | null } | null;
}
/** A photo that was used before, and where: one's eye decides, the measure only says why it is asked. */
export interface Reused {
  sha256: string;
  /** The very same file; else pictures that look alike. */
  same_bytes: boolean;
  /** How much both agree, per mille. */
  agreement: number;
  turn: number;
  mirrored: boolean;
  /** In a branch that one may not look into: nothing else is told of it. */
  elsewhere: boolean;
  earlier: {
    visit_id: string;
    sha256: string;
    period: string;
    taken_at: string;
    person: { id: string; name: string } | null;
    point: { id: string; number: string; address: string } | null;
    state: CasePhoto["state"] | null;
  } | null;
}
export interface Visit {
  id: string;
  standing: string;
  outcome: string;
  source: string;
  person: { id: string; name: string } | null;
  device_id: string | null;
  taken_at: string;
  corrected_at: string | null;
  received_at: string;
  place: { lat: string | null; lon: string | null; accuracy_m: number | null; distance_m: number | null } | null;
  meter_found: Readonly<Record<string, unknown>> | null;
  skip_code: string | null;
  troubles: string[];
  note: string | null;
  confirmed: boolean;
  rules_version?: number | null;
  band_version?: number | null;
  photos: CasePhoto[];
  /** Its task asked for a photo, and none was named. */
  photo_missing: boolean;
  presence: Presence | null;
  readings: CaseReading[];
  attempts: { register_id: string; n: number; value: string; recorded_at: string; hint: string[] }[];
  /** Of the visit as a whole, not of one register. */
  findings: Finding[];
}
export interface HistoryMonth {
  period: string;
  register_id: string;
  advance: string | null;
  kwh: string | null;
  estimated: boolean;
  lo: string | null;
  hi: string | null;
}
export interface Hypothesis {
  code: string;
  params: Record<string, unknown>;
  register_id?: string | null;
  value?: string | null;
  odds: number;
}
export interface TimelineEvent {
  at: string;
  by: { id: string; name: string } | null;
  kind: string;
  detail: Record<string, unknown>;
}
export interface CaseDetail {
  case: CaseItem;
  point: Point | null;
  meter: Meter | null;
  multiplier: string | null;
  visits: Visit[];
  history: HistoryMonth[];
  hypotheses: Hypothesis[];
  reused: Reused[];
  timeline: TimelineEvent[];
  decisions_allowed: Decision[];
  related: { task_id: string; kind: string; state: string; holder: Person | null; due_to: string }[];
}

/** Active, and in no route. */
export interface UnroutedPoint extends Point {
  account_name: string;
}
export interface PointHit extends Point {
  role?: string;
  meter: Meter | null;
}

export interface Held {
  point: Point;
  why: string;
  case_id: string | null;
}
export interface ReleaseState extends Page<Held> {
  ready: number;
  held: number;
  released: number;
  /** Not read yet, so neither ready nor held. */
  missing: number;
}
export interface Released {
  released: number;
  /** Handed over before; nothing happened to them. */
  already: number;
  held: { point_id: string; why: string; case_id: string | null }[];
}
export interface SettlementLine {
  point: Point;
  register: Register;
  /** 1: the hand-over; higher: an adjustment of it. */
  number: number;
  from: { value: string; at: string | null } | null;
  to: { value: string; at: string | null };
  advance: string;
  multiplier: string;
  kwh: string;
}
export interface KnownColumn {
  column: string;
  en: string;
  zh: string;
}
/** Profiles, and the columns that can be chosen from. */
export type Profiles = Page<ExportProfile> & { columns: KnownColumn[] };
export interface ExportProfile {
  name: string;
  built_in: boolean;
  columns: { column: string; heading: string }[];
}

export interface ImportKind {
  kind: string;
  label_en: string;
  label_zh: string;
  columns: { name: string; field: string; required: boolean; group: number | null; example: string; aliases: string[] }[];
}
export interface ImportFault {
  sheet: string;
  row: number | null;
  column: string | null;
  code: string;
  title: string;
  what_to_do: string;
  value: string | null;
}
export interface ImportBrief {
  id: string;
  kind: string;
  sender: string | null;
  file_name: string;
  dry_run: boolean;
  state: "waiting" | "checking" | "writing" | "done" | "refused" | "failed";
  progress: number;
  rows: { total: number | null; checked: number; written: number; unchanged: number; wrong: number };
  created_at: string;
  finished_at: string | null;
}
export interface ImportJob extends ImportBrief {
  /** The first two hundred. */
  errors: ImportFault[];
  mapping: Record<string, string>;
  counts: Record<string, number>;
  assumed: Record<string, number>;
  ignored_columns: string[];
  left_out_rows: number;
  /** Points whose remote value failed and that stand in no route of the month. */
  in_no_route: string[];
}

/** The files' part of a metering point. */
export interface PointFile {
  point: Point & { role: string; hint: string; voltage: string; contract_capacity: string | null; unmetered: boolean };
  account: { number: string; name: string; address: string; class: string; status: string };
  area: { id: string; number: string; name: string; line: { number: string; name: string } | null } | null;
  box: { barcode: string; address: string; floor: string; row: number | null; column: number | null } | null;
  installations: {
    id: string;
    from: string;
    to: string | null;
    meter: Meter;
    multiplier: string;
    registers: (Register & { initial: string | null; final: string | null })[];
  }[];
  events: { on: string; kind: string; detail: Record<string, unknown> }[];
}
/** What happened at a metering point. */
export interface PointStory {
  stops: {
    task_id: string;
    period: string;
    kind: string;
    state: string;
    skip_code: string | null;
    note: string | null;
    at: string | null;
    by: { id: string; name: string } | null;
  }[];
  route: { id: string; code: string; name: string; sequence: number } | null;
  history: HistoryMonth[];
  readings: {
    id: string;
    period: string;
    register_id: string;
    value: string;
    value_at: string;
    obtained: string;
    quality: string[];
    by: { id: string; name: string } | null;
    corrects: string | null;
    stands: boolean;
    reason: string | null;
  }[];
  releases: { period: string; number: number; released_at: string; by: { id: string; name: string } | null }[];
  audit: AuditLine[];
}

export type PointDetail = PointFile & PointStory;

export interface AuditLine {
  seq: number;
  home: number;
  at: string;
  actor: { kind: string; id: string; name: string | null };
  action: string;
  subject: { kind: string; id: string };
  detail: Record<string, unknown>;
  /** Personal text, kept outside the chain; null once erased. */
  personal: Record<string, unknown> | null;
}

export interface Device {
  id: string;
  name: string;
  people: Person[];
  suspended_at: string | null;
  app_version: string;
  last_contact_at: string | null;
  enrolled_at: string;
}
