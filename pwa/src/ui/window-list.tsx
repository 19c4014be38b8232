/** A long list of which only what can be seen is drawn. Each item knows its height, so that headings and rows may differ. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

export interface WindowListProps<T> {
  readonly items: readonly T[];
  readonly height: (item: T) => number;
  readonly keyOf: (item: T) => string;
  readonly draw: (item: T) => ComponentChildren;
  readonly label: string;
  /** Where the list was scrolled to, kept by the caller over visits to other screens. */
  readonly scroll: { current: number };
  /** Key of an item to bring into view when the list is shown first. */
  readonly reveal?: string | null;
}

const BEYOND = 400;

export function WindowList<T>({ items, height, keyOf, draw, label, scroll, reveal }: WindowListProps<T>): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: scroll.current, height: 800 });
  const tops: number[] = [];
  let total = 0;
  for (const item of items) {
    tops.push(total);
    total += height(item);
  }

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const at = reveal ? items.findIndex((item) => keyOf(item) === reveal) : -1;
    const wanted = at >= 0 ? Math.max(0, (tops[at] ?? 0) - element.clientHeight / 3) : scroll.current;
    element.scrollTop = wanted;
    setView({ top: element.scrollTop, height: element.clientHeight });
  }, []);

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const first = Math.max(0, lowerBound(tops, view.top - BEYOND) - 1);
  const shown: JSX.Element[] = [];
  for (let i = first; i < items.length; i += 1) {
    const item = items[i] as T;
    const top = tops[i] ?? 0;
    if (top > view.top + view.height + BEYOND) break;
    shown.push(
      <li
        key={keyOf(item)}
        class="window-item"
        aria-setsize={items.length}
        aria-posinset={i + 1}
        style={{ top: `${top}px`, height: `${height(item)}px` }}
      >
        {draw(item)}
      </li>,
    );
  }
  return (
    <div
      ref={box}
      class="window"
      onScroll={(event) => {
        const { scrollTop, clientHeight } = event.currentTarget;
        scroll.current = scrollTop;
        setView({ top: scrollTop, height: clientHeight });
      }}
    >
      <ul aria-label={label} class="window-all" style={{ height: `${total}px` }}>
        {shown}
      </ul>
    </div>
  );
}

/** Index of the first value not below `wanted`. */
function lowerBound(sorted: readonly number[], wanted: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
