/** Holds what the practice page expects to what the server's document promises; types only. */
import type { paths } from "../../api/schema.ts";
import type { PracticeMeter, PracticeRoute } from "./meters.ts";

type Ok<Operation> = Operation extends { responses: { 200: { content: { "application/json": infer Body } } } } ? Body : never;

/** Compiles only when an answer can be used as what the page expects. */
type Fits<Promised extends Expected, Expected> = [Promised] extends [never] ? never : Expected;

export type MetersFit = [
  Fits<Ok<paths["/api/v1/practice/routes"]["get"]>, { items: PracticeRoute[] }>,
  Fits<Ok<paths["/api/v1/practice/meters"]["get"]>, { items: PracticeMeter[] }>,
];
