/** Holds what the customer's page expects to what the server's document promises; types only. */
import type { paths } from "../../api/schema.ts";
import type { OwnPoint, Report, Sent, Session } from "./door.ts";

type Json<R> = R extends { content: { "application/json": infer Body } } ? Body : never;
type Ok<Operation> = Operation extends { responses: { 200: infer R } } ? Json<R> : never;
type Body<Operation> = Operation extends { requestBody?: infer R } ? Json<NonNullable<R>> : never;

/** Compiles only when the one can be used as the other. */
type Fits<Given extends Wanted, Wanted> = [Given] extends [never] ? never : Wanted;

export type DoorFits = [
  Fits<Ok<paths["/api/v1/report/session"]["get"]>, Session>,
  Fits<Ok<paths["/api/v1/report"]["post"]>, Sent>,
  Fits<Report, Body<paths["/api/v1/report"]["post"]>>,
  Fits<Ok<paths["/api/v1/report/points"]["get"]>, { items: OwnPoint[] }>,
];
