/**
 * The one door to the server: JSON over fetch under /api/v1, problems as RFC 9457.
 * Three things can come back: an answer, a Problem (the server said no and why), or Unreachable (no answer came: nothing is known).
 */
import { language } from "../i18n/texts.ts";

export const BASE = "/api/v1";

export interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly what_to_do?: string;
  readonly field?: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

export class Problem extends Error {
  override readonly name = "Problem";
  constructor(
    readonly body: ProblemBody,
    /** Seconds the server asks to wait, when it does. */
    readonly retryAfter: number | null = null,
  ) {
    super(body.title);
  }
}

/** No answer: no network, server down, or it took longer than we wait. The request may or may not have been carried out. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
  constructor(readonly timedOut: boolean) {
    super(timedOut ? "no answer in time" : "no connection");
  }
}

export interface Options {
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Milliseconds; 30 s unless told. */
  readonly timeout?: number;
}

export function address(path: string, query: Options["query"] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== null && value !== undefined) search.set(name, String(value));
  const text = search.toString();
  return `${BASE}${path}${text ? `?${text}` : ""}`;
}

/** The problem in a refused answer, also when something between us and the server answered in its place. */
export async function problemOf(response: Response): Promise<Problem> {
  const wait = Number(response.headers.get("Retry-After"));
  let body: Partial<ProblemBody> = {};
  try {
    if ((response.headers.get("Content-Type") ?? "").includes("json")) body = (await response.json()) as Partial<ProblemBody>;
  } catch {
    // A proxy's page instead of the server's problem: the status alone must do.
  }
  const code = body.code ?? (response.status === 413 ? "too_large" : response.status === 401 ? "signed_out" : "unknown");
  return new Problem(
    { ...body, status: response.status, code, title: body.title ?? `HTTP ${response.status}` },
    Number.isFinite(wait) && wait > 0 ? wait : null,
  );
}

/** fetch with our manners: a deadline, same-origin cookies, the header that proves the request is our own page's. */
export async function send(method: string, url: string, body: BodyInit | null, options: Options = {}): Promise<Response> {
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort("timeout"), options.timeout ?? 30_000);
  const stop = (): void => deadline.abort("stopped");
  options.signal?.addEventListener("abort", stop);
  try {
    return await fetch(url, {
      method,
      body,
      headers: { Accept: "application/json", "Accept-Language": language.value, "X-MeterRound": "1", ...options.headers },
      credentials: "same-origin",
      cache: "no-store",
      signal: deadline.signal,
    });
  } catch {
    throw new Unreachable(deadline.signal.reason === "timeout");
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", stop);
  }
}

/** One JSON request. Throws Problem or Unreachable. */
export async function call<T>(method: "GET" | "POST" | "PUT" | "DELETE" | "PATCH", path: string, options: Options = {}): Promise<T> {
  const form = typeof FormData !== "undefined" && options.body instanceof FormData;
  const json = options.body !== undefined && !form;
  const response = await send(
    method,
    address(path, options.query),
    form ? (options.body as FormData) : json ? JSON.stringify(options.body) : null,
    {
      ...options,
      headers: { ...(json ? { "Content-Type": "application/json" } : {}), ...options.headers },
    },
  );
  if (!response.ok) throw await problemOf(response);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch {
    throw new Unreachable(false);
  }
}
