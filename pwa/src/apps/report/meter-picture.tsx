/** Where to look: a drawn meter with its number and its barcode named, the one that matters now framed. */
import type { JSX } from "preact";
import { t } from "./words.ts";

export function MeterPicture({ look, sample, tail }: { look: "digits" | "barcode" | "whole"; sample: string; tail: string }): JSX.Element {
  const bars = [3, 1, 2, 2, 1, 3, 1, 1, 2, 3, 1, 2, 1, 1, 3, 2, 1, 2, 2, 1, 1, 3, 1, 2, 3, 1];
  let x = 118;
  return (
    <svg class="meter-picture" viewBox="0 0 354 210" role="img" aria-label={t(`picture.${look}`)}>
      <rect class="wall" width="354" height="210" rx="14" />
      <rect class={look === "whole" ? "body on" : "body"} x="92" y="18" width="170" height="174" rx="18" />
      <rect class={look === "digits" ? "lcd on" : "lcd"} x="116" y="46" width="122" height="44" rx="6" />
      <text class={sample.length > 7 ? "lcd-text long" : "lcd-text"} x="177" y="76" text-anchor="middle">
        {sample}
      </text>
      <rect class={look === "barcode" ? "label on" : "label"} x="110" y="122" width="134" height="52" rx="5" />
      {bars.map((width, index) => {
        const at = x;
        x += width + (index % 3) + 1;
        return <rect key={index} class="stroke" x={at} y="129" width={width} height="25" />;
      })}
      <text class="label-text" x="177" y="168" text-anchor="middle">
        … {tail}
      </text>
      {look === "whole" ? null : (
        <g class="tag">
          <path d={`M${look === "digits" ? 239 : 245} ${look === "digits" ? 68 : 148} H270`} />
          <text x="276" y={look === "digits" ? 73 : 153}>
            {t(look === "digits" ? "picture.here" : "picture.barcode_here")}
          </text>
        </g>
      )}
    </svg>
  );
}
