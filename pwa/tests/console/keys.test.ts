import { describe, expect, it } from "vitest";
import { digitsOf, onDial } from "../../src/apps/console/cases/difference.ts";
import { afterDeciding, commandOf, type Decision, neighbour, type Pressed } from "../../src/apps/console/cases/keys.ts";

const all = new Set<Decision>(["accept", "correct", "re_read", "field_check", "estimate", "dismiss"]);
const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
  key,
  ctrl: false,
  meta: false,
  alt: false,
  repeat: false,
  typing: false,
  ...more,
});

describe("keys of the case queue", () => {
  it("decide with one key, in either case", () => {
    expect(["c", "A", "r", "f", "e", "d", "j", "k", "m", "1", "2"].map((key) => commandOf(press(key), all))).toEqual([
      "correct",
      "accept",
      "re_read",
      "field_check",
      "estimate",
      "dismiss",
      "next",
      "previous",
      "claim",
      "first_visit",
      "second_visit",
    ]);
  });

  it("never decide while text is typed or a browser's shortcut is meant", () => {
    expect(commandOf(press("a", { typing: true }), all)).toBeNull();
    expect(commandOf(press("a", { ctrl: true }), all)).toBeNull();
    expect(commandOf(press("r", { meta: true }), all)).toBeNull();
    expect(commandOf(press("f", { alt: true }), all)).toBeNull();
  });

  it("never decide twice by a held key, but may leaf through the queue", () => {
    expect(commandOf(press("a", { repeat: true }), all)).toBeNull();
    expect(commandOf(press("j", { repeat: true }), all)).toBe("next");
  });

  it("offer only what is allowed for this case", () => {
    expect(commandOf(press("e"), new Set(["accept"]))).toBeNull();
    expect(commandOf(press("a"), new Set(["accept"]))).toBe("accept");
  });
});

describe("the queue", () => {
  it("steps to neighbours and stays at its ends", () => {
    expect(neighbour(["a", "b", "c"], "b", 1)).toBe("c");
    expect(neighbour(["a", "b", "c"], "c", 1)).toBe("c");
    expect(neighbour(["a", "b", "c"], null, 1)).toBe("a");
    expect(neighbour([], "a", 1)).toBeNull();
  });

  it("goes on with the next below after a decision, at the end with the one above", () => {
    expect(afterDeciding(["a", "b", "c"], "b")).toBe("c");
    expect(afterDeciding(["a", "b", "c"], "c")).toBe("b");
    expect(afterDeciding(["a"], "a")).toBeNull();
  });
});

describe("two values on one dial", () => {
  it("mark the digit that differs", () => {
    const marked = digitsOf("4821.6", "4321.6", 5, 1);
    expect(marked.map((digit) => digit.text).join("")).toBe("04821.6");
    expect(marked.flatMap((digit, index) => (digit.differs ? [index] : []))).toEqual([2]);
    expect(marked.at(-1)).toEqual({ text: "6", differs: false, decimal: true });
  });

  it("mark nothing when there is nothing to compare, or lengths differ", () => {
    expect(digitsOf("1", null, 5, 0).some((digit) => digit.differs)).toBe(false);
    expect(digitsOf("123456", "23456", 5, 0).some((digit) => digit.differs)).toBe(false);
  });

  it("never cut what doesn't fit the dial", () => {
    expect(onDial("123456.75", 5, 1)).toBe("123456.75");
    expect(onDial("7", 5, 2)).toBe("00007.00");
  });
});
