/**
 * Holds what the screens expect to what the server's document promises: when an answer no longer fits, this file doesn't compile.
 * Types only, nothing of it reaches the page.
 */
import type { paths } from "../../api/schema.ts";
import type * as photos from "./photos/wire.ts";
import type * as rules from "./rules/wire.ts";
import type * as samples from "./samples/wire.ts";
import type * as wire from "./wire.ts";

/** The JSON of a successful answer. */
type Answer<P extends keyof paths, M extends "get" | "post" | "put"> = paths[P][M] extends { responses: infer R }
  ? R[keyof R & (200 | 201 | 202)] extends { content: { "application/json": infer Body } }
    ? Body
    : never
  : never;

/** Compiles only when an answer can be used as what a screen expects. */
type Fits<Promised extends Expected, Expected> = [Promised] extends [never] ? never : Expected;

export type WireFits = [
  Fits<Answer<"/api/v1/auth/me", "get">, wire.Me>,
  Fits<Answer<"/api/v1/periods", "get">, wire.Page<wire.Period>>,
  Fits<Answer<"/api/v1/runs", "get">, wire.Page<wire.Run>>,
  Fits<Answer<"/api/v1/runs/{run_id}/tasks", "get">, wire.Page<wire.RunTask>>,
  Fits<Answer<"/api/v1/runs/{run_id}/assign", "post">, wire.Moved>,
  Fits<Answer<"/api/v1/tasks/move", "post">, wire.Moved>,
  Fits<Answer<"/api/v1/tasks/{task_id}/invitation", "post">, wire.Invitation>,
  Fits<Answer<"/api/v1/points/unrouted", "get">, wire.Page<wire.UnroutedPoint>>,
  Fits<Answer<"/api/v1/ledger", "get">, wire.Ledger>,
  Fits<Answer<"/api/v1/areas", "get">, wire.Page<wire.Area>>,
  Fits<Answer<"/api/v1/today", "get">, wire.Today>,
  Fits<Answer<"/api/v1/cases", "get">, wire.Page<wire.CaseItem>>,
  Fits<Answer<"/api/v1/cases/{case_id}", "get">, wire.CaseDetail>,
  Fits<Answer<"/api/v1/cases/{case_id}/estimates", "get">, wire.Page<wire.Estimate>>,
  Fits<Answer<"/api/v1/cases/{case_id}/decide", "post">, wire.Decided>,
  Fits<Answer<"/api/v1/estimates", "get">, wire.Page<wire.MissingStop>>,
  Fits<Answer<"/api/v1/estimates", "post">, wire.EstimatedStops>,
  Fits<Answer<"/api/v1/estimates/take-back", "post">, wire.EstimatedStops>,
  Fits<Answer<"/api/v1/points/{point_id}/disputes", "get">, wire.Page<wire.Dispute>>,
  Fits<Answer<"/api/v1/points/{point_id}/disputes/end", "post">, wire.Dispute>,
  Fits<Answer<"/api/v1/releases", "get">, wire.ReleaseState>,
  Fits<Answer<"/api/v1/releases", "post">, wire.Released>,
  Fits<Answer<"/api/v1/settlement", "get">, wire.Page<wire.SettlementLine>>,
  Fits<Answer<"/api/v1/exports/profiles", "get">, wire.Page<wire.ExportProfile>>,
  Fits<Answer<"/api/v1/imports/kinds", "get">, wire.Page<wire.ImportKind>>,
  Fits<Answer<"/api/v1/imports", "get">, wire.Page<wire.ImportBrief>>,
  Fits<Answer<"/api/v1/imports/{import_id}", "get">, wire.ImportJob>,
  Fits<Answer<"/api/v1/points", "get">, wire.Page<wire.PointHit>>,
  Fits<Answer<"/api/v1/points/{point_id}", "get">, wire.PointFile>,
  Fits<Answer<"/api/v1/points/{point_id}/story", "get">, wire.PointStory>,
  Fits<Answer<"/api/v1/devices", "get">, wire.Page<wire.Device>>,
  Fits<Answer<"/api/v1/photos/policies", "get">, photos.Policies>,
  Fits<Answer<"/api/v1/photos/policies", "put">, photos.Policy>,
  Fits<Answer<"/api/v1/photos/retentions", "get">, wire.Page<photos.Retention>>,
  Fits<Answer<"/api/v1/photos/retentions", "put">, photos.Retention>,
  Fits<Answer<"/api/v1/photos/retentions/forecast", "get">, photos.Forecast>,
  Fits<Answer<"/api/v1/routes", "get">, wire.Page<photos.RouteItem>>,
  Fits<Answer<"/api/v1/thresholds", "get">, rules.Thresholds>,
  Fits<Answer<"/api/v1/rules/precision", "get">, wire.Page<rules.Precision>>,
  Fits<Answer<"/api/v1/thresholds/what-if", "post">, rules.Tried>,
  Fits<Answer<"/api/v1/samples", "get">, wire.Page<samples.Sample>>,
  Fits<Answer<"/api/v1/samples/draw", "post">, samples.Drawn>,
  Fits<Answer<"/api/v1/audit", "get">, wire.Page<wire.AuditLine>>,
];
