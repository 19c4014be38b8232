import { describe, expect, it } from "vitest";
import { sharedStart } from "../../src/domain/apart.ts";

const left = (names: string[]): string[] => names.map((name) => name.slice(sharedStart(names)).trim());

describe("what tells names apart", () => {
  it("1 keeps whole numbers", () => {
    expect(left(["东河小区3栋2单元301室", "东河小区3栋2单元302室"])).toEqual(["301室", "302室"]);
    expect(left(["东河小区3栋1单元301室", "东河小区3栋12单元302室"])).toEqual(["1单元301室", "12单元302室"]);
  });
  it("2 keeps whole words", () => {
    expect(left(["4 Mill Lane, flat 1", "4 Mill Lane, floor 2"])).toEqual(["flat 1", "floor 2"]);
  });
  it("3 leaves a single name, equal names and a name that others go on from as they are", () => {
    expect(left(["东河小区3栋"])).toEqual(["东河小区3栋"]);
    expect(left(["甲村", "甲村"])).toEqual(["甲村", "甲村"]);
    expect(left(["甲村", "甲村 2 号"])).toEqual(["甲村", "甲村 2 号"]);
    expect(left([])).toEqual([]);
  });
  it("4 changes nothing where nothing is shared", () => {
    expect(left(["甲村 1 号", "乙村 2 号"])).toEqual(["甲村 1 号", "乙村 2 号"]);
  });
});
