/** P7: the same rule version and the same inputs give the same answer on phone and server, from one shared table. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { RULES_VERSION } from "../../src/domain/facts.ts";
import { answers, type Vector } from "./answers.ts";

const table = JSON.parse(readFileSync(new URL("../../../tests/contract/rules.json", import.meta.url), "utf8")) as {
  rules_version: number;
  cases: (Vector & { readonly title: string })[];
};

test("the table is of the version this phone judges by", () => {
  expect(table.rules_version).toBe(RULES_VERSION);
  expect(table.cases.length).toBeGreaterThan(50);
});

describe("shared vectors", () => {
  test.each(table.cases.map((one) => [one.title, one] as const))("%s", (_, vector) => {
    expect(answers(vector)).toEqual({ findings: vector.findings, look: vector.look });
  });
});
