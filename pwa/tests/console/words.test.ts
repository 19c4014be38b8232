import { afterEach, describe, expect, it } from "vitest";
import { ago } from "../../src/apps/console/frame/ago.ts";
import { brief, drawable, quantity } from "../../src/apps/console/frame/quantity.ts";
import { language } from "../../src/i18n/texts.ts";

const thin = "\u2009";

describe("quantities for reading", () => {
  it("group thousands and keep the fraction as it was sent", () => {
    expect(quantity("1234567.50")).toBe(`1${thin}234${thin}567.5`);
    expect(quantity("0.0001")).toBe("0.0001");
    expect(quantity("123.000")).toBe("123");
  });

  it("carry a sign where a difference is meant", () => {
    expect([quantity("500", true), quantity("-12", true), quantity("0", true), quantity("-12")]).toEqual(["+500", "−12", "0", "−12"]);
  });

  it("leave alone what isn't a decimal", () => {
    expect(quantity("1e21")).toBe("1e21");
    expect([drawable(null), drawable(""), drawable("x"), drawable("-3.5")]).toEqual([null, null, null, -3.5]);
  });
});

describe("how long ago", () => {
  afterEach(() => {
    language.value = "en";
  });
  const now = Date.parse("2026-11-24T10:00:00Z");

  it("is said as people say it, in both languages", () => {
    language.value = "en";
    expect(ago("2026-11-24T09:46:00Z", now)).toBe("14 min. ago");
    expect(ago("2026-11-24T07:10:00Z", now)).toBe("2 hr. ago");
    language.value = "zh-CN";
    expect(ago("2026-11-24T09:46:00Z", now)).toBe("14分钟前");
    expect(ago("2026-11-23T09:00:00Z", now)).toBe("昨天");
  });

  it("never lies in the future, and names the date when it is long ago", () => {
    language.value = "en";
    expect(ago("2026-11-24T10:05:00Z", now)).toBe("this minute");
    expect(ago("2026-09-01T00:00:00Z", now)).toContain("2026");
  });
});

describe("brief quantities", () => {
  it("leave out what the eye doesn't need", () => {
    expect(brief("690.8898", 0, true)).toBe("+691");
    expect(brief("114.4097")).toBe("114.4");
    expect(brief("12345.678")).toBe(`12${thin}346`);
    expect(brief("0.04")).toBe("0");
    expect(brief("—")).toBe("—");
  });
});
