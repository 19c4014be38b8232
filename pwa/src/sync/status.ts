/** What the engine says of itself while it works. */
export type Why = "start" | "save" | "online" | "shown" | "timer" | "button" | "retry";
export type Trouble = "unreachable" | "slow" | "busy" | "refused" | "suspended" | "failed";

export interface Status {
  readonly running: boolean;
  readonly phase: "idle" | "push" | "pull" | "photos";
  /** Ids of entries in the request under way. */
  readonly sending: readonly string[];
  readonly sendingPhoto: boolean;
  readonly pulled: number;
  readonly trouble: { readonly kind: Trouble; readonly code: string | null } | null;
  /** Epoch ms of the next attempt by itself, while one is waiting. */
  readonly nextAt: number | null;
}

export const IDLE: Status = { running: false, phase: "idle", sending: [], sendingPhoto: false, pulled: 0, trouble: null, nextAt: null };
