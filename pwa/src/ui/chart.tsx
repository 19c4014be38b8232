/** Consumption as a line in its usual band, with the doubtful point apart. Small, drawn in SVG, no axis: the figures stand beside it. */
import type { ComponentChildren, JSX } from "preact";

export interface BandChartProps {
  readonly label: string;
  /** Oldest first; null where a period is unknown. */
  readonly history: readonly (number | null)[];
  readonly band?: { readonly lo: number; readonly hi: number } | undefined;
  /** This period's value and its caption. */
  readonly now?: number | undefined;
  readonly words: { readonly usual: string; readonly now: string };
  readonly height?: number;
  readonly children?: ComponentChildren;
}

export function BandChart({ label, history, band, now, words, height = 120, children }: BandChartProps): JSX.Element {
  const width = 350;
  const known = history.filter((v): v is number => v !== null);
  const all = [...known, ...(now === undefined ? [] : [now]), ...(band ? [band.lo, band.hi] : [])];
  const top = Math.max(...all, 1);
  const bottom = Math.min(...all, 0);
  const y = (v: number): number => 18 + (1 - (v - bottom) / (top - bottom || 1)) * (height - 30);
  const x = (i: number): number => 8 + (i * (width - 40)) / Math.max(history.length - 1 + (now === undefined ? 0 : 1), 1);
  const points = history.flatMap((v, i) => (v === null ? [] : [[x(i), y(v)] as const]));
  const last = points.at(-1);
  const at = now === undefined ? null : ([x(history.length) + 14, y(now)] as const);
  const bandTop = band ? y(band.hi) : 0;
  return (
    <svg class="chart" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {band ? (
        <>
          <rect class="band" x="0" y={bandTop} width={width} height={Math.max(y(band.lo) - bandTop, 3)} />
          <text x="2" y={bandTop > 22 ? bandTop - 5 : y(band.lo) + 14}>
            {words.usual}
          </text>
        </>
      ) : null}
      {points.length > 1 ? <polyline class="line" points={points.map((p) => p.map((n) => n.toFixed(1)).join(",")).join(" ")} /> : null}
      {last ? <circle class="dot" cx={last[0]} cy={last[1]} r="4" /> : null}
      {at ? (
        <>
          {last ? <line class="jump" x1={last[0]} y1={last[1]} x2={at[0]} y2={at[1]} /> : null}
          <circle class="now" cx={at[0]} cy={at[1]} r="7" />
          <text class="mark" x={at[0] - 12} y={at[1] < 30 ? at[1] + 4 : at[1] - 10} text-anchor="end">
            {words.now}
          </text>
        </>
      ) : null}
      {children}
    </svg>
  );
}
