/** An answer that may be a passing trouble. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  /** The body as text, where it may say that it is about a rate limit. */
  readonly message: string;
  /** How often it was tried before, from 0. */
  readonly attempt: number;
  /** Milliseconds since 1970 by our clock; the server's own, where it sends one, counts instead. */
  readonly nowMs: number;
}

/** How long to wait before the next try. */
export interface RetryDelay {
  readonly kind: "limit" | "outage";
  readonly delayMs: number;
}

const FIRST_OUTAGE_MS = 1000;
const LONGEST_OUTAGE_MS = 60_000;
/** What GitHub asks for where a secondary limit names no time (https://docs.github.com/rest, best practices). */
const FIRST_LIMIT_MS = 60_000;
const OUTAGES = new Set([502, 503, 504]);

/**
 * How long to wait before a request is tried again, or `undefined` where trying again does not help: 429 and 403 wait for what
 * `Retry-After` or `X-RateLimit-Reset` say, or from a minute on twice as long each time; 502, 503 and 504 from a second on.
 */
export function retryDelay(refusal: Refusal): RetryDelay | undefined {
  const { status, headers, attempt } = refusal;
  if (OUTAGES.has(status)) {
    return { kind: "outage", delayMs: retryAfter(refusal) ?? outageDelay(attempt) };
  }
  if (status !== 429 && status !== 403) return undefined;
  const delayMs = retryAfter(refusal) ?? untilReset(headers, refusal.nowMs);
  if (delayMs !== undefined) return { kind: "limit", delayMs };
  const isLimit = status === 429 || /rate limit|abuse detection/i.test(refusal.message);
  return isLimit ? { kind: "limit", delayMs: FIRST_LIMIT_MS * 2 ** attempt } : undefined;
}

/** Milliseconds before try number `attempt` + 1 after an outage: 1 s, 2 s, 4 s, at most a minute. No jitter: tests and logs repeat. */
export function outageDelay(attempt: number): number {
  return Math.min(FIRST_OUTAGE_MS * 2 ** attempt, LONGEST_OUTAGE_MS);
}

/** Milliseconds until requests count again, where `X-RateLimit-Remaining` says that none is left. */
export function untilReset(headers: Headers, nowMs: number): number | undefined {
  if (headers.get("x-ratelimit-remaining") !== "0") return undefined;
  const reset = wholeSeconds(headers.get("x-ratelimit-reset"));
  if (reset === undefined) return undefined;
  // The reset is a whole second that has to be over.
  return Math.max(reset * 1000 - serverNow(headers, nowMs), 0) + 1000;
}

/** Milliseconds since 1970 by the server's clock, where its answer has one; else ours. */
export function serverNow(headers: Headers, nowMs: number): number {
  const date = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(date) ? nowMs : date;
}

/** `Retry-After`: seconds, or an HTTP date. */
function retryAfter({ headers, nowMs }: Refusal): number | undefined {
  const value = headers.get("retry-after");
  if (value === null) return undefined;
  const seconds = wholeSeconds(value);
  if (seconds !== undefined) return seconds * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(date - serverNow(headers, nowMs), 0);
}

function wholeSeconds(value: string | null): number | undefined {
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}
