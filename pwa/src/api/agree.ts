/**
 * The phone's own types (src/domain/types.ts, which import nothing) against the ones generated from the server: when they part ways,
 * this file no longer compiles.
 */
import type { PullAnswer, PushAnswer } from "../domain/types.ts";
import type { components } from "./schema.ts";

type Fits<Server extends Phone, Phone> = Server;

export type Pulled = Fits<components["schemas"]["Pulled"], PullAnswer>;
export type Pushed = Fits<components["schemas"]["Pushed"], PushAnswer>;
