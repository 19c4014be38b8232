/** The practice meters in English: the shape of the other languages. */
import type { Shape } from "./texts.ts";

export const texts = {
  "page.title": "Practice meters",
  "page.what": "Made-up meters of the demo. Choose a route, sign in on a phone as its reader, and read them from the screen or from paper.",
  "page.none": "This server has no practice meters: it isn't a demo.",
  "page.route": "Route",
  "page.choose": "Choose a route",
  "page.find": "Find a meter by the end of its number",
  "page.print": "Print",
  "page.meters": "{n} meter || {n} meters",
  "page.no_match": "No meter of this route ends in {text}.",
  "page.reader": "Reader's page",
  "page.office": "Office",
  "face.next": "Next value",
  "face.kind.1": "Single-phase static meter",
  "face.kind.3": "Three-phase static meter",
  "face.serial": "Serial",
  "face.shows": "{register} shows {value} {unit}",
  "face.barcode": "Barcode {text}",
  "box.title": "Meter box",
  "box.empty": "empty",
} as const;

export type PracticeKeys = typeof texts;
export type PracticeTexts = Shape<PracticeKeys>;
