/** The photos of one stop: what was taken, whether one is needed, and on which terms it goes. */
import { signal } from "@preact/signals";
import type { PhotoRow } from "../../../db/database.ts";
import { anyPhotoOf, type Draft, dropPhoto, keepPhoto, photosOf } from "../../../db/drafts.ts";
import { asksToLook, type FullFinding } from "../../../domain/checks.ts";
import { type PhotoNeed, photoNeed, photoTerms, photoWanted } from "../../../domain/photo-need.ts";
import type { PhotoTerms, Task } from "../../../domain/types.ts";
import type { Compressed } from "../../../scan/messages.ts";
import { placeNow } from "../place.ts";
import type { Session } from "../session/session.ts";
import { codes, settings, stops } from "../store.ts";

/** Why a photo is asked for. */
export type PhotoWhy = "proof" | "asked" | "box" | "code";

export class StopPhotos {
  readonly taken = signal<readonly PhotoRow[]>([]);
  /** Another meter of the same box has a photo on this phone. */
  private readonly boxHasOne = signal(false);
  /** No photo could be taken: said by the reader, and seen by the office as a visit without one. */
  private without = false;

  constructor(
    private readonly session: Session,
    private readonly task: Task,
    private readonly draft: () => Draft,
  ) {}

  async open(): Promise<void> {
    await this.look();
    this.boxHasOne.value = await this.lookIntoBox();
  }

  private async look(): Promise<void> {
    this.taken.value = await photosOf(this.session.phone, this.draft().entry_id);
  }

  private async lookIntoBox(): Promise<boolean> {
    const { box, run_id } = this.task;
    if (this.task.photo !== "box" || !box) return false;
    const others = stops.value.filter((stop) => stop.id !== this.task.id && stop.run_id === run_id && stop.task.box?.id === box.id);
    return anyPhotoOf(
      this.session.phone,
      others.map((stop) => stop.id),
    );
  }

  /** What is said of the photo while nothing is typed yet. */
  get need(): PhotoNeed {
    return photoNeed(this.task, this.boxHasOne.value);
  }

  /** How large the photo may be, and over which networks it goes. */
  get terms(): PhotoTerms {
    return photoTerms(this.task, settings.value);
  }

  async add(photo: Compressed, guide: { x: number; y: number; w: number; h: number } | null): Promise<void> {
    const taken_at = Date.now();
    await keepPhoto(this.session.phone, this.draft(), {
      bytes: photo.bytes,
      sha256: photo.sha256,
      mime: photo.mime,
      taken_at,
      place: placeNow(),
      guide,
      network: this.terms.network,
    });
    await this.look();
  }

  async remove(sha: string): Promise<void> {
    await dropPhoto(this.session.phone, this.draft().entry_id, sha);
    await this.look();
  }

  goWithout(): void {
    this.without = true;
  }

  /** Why saving has to wait for a photo; null where it needn't. */
  needed(findings: readonly FullFinding[]): PhotoWhy | null {
    if (this.taken.value.length || this.without) return null;
    const doubtful = findings.some((one) => asksToLook(one) || one.rule === "VEE-08");
    const wanted = photoWanted(this.task, doubtful, this.boxHasOne.value);
    if (wanted) return wanted;
    const proves = codes.value.trouble.filter((code) => code.photo).map((code) => code.code);
    return this.draft().troubles.some((code) => proves.includes(code)) ? "code" : null;
  }
}
