/**
 * Asking and acting, with honest states: what is shown is what the server last answered; while it is asked again the old answer stays
 * (marked as loading), and an answer to an older question never replaces a newer one.
 */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";

export interface Asked<T> {
  readonly data: T | undefined;
  /** What came instead of an answer; the last good answer stays in `data`. */
  readonly error: unknown;
  readonly loading: boolean;
  /** When the shown answer came, epoch ms. */
  readonly at: number | null;
  again(): Promise<void>;
}

interface State<T> {
  key: string | null;
  data: T | undefined;
  error: unknown;
  loading: boolean;
  at: number | null;
}

/**
 * Asks when `key` changes (null: don't ask), and every `every` milliseconds while the page is visible.
 * An answer for another key is never shown: other people's figures under this heading would be a lie.
 */
export function useAsk<T>(key: string | null, ask: (signal: AbortSignal) => Promise<T>, every = 0): Asked<T> {
  const [state, setState] = useState<State<T>>({ key, data: undefined, error: null, loading: key !== null, at: null });
  const latest = useRef(ask);
  latest.current = ask;
  const running = useRef<AbortController | null>(null);

  const again = useCallback(async (): Promise<void> => {
    if (key === null) return;
    running.current?.abort();
    const control = new AbortController();
    running.current = control;
    setState((old) => (old.key === key ? { ...old, loading: true } : { key, data: undefined, error: null, loading: true, at: null }));
    try {
      const data = await latest.current(control.signal);
      if (running.current === control) setState({ key, data, error: null, loading: false, at: Date.now() });
    } catch (error) {
      if (running.current === control) setState((old) => ({ ...old, error, loading: false }));
    }
  }, [key]);

  useEffect(() => {
    void again();
    return () => {
      running.current?.abort();
      running.current = null;
    };
  }, [again, key]);

  useEffect(() => {
    if (!every || key === null) return;
    const look = (): void => {
      if (document.visibilityState === "visible") void again();
    };
    const timer = setInterval(look, every);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [again, every, key]);

  const mine = state.key === key;
  return {
    data: mine ? state.data : undefined,
    error: mine ? state.error : null,
    loading: key !== null && (!mine || state.loading),
    at: mine ? state.at : null,
    again,
  };
}

export interface Act<A extends readonly unknown[], T> {
  readonly busy: boolean;
  readonly error: unknown;
  /** Resolves with the answer, or undefined when it failed (then `error` says why) or one was already under way. */
  run(...args: A): Promise<T | undefined>;
  clear(): void;
}

/** One deed at a time: a second press while the first is under way does nothing. */
export function useAct<A extends readonly unknown[], T>(act: (...args: A) => Promise<T>): Act<A, T> {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const under = useRef(false);
  const mounted = useRef(true);
  useEffect(() => {
    mounted.current = true;
    return () => {
      mounted.current = false;
    };
  }, []);
  const run = async (...args: A): Promise<T | undefined> => {
    if (under.current) return undefined;
    under.current = true;
    setBusy(true);
    setError(null);
    try {
      return await act(...args);
    } catch (why) {
      if (mounted.current) setError(why);
      return undefined;
    } finally {
      under.current = false;
      if (mounted.current) setBusy(false);
    }
  };
  return { busy, error, run, clear: () => setError(null) };
}
