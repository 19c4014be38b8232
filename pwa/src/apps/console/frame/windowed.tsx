/** A long list of rows of one height: only those in sight are in the page. */
import type { ComponentChildren, JSX } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";

export interface Shown {
  first: number;
  /** Not included. */
  last: number;
}

/** Which rows stand in sight, with some before and after so that a fast wheel shows no gaps. */
export function rowsInSight(count: number, rowHeight: number, scrollTop: number, height: number, spare = 8): Shown {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - spare);
  const last = Math.min(count, Math.ceil((scrollTop + height) / rowHeight) + spare);
  return { first: Math.min(first, Math.max(0, count - 1)), last: Math.max(last, 0) };
}

export function Windowed<T>({
  items,
  rowHeight,
  label,
  children,
  class: extra,
}: {
  items: readonly T[];
  rowHeight: number;
  label: string;
  children: (item: T, index: number) => ComponentChildren;
  class?: string;
}): JSX.Element {
  const box = useRef<HTMLElement>(null);
  const [place, setPlace] = useState({ top: 0, height: 800 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const look = (): void => setPlace({ top: element.scrollTop, height: element.clientHeight });
    const watcher = new ResizeObserver(look);
    watcher.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    look();
    return () => {
      watcher.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  const { first, last } = rowsInSight(items.length, rowHeight, place.top, place.height);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section ref={box} class={`windowed ${extra ?? ""}`} aria-label={label} tabIndex={0}>
      <ul>
        <li aria-hidden="true" style={{ height: `${first * rowHeight}px` }} />
        {items.slice(first, last).map((item, index) => (
          <li
            key={first + index}
            aria-setsize={items.length}
            aria-posinset={first + index + 1}
            class="windowed-row"
            style={{ height: `${rowHeight}px` }}
          >
            {children(item, first + index)}
          </li>
        ))}
        <li aria-hidden="true" style={{ height: `${Math.max(0, items.length - last) * rowHeight}px` }} />
      </ul>
    </section>
  );
}
