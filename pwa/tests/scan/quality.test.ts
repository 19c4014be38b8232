import { describe, expect, it } from "vitest";
import { faultOf, type Grey, greyOf, measure } from "../../src/scan/quality.ts";

/** Dark figures on a light ground, as a display has them: blocks a few pixels wide. */
function display({ width = 200, height = 120, light = 210, ink = 30 } = {}): Grey {
  const data = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) data[y * width + x] = (x % 41 < 14 && y % 37 < 21) || (y % 37 < 9 && x % 67 < 40) ? ink : light;
  }
  return { data, width, height };
}

/** A mean over a square, which is what a hand that moves does to a photo. */
function blurred(picture: Grey, radius: number): Grey {
  const { width, height } = picture;
  const data = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      let count = 0;
      for (let v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v += 1) {
        for (let u = Math.max(0, x - radius); u <= Math.min(width - 1, x + radius); u += 1) {
          sum += picture.data[v * width + u] ?? 0;
          count += 1;
        }
      }
      data[y * width + x] = sum / count;
    }
  }
  return { data, width, height };
}

const changed = (picture: Grey, change: (value: number, x: number, y: number) => number): Grey => ({
  ...picture,
  data: picture.data.map((value, at) => change(value, at % picture.width, Math.floor(at / picture.width))),
});
const said = (picture: Grey, frame = null as { x: number; y: number; w: number; h: number } | null): string | null =>
  faultOf(measure(picture, frame));

describe("what a photo is told at the shutter", () => {
  it("says nothing of a sharp, light picture", () => {
    expect(said(display())).toBeNull();
  });

  it("tells a blurred one", () => {
    expect(said(blurred(blurred(display(), 4), 4))).toBe("blurred");
  });

  it("tells a dark one, and not that it is blurred, too", () => {
    expect(said(changed(display(), (value) => value / 5))).toBe("dark");
    expect(said(changed(blurred(display(), 4), (value) => value / 5))).toBe("dark");
  });

  it("leaves a dim but readable one alone", () => {
    expect(said(changed(display(), (value) => value / 2))).toBeNull();
  });

  it("tells a bright spot over the display", () => {
    expect(said(changed(display(), (value, x, y) => ((x - 100) ** 2 + (y - 60) ** 2 < 900 ? 255 : value)))).toBe("glare");
  });

  it("takes a white label or dial with print on it for no reflection", () => {
    // As fine as print and bars are on a picture of this size.
    const label = changed(display({ width: 400, height: 300 }), (_, x, y) => (x % 12 < 5 && y % 16 < 9 ? 30 : 255));
    expect(said(label)).toBeNull();
    expect(measure(label, null).burnt).toBeGreaterThan(0.5);
  });

  it("tells a spot on a white dial that hides the print", () => {
    const white = display({ width: 400, height: 300, light: 240 });
    expect(said(changed(white, (value, x, y) => ((x - 200) ** 2 + (y - 150) ** 2 < 6000 ? 255 : value)))).toBe("glare");
  });

  it("looks where the dial should be: a spot elsewhere is no fault", () => {
    const spot = changed(display(), (value, x, y) => (x < 60 && y < 40 ? 255 : value));
    expect(said(spot, { x: 400, y: 400, w: 500, h: 500 })).toBeNull();
    expect(said(spot, { x: 0, y: 0, w: 400, h: 400 })).toBe("glare");
  });

  it("looks at the middle when the frame is too small to say anything", () => {
    expect(said(display(), { x: 0, y: 0, w: 1, h: 1 })).toBeNull();
    expect(said({ data: new Uint8ClampedArray(9), width: 3, height: 3 })).toBe("dark");
  });

  it("weighs colours as the eye does", () => {
    const grey = greyOf(new Uint8ClampedArray([255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255]), 3, 1);
    expect([...grey.data]).toEqual([76, 149, 28]);
  });
});
