import { expect, test } from "vitest";
import { glance } from "../../src/apps/reader/sync/glance.ts";

const nothing = { here: 0, unsent: 0, photosOwed: 0 };

test.each([
  [nothing, false, "got"],
  [{ ...nothing, here: 2, unsent: 5, photosOwed: 1 }, false, "here"],
  [{ ...nothing, photosOwed: 1 }, false, "photos"],
  // A first blind value is committed before its stop is saved: not a stop to count, and yet only this phone has it.
  [{ ...nothing, unsent: 1 }, false, "rest"],
  [{ ...nothing, unsent: 1 }, true, "sending"],
])("P2: %j, sending %s, is shown as %s", (where, sending, shown) => {
  expect(glance(where, sending)).toBe(shown);
});
