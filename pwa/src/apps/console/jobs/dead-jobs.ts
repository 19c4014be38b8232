/** Jobs that failed too often, as the server lists them, and how many there are for the figure beside the word. */
import { signal } from "@preact/signals";

export interface DeadJob {
  readonly id: string;
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempts: number;
  readonly error: string | null;
  readonly created_at: string;
  readonly finished_at: string | null;
}

export const deadJobs = signal<number | null>(null);
