/** P7 on as many vectors as tests/vee/test_many_vectors.py makes; it starts this with their file in MANY_VECTORS. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { answers, type Vector } from "./answers.ts";

const path = process.env["MANY_VECTORS"];

const cases = path === undefined ? [] : (JSON.parse(readFileSync(path, "utf8")) as Vector[]);

// The title is looked for by who started this.
test.skipIf(path === undefined)(`${cases.length} answered alike`, () => {
  for (const one of cases) expect(answers(one)).toEqual({ findings: one.findings, look: one.look });
});
