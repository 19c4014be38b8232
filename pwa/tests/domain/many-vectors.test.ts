/** P7 on as many vectors as tests/vee/test_many_vectors.py makes; it starts this with their file in MANY_VECTORS. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { answers, type Vector } from "./answers.ts";

const path = process.env["MANY_VECTORS"];

test.skipIf(path === undefined)("the phone's answers are the server's", () => {
  const cases = JSON.parse(readFileSync(path ?? "", "utf8")) as Vector[];
  for (const one of cases) expect(answers(one)).toEqual({ findings: one.findings, look: one.look });
  console.log(`${cases.length} answered alike`);
});
