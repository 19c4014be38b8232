/** Two years of one register: the usual band, the line, the doubtful point, and the figures of the month one points at. */
import type { JSX, RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { quantity } from "../frame/quantity.ts";
import { t } from "../frame/words.ts";
import { changeText, compare } from "./comparison.ts";
import { type Box, draw, type Month, nearest } from "./geometry.ts";

const PLACE: Omit<Box, "width"> = { height: 180, left: 48, right: 34, top: 16, bottom: 22 };

/** The width in which it is drawn follows the page, so that letters and lines keep their size. */
function useWidth(): [width: number, box: RefObject<HTMLElement | null>] {
  const box = useRef<HTMLElement>(null);
  const [width, setWidth] = useState(640);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const watcher = new ResizeObserver(() => setWidth(Math.max(280, Math.round(element.clientWidth))));
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return [width, box];
}

export interface HistoryChartProps {
  /** Gapless, oldest first; with `now` the last month is the doubtful one. */
  months: readonly Month[];
  now?: number | null;
  /** What it would be under the likeliest explanation. */
  candidate?: number | null;
  /** The candidate was read, not guessed. */
  certain?: boolean;
  unit: string;
  label: string;
}

/** 875.7 → "876", 23.96 → "24", −242 → "−242". */
export const figure = (value: number): string =>
  quantity((Math.abs(value) >= 100 ? Math.round(value) : Math.round(value * 10) / 10).toString());

function Figures({
  month,
  value,
  months,
  unit,
}: {
  month: Month;
  value: number | null;
  months: readonly Month[];
  unit: string;
}): JSX.Element {
  const change = value === null ? null : compare(months, month.period, value);
  return (
    <span class="small">
      <b class="num">{month.period}</b> <span class="num">{value === null ? t("chart.unknown") : `${figure(value)} ${unit}`}</span>
      {month.estimated ? <span class="muted"> {t("chart.estimated")}</span> : null}
      {month.lo !== null && month.hi !== null ? (
        <span class="muted num">
          {" "}
          {t("chart.usual")} {figure(month.lo)}–{figure(month.hi)}
        </span>
      ) : null}
      {change?.monthOnMonth != null ? (
        <span class="muted">
          {"  "}
          {t("chart.month_on_month")} {changeText(change.monthOnMonth)}
        </span>
      ) : null}
      {change?.yearOnYear != null ? (
        <span class="muted">
          {"  "}
          {t("chart.year_on_year")} {changeText(change.yearOnYear)}
        </span>
      ) : null}
    </span>
  );
}

export function HistoryChart({ months, now = null, candidate = null, certain = false, unit, label }: HistoryChartProps): JSX.Element {
  const [width, figureBox] = useWidth();
  const box = useMemo(() => ({ ...PLACE, width }), [width]);
  const drawn = useMemo(() => draw(months, now, candidate, box), [months, now, candidate, box]);
  const last = months.length - 1;
  const [over, setOver] = useState<number | null>(null);
  const at = Math.min(over ?? last, last);
  const month = months[at];
  const valueAt = at === last && now !== null ? now : (month?.value ?? null);
  const point = (event: MouseEvent & { currentTarget: SVGSVGElement }): void => {
    const place = event.currentTarget.getBoundingClientRect();
    setOver(nearest(drawn.columns, ((event.clientX - place.left) / place.width) * box.width));
  };
  const end = drawn.dots.at(-1);
  return (
    <figure class="history" ref={figureBox}>
      <figcaption class="row">
        <h2>
          {label} <span class="muted small">{t("chart.months", { n: months.length })}</span>
        </h2>
        <span aria-live="polite">{month ? <Figures month={month} value={valueAt} months={months} unit={unit} /> : null}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${box.width} ${box.height}`}
        role="img"
        aria-label={t("chart.how")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move through the months, as the pointer does
        tabIndex={0}
        onMouseMove={point}
        onMouseLeave={() => setOver(null)}
        onKeyDown={(event) => {
          const step = event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0;
          if (!step) return;
          event.preventDefault();
          setOver(Math.min(Math.max(at + step, 0), last));
        }}
      >
        {drawn.ticks.map((tick) => (
          <g key={tick.value} class="tick">
            <line x1={box.left} x2={box.width - box.right} y1={tick.y} y2={tick.y} />
            <text x={box.left - 8} y={tick.y + 4} text-anchor="end">
              {figure(tick.value)}
            </text>
          </g>
        ))}
        {drawn.years.map((year) => (
          <text key={year.label} class="year" x={year.x} y={box.height - 4} text-anchor="middle">
            {year.label}
          </text>
        ))}
        {drawn.bands.map((path) => (
          <path key={path} d={path} class="band" />
        ))}
        {over !== null ? (
          <line class="cursor" x1={drawn.columns[at]} x2={drawn.columns[at]} y1={box.top} y2={box.height - box.bottom} />
        ) : null}
        {drawn.lines.map((path) => (
          <path key={path} d={path} class="line" />
        ))}
        {drawn.dots.map((dot) => (
          <circle
            key={dot.index}
            cx={dot.x}
            cy={dot.y}
            r={dot.index === over ? 5 : dot.estimated ? 3.5 : 2.2}
            class={dot.estimated ? "dot estimated" : "dot"}
          />
        ))}
        {drawn.now ? (
          <g class="now">
            {end ? <line x1={end.x} y1={end.y} x2={drawn.now.x} y2={drawn.now.y} /> : null}
            <circle cx={drawn.now.x} cy={drawn.now.y} r="7" />
            <text x={drawn.now.x - 12} y={drawn.now.y + (drawn.now.y < 28 ? 6 : -8)} text-anchor="end">
              {drawn.now.beyond === "above" ? "↑ " : drawn.now.beyond === "below" ? "↓ " : ""}
              {figure(drawn.now.value)}
            </text>
          </g>
        ) : null}
        {drawn.candidate ? (
          <g class="candidate">
            <circle cx={drawn.candidate.x} cy={drawn.candidate.y} r="6" />
            <text
              x={drawn.candidate.x}
              y={drawn.candidate.y + (drawn.now && drawn.candidate.y <= drawn.now.y ? -12 : 22)}
              text-anchor="middle"
            >
              {figure(drawn.candidate.value)}
              {certain ? "" : "?"}
            </text>
          </g>
        ) : null}
      </svg>
    </figure>
  );
}
