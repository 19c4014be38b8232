/**
 * One stop while the reader stands at the meter. The order of things is the product's promise: a value is committed blind, durably,
 * before anything is said about it (P6); saving is one strict transaction; a photo is kept at the shutter.
 */
import { batch, signal } from "@preact/signals";
import {
  commitAttempts,
  correctionDraft,
  type Draft,
  type DraftRegister,
  declarations,
  discardDraft,
  EMPTY_REGISTER,
  finishStop,
  loadDraft,
  newDraft,
  photosOf,
  saveDraft,
} from "../../../db/drafts.ts";
import type { Making } from "../../../db/outbox.ts";
import { asksToLook, type FullFinding, gravest, judge } from "../../../domain/checks.ts";
import { wireValue } from "../../../domain/dial.ts";
import { bandVersion, fitted, RULES_VERSION, type TaskFacts, taskFacts } from "../../../domain/facts.ts";
import type { Mine } from "../../../domain/ledger.ts";
import { neighbourFitting } from "../../../domain/neighbour.ts";
import { parseE4 } from "../../../domain/scaled.ts";
import { type Look, look } from "../../../domain/slips.ts";
import type { AttemptBody, MeterFound, ReadingBody, Register, ReturnBody, SkipBody, Task, VisitBody } from "../../../domain/types.ts";
import { businessDate } from "../../../i18n/format.ts";
import { placeNow } from "../place.ts";
import type { Session } from "../session/session.ts";
import { roomForOneMore } from "../storage.ts";
import { runs, type Stop, settings, stops } from "../store.ts";
import { type PhotoWhy, StopPhotos } from "./stop-photos.ts";

export interface Doubt {
  readonly register: Register;
  readonly typed: string;
  readonly finding: FullFinding;
  readonly look: Look | null;
  readonly neighbour: Task | null;
  /** This period's advance, for the picture; null when there is none to draw. */
  readonly advance: number | null;
}

export type Sheet =
  | { readonly kind: "doubt"; readonly doubt: Doubt }
  | { readonly kind: "short"; readonly register: Register; readonly missing: number }
  | { readonly kind: "which" }
  | { readonly kind: "photo"; readonly why: PhotoWhy; readonly next: "save" | "stay" }
  | { readonly kind: "skip" }
  | { readonly kind: "more" }
  | { readonly kind: "return" };

export type SaveOutcome = "saved" | "waiting" | "full" | "failed";

/** A value whose boxes are all filled, as it goes over the wire. */
const shownAs = (register: Register, typed: string): string => wireValue(typed, register.decimals);
const width = (register: Register): number => register.digits + register.decimals;

export class StopModel {
  readonly task: Task;
  readonly registers: readonly Register[];
  readonly facts: TaskFacts;
  readonly draft = signal<Draft>(null as unknown as Draft);
  readonly photos: StopPhotos;
  readonly active = signal(0);
  readonly sheet = signal<Sheet | null>(null);
  readonly busy = signal(false);
  private saving: ReturnType<typeof setTimeout> | undefined;

  private constructor(
    private readonly session: Session,
    readonly stop: Stop,
  ) {
    this.task = stop.task;
    this.registers = [...stop.task.registers].sort((a, b) => a.position - b.position);
    this.facts = taskFacts(stop.task);
    this.photos = new StopPhotos(session, stop.task, () => this.draft.value);
  }

  /** Opens a stop where it was left: with the draft that a dead battery interrupted, or fresh. */
  static async open(session: Session, stop: Stop, found: MeterFound | null, correct: boolean): Promise<StopModel> {
    const model = new StopModel(session, stop);
    const { phone } = session;
    let draft = await loadDraft(phone, stop.id);
    if (!draft && correct && stop.mine) draft = await correctionDraft(phone, stop.id, stop.mine);
    draft ??= newDraft(stop.id, found, stop.mine && stop.mine.did !== "returned" ? stop.mine.entry_id : null);
    if (found && draft.found?.verdict !== "expected") draft = { ...draft, found };
    model.draft.value = draft;
    await model.photos.open();
    const firstEmpty = model.registers.findIndex((register) => model.entered(register).typed.length < width(register));
    model.active.value = Math.max(0, firstEmpty);
    return model;
  }

  /** Whether the earlier value stays hidden until this one is committed. A route may be set otherwise. */
  get blind(): boolean {
    return runs.value.get(this.task.run_id)?.blind ?? settings.value?.blind ?? true;
  }

  entered(register: Register): DraftRegister {
    return this.draft.value.registers[register.id] ?? EMPTY_REGISTER;
  }

  /** Whether leaving now would lose nothing worth keeping. */
  get untouched(): boolean {
    const { registers, note, troubles } = this.draft.value;
    return (
      !this.photos.taken.value.length &&
      !note &&
      !troubles.length &&
      Object.values(registers).every((one) => !one.typed && !one.attempts.length)
    );
  }

  private change(values: Partial<Draft>): void {
    this.draft.value = { ...this.draft.value, ...values };
    clearTimeout(this.saving);
    this.saving = setTimeout(() => void this.keep(), 120);
  }

  private changeRegister(register: Register, values: Partial<DraftRegister>): void {
    const { registers } = this.draft.value;
    this.change({ registers: { ...registers, [register.id]: { ...this.entered(register), ...values } } });
  }

  /** Writes the draft now: before leaving, and when the page is hidden. */
  async keep(): Promise<void> {
    clearTimeout(this.saving);
    if (this.untouched && !this.draft.value.found) return;
    await saveDraft(this.session.phone, this.draft.value);
  }

  key(digit: string): void {
    const register = this.registers[this.active.value];
    if (!register) return;
    const { typed } = this.entered(register);
    if (typed.length >= width(register)) {
      // The boxes are full: the next figure belongs to the next register, or nowhere.
      if (this.active.value + 1 >= this.registers.length) return;
      this.active.value += 1;
      this.key(digit);
      return;
    }
    const next = typed + digit;
    this.changeRegister(register, { typed: next, confirmed: false });
    if (next.length === width(register)) {
      const open = this.registers.findIndex((one, i) => i > this.active.value && this.entered(one).typed.length < width(one));
      if (open > 0) this.active.value = open;
    }
  }

  /** The point moves what was typed so far to the right, in front of the decimals: "4821" · on 5 + 1 is 04821. */
  point(): void {
    const register = this.registers[this.active.value];
    if (!register?.decimals) return;
    const { typed } = this.entered(register);
    if (typed && typed.length < register.digits) this.changeRegister(register, { typed: typed.padStart(register.digits, "0") });
  }

  erase(): void {
    const register = this.registers[this.active.value];
    if (!register) return;
    const { typed } = this.entered(register);
    if (typed) this.changeRegister(register, { typed: typed.slice(0, -1), confirmed: false });
    else if (this.active.value > 0) this.active.value -= 1;
  }

  /** Zeros in front: for displays that don't show them. */
  fillZeros(register: Register): void {
    this.changeRegister(register, { typed: this.entered(register).typed.padStart(width(register), "0") });
  }

  setFound(found: MeterFound): void {
    this.change({ found });
  }

  setObtained(obtained: "typed" | "optical"): void {
    for (const register of this.registers) this.changeRegister(register, { obtained });
  }

  setFrozen(frozen: boolean): void {
    this.change({ frozen });
  }

  setOccurred(register: Register, at: string | null): void {
    this.changeRegister(register, { occurred_at: at });
  }

  setNote(note: string): void {
    this.change({ note });
  }

  toggleTrouble(code: string): void {
    const { troubles } = this.draft.value;
    this.change({ troubles: troubles.includes(code) ? troubles.filter((one) => one !== code) : [...troubles, code] });
  }

  private values(): Map<string, bigint> {
    return new Map(this.registers.map((register) => [register.id, parseE4(shownAs(register, this.entered(register).typed))]));
  }

  private judgeNow(): FullFinding[] {
    const { found } = this.draft.value;
    return judge(this.facts, {
      values: this.values(),
      on: businessDate(),
      meter: found?.verdict ?? "expected",
      how: found?.how ?? "listed",
    });
  }

  /** Commits what was typed and not yet committed, as attempts, before anything is said about it. */
  private async commit(findings: readonly FullFinding[]): Promise<void> {
    const making: Making[] = [];
    const registers = { ...this.draft.value.registers };
    for (const register of this.registers) {
      const entered = this.entered(register);
      const value = shownAs(register, entered.typed);
      if (entered.obtained !== "typed" || (!entered.again && entered.attempts.at(-1) === value)) continue;
      const same = entered.again && entered.attempts.at(-1) === value;
      const attempts = [...entered.attempts, value];
      // The same value typed again, unseen, is as good as saying that it is right.
      registers[register.id] = { ...entered, attempts, again: false, confirmed: entered.confirmed || same };
      const body: AttemptBody = {
        task_id: this.task.id,
        installation_id: this.task.installation_id,
        register_id: register.id,
        value,
        n: attempts.length,
        hint: findings.filter((one) => one.register_id === register.id && asksToLook(one)).map((one) => one.rule),
        rules_version: RULES_VERSION,
        band_version: register.expect?.version ?? 0,
      };
      making.push({ kind: "attempt", task_id: this.task.id, person: this.session.person.id, body });
    }
    if (!making.length) return;
    const draft = { ...this.draft.value, registers };
    await commitAttempts(this.session.phone, draft, making);
    this.draft.value = draft;
  }

  private doubtOf(findings: readonly FullFinding[]): Doubt | null {
    for (const register of this.registers) {
      const entered = this.entered(register);
      if (entered.confirmed) continue;
      const finding = gravest(findings.filter((one) => one.register_id === register.id && asksToLook(one))) as FullFinding | null;
      if (!finding) continue;
      const facts = this.facts.registers.find((one) => one.key === register.id);
      const value = parseE4(shownAs(register, entered.typed));
      const previous = facts?.previous ?? null;
      const round = stops.value.map((stop) => stop.task);
      return {
        register,
        typed: entered.typed,
        finding,
        look: facts ? look(fitted(facts, businessDate()), value) : null,
        neighbour:
          this.draft.value.found?.how === "scanned" && this.draft.value.found.verdict === "expected"
            ? null
            : neighbourFitting(this.task, [...this.values().values()], round),
        advance: previous === null ? null : Number(value - previous) / 10_000,
      };
    }
    return null;
  }

  /** "Type again": the value goes, the attempt stays. */
  retype(register: Register): void {
    const at = this.registers.findIndex((one) => one.id === register.id);
    batch(() => {
      this.changeRegister(register, { typed: "", again: true, confirmed: false });
      this.active.value = Math.max(0, at);
      this.sheet.value = null;
    });
  }

  /** "It is right": from here on a photo has to prove it. */
  async insist(register: Register): Promise<SaveOutcome> {
    this.changeRegister(register, { confirmed: true });
    this.sheet.value = null;
    return this.save();
  }

  async saveWithoutPhoto(): Promise<SaveOutcome> {
    this.photos.goWithout();
    this.sheet.value = null;
    return this.save();
  }

  /** Save and next. Answers "waiting" when a sheet wants something first. */
  async save(): Promise<SaveOutcome> {
    if (this.busy.value) return "waiting";
    this.busy.value = true;
    try {
      return await this.trySave();
    } catch (error) {
      if (error instanceof Error && /quota/i.test(`${error.name} ${error.message}`)) return "full";
      return "failed";
    } finally {
      this.busy.value = false;
    }
  }

  private async trySave(): Promise<SaveOutcome> {
    const short = this.registers.findIndex((register) => this.entered(register).typed.length < width(register));
    const register = this.registers[short];
    if (register) {
      this.active.value = short;
      this.sheet.value = { kind: "short", register, missing: width(register) - this.entered(register).typed.length };
      return "waiting";
    }
    if (this.task.frozen_at && this.draft.value.frozen === null) {
      this.sheet.value = { kind: "which" };
      return "waiting";
    }
    if (!(await roomForOneMore())) return "full";
    const findings = this.judgeNow();
    await this.commit(findings);
    const doubt = this.doubtOf(findings);
    if (doubt) {
      this.sheet.value = { kind: "doubt", doubt };
      return "waiting";
    }
    const photo = this.photos.needed(findings);
    if (photo) {
      this.sheet.value = { kind: "photo", why: photo, next: "save" };
      return "waiting";
    }
    await this.finish("visit", "read", await this.visitBody(findings));
    return "saved";
  }

  private async visitBody(findings: readonly FullFinding[]): Promise<VisitBody> {
    const { draft } = this;
    const taken_at = new Date().toISOString();
    const frozen = draft.value.frozen === true && this.task.frozen_at !== null;
    const readings = this.registers.map((register): ReadingBody => {
      const entered = this.entered(register);
      return {
        register_id: register.id,
        value: shownAs(register, entered.typed),
        obtained: entered.obtained,
        frozen,
        value_at: frozen && this.task.frozen_at ? this.task.frozen_at : taken_at,
        ...(entered.occurred_at ? { occurred_at: entered.occurred_at } : {}),
        attempts: entered.attempts.length,
      };
    });
    return {
      ...(await this.common(taken_at)),
      installation_id: this.task.installation_id,
      meter_found: draft.value.found ?? { how: "listed", text: "", verdict: "expected" },
      readings,
      judged: {
        rules_version: RULES_VERSION,
        band_version: bandVersion(this.registers),
        findings: findings.map(({ rule, action, register_id }) => ({ rule, action, ...(register_id ? { register_id } : {}) })),
      },
      confirmed: findings.some(asksToLook),
      ...(draft.value.supersedes ? { supersedes: draft.value.supersedes } : {}),
    };
  }

  private async common(taken_at: string): Promise<Omit<SkipBody, "code">> {
    const { phone } = this.session;
    return {
      task_id: this.task.id,
      task_version: this.task.version,
      run_id: this.task.run_id,
      point_id: this.task.point.id,
      troubles: this.draft.value.troubles,
      // U+0000 can't be stored as text by every database.
      note: this.draft.value.note.replaceAll("\u0000", "").trim(),
      place: placeNow(),
      photos: await declarations(phone, await photosOf(phone, this.draft.value.entry_id)),
      taken_at,
    };
  }

  private async finish(kind: "visit" | "skip" | "return", did: Mine["did"], body: object): Promise<void> {
    clearTimeout(this.saving);
    const { draft, session } = this;
    const making = { id: draft.value.entry_id, kind, task_id: this.task.id, person: session.person.id, body };
    this.finished = await finishStop(session.phone, making, did);
  }

  /** What this model saved, once it did. */
  finished: Mine | null = null;

  async skip(code: string): Promise<SaveOutcome> {
    if (!(await roomForOneMore())) return "full";
    const body: SkipBody = { ...(await this.common(new Date().toISOString())), code };
    const found = this.draft.value.found;
    await this.finish("skip", "skipped", found ? { ...body, meter_found: found } : body);
    return "saved";
  }

  async giveBack(code: string, note: string): Promise<SaveOutcome> {
    if (!(await roomForOneMore())) return "full";
    const body: ReturnBody = { task_id: this.task.id, task_version: this.task.version, code, note: note.trim() };
    await this.finish("return", "returned", body);
    return "saved";
  }

  /** Leaves the stop. Attempts stay what they are: committed. */
  async leave(): Promise<void> {
    clearTimeout(this.saving);
    if (this.untouched) await discardDraft(this.session.phone, this.task.id);
    else await this.keep();
  }
}
