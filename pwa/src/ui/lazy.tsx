/** A screen that is loaded when it is first shown. With everything precached this takes milliseconds, also without a network. */
import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Loading } from "./parts.tsx";

export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): { (props: P): JSX.Element; preload: () => void } {
  let found: ComponentType<P> | null = null;
  let loading: Promise<void> | null = null;
  const start = (): Promise<void> => {
    loading ??= load().then(
      (component) => {
        found = component;
      },
      (error: unknown) => {
        loading = null;
        throw error;
      },
    );
    return loading;
  };
  function Lazy(props: P): JSX.Element {
    const [, redraw] = useState(0);
    useEffect(() => {
      if (!found) void start().then(() => redraw((n) => n + 1));
    }, []);
    if (!found) return <Loading />;
    const Found = found;
    return <Found {...props} />;
  }
  Lazy.preload = (): void => {
    void start().catch(() => {});
  };
  return Lazy;
}
