import { isTokenPakError, type TokenPakError } from "@tokenpak/core";
import type { ConnectorContext } from "../connector.ts";
import { exchange, type HttpResponse } from "./exchange.ts";
import { linkTarget } from "./link-target.ts";
import { outageDelay, type RetryDelay, retryDelay, serverNow, untilReset } from "./retry-delay.ts";
import { type HttpCredential, SourceFailures } from "./source-failure.ts";

/** Whom to ask, and how patiently. */
export interface HttpClientOptions {
  /** Whom the messages name, for example `GitHub`. */
  readonly name: string;
  /** What addresses are relative to; ends in `/`. Only its origin gets the credential. */
  readonly baseUrl: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Sent as `Authorization: Bearer`. */
  readonly credential?: HttpCredential | undefined;
  /** Milliseconds that all waits of this client may take together. Default 5 minutes. */
  readonly maxWaitMs?: number | undefined;
  /** Milliseconds without a byte after which a request is given up and tried again. Default 30 s. */
  readonly timeoutMs?: number | undefined;
}

/** What to ask for. */
export interface HttpRequest {
  readonly accept?: string | undefined;
  /** Of an earlier answer: where nothing changed, the answer is a 304 without a body. */
  readonly etag?: string | undefined;
  /** Most bytes of the answer. Default 32 MiB. */
  readonly maxBytes?: number | undefined;
  /** Statuses besides 2xx and 304 that are an answer here, not an error. */
  readonly statuses?: readonly number[] | undefined;
}

const DEFAULT_MAX_WAIT_MS = 5 * 60_000;
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_BYTES = 32 * 1024 * 1024;
const MOST_RETRIES = 5;
/** A server that never answered may not be there: whoever mistyped its name should not wait half a minute to be told. */
const MOST_FIRST_RETRIES = 2;

/**
 * Asks one server with GET, politely: waits when it says so, tries again after outages, and shows the credential to nobody else.
 * Lives as long as one sync. Every method throws `SOURCE_DENIED`, `SOURCE_NOT_FOUND`, `SOURCE_RATE_LIMITED` (which says until
 * when), `SOURCE_UNAVAILABLE`, `TEXT_TOO_LARGE` or `ABORTED`, without the credential in message or cause.
 */
export class HttpClient {
  readonly #context: Pick<ConnectorContext, "fetch" | "now" | "signal" | "sleep">;
  readonly #options: HttpClientOptions;
  readonly #failures: SourceFailures;
  readonly #authorization: Readonly<Record<string, string>>;
  #waitedMs = 0;
  #idleUntilMs = 0;
  #skewMs = 0;
  #hasAnswered = false;
  #stopped: TokenPakError | undefined;

  constructor(
    context: Pick<ConnectorContext, "fetch" | "now" | "signal" | "sleep">,
    options: HttpClientOptions,
  ) {
    this.#context = context;
    this.#options = options;
    this.#failures = new SourceFailures(options.name, options.credential);
    this.#authorization = this.#failures.authorization();
  }

  /** Milliseconds since 1970 by the server's clock, as its latest answer shows it; by ours before the first. */
  get serverTimeMs(): number {
    return this.#context.now() + this.#skewMs;
  }

  /** Why no request will be sent any more, once that is so: the limit is reached, or the credential is refused. */
  get stopped(): TokenPakError | undefined {
    return this.#stopped;
  }

  /** One answer; `address` is relative to the base. */
  async get(address: string | URL, request: HttpRequest = {}): Promise<HttpResponse> {
    const url = new URL(address, this.#options.baseUrl);
    for (let count = 0; ; count++) {
      await this.#untilAllowed();
      const outcome = await this.#attempt(url, request, count);
      if ("status" in outcome) return outcome;
      if (count >= (this.#hasAnswered ? MOST_RETRIES : MOST_FIRST_RETRIES))
        throw this.#giveUp(outcome);
      await this.#wait(outcome);
    }
  }

  /** The answer and those after it, along `Link: rel="next"` on the same origin. */
  async *pages(address: string | URL, request: HttpRequest = {}): AsyncGenerator<HttpResponse> {
    const { etag: _, ...others } = request;
    const seen = new Set<string>();
    let url: URL | undefined = new URL(address, this.#options.baseUrl);
    while (url !== undefined) {
      if (seen.has(url.href)) throw this.#failures.circle(url);
      // The tag is the first page's alone.
      const response: HttpResponse = await this.get(url, seen.size === 0 ? request : others);
      seen.add(url.href);
      yield response;
      const from = response.url;
      url = linkTarget(response.headers.get("link"), { relation: "next", from });
      // Who wrote the header must not choose who is asked next.
      if (url !== undefined && url.origin !== from.origin) throw this.#failures.foreignPage(from);
    }
  }

  async #untilAllowed(): Promise<void> {
    if (this.#stopped !== undefined) throw this.#stopped;
    this.#throwIfAborted();
    const delayMs = this.#idleUntilMs - this.#context.now();
    if (delayMs > 0) {
      await this.#wait({ kind: "limit", delayMs, failure: this.#rateLimited(delayMs) });
    }
  }

  /** The answer, or how long to wait before the next try. */
  async #attempt(url: URL, request: HttpRequest, attempt: number): Promise<HttpResponse | Retry> {
    let response: HttpResponse;
    try {
      response = await this.#send(url, request);
    } catch (error) {
      this.#throwIfAborted();
      if (isTokenPakError(error)) throw error;
      const failure = this.#failures.unreachable(url, error);
      return { kind: "outage", delayMs: outageDelay(attempt), failure };
    }
    this.#hasAnswered = true;
    const nowMs = this.#context.now();
    this.#skewMs = serverNow(response.headers, nowMs) - nowMs;
    if (isAnswer(response, request)) {
      const limitMs = untilReset(response.headers, nowMs);
      if (limitMs !== undefined) this.#idleUntilMs = nowMs + limitMs;
      return response;
    }
    const { status, headers } = response;
    const message = this.#failures.messageOf(response);
    const failure = this.#failures.refused(url, { status, message });
    const delay = retryDelay({ status, headers, message, attempt, nowMs });
    if (delay !== undefined) return { ...delay, failure };
    // A credential that is refused once is refused always.
    if (status === 401) this.#stopped = failure;
    throw failure;
  }

  #send(url: URL, request: HttpRequest): Promise<HttpResponse> {
    const { accept, etag, maxBytes = DEFAULT_MAX_BYTES } = request;
    const { baseUrl, headers, timeoutMs = DEFAULT_TIMEOUT_MS } = this.#options;
    return exchange(this.#context.fetch, {
      url,
      headers: {
        ...headers,
        ...(accept === undefined ? {} : { accept }),
        ...(etag === undefined ? {} : { "if-none-match": etag }),
      },
      credentials: { origin: new URL(baseUrl).origin, headers: this.#authorization },
      maxBytes,
      timeoutMs,
      signal: this.#context.signal,
    });
  }

  async #wait(retry: Retry): Promise<void> {
    const { maxWaitMs = DEFAULT_MAX_WAIT_MS } = this.#options;
    if (this.#waitedMs + retry.delayMs > maxWaitMs) throw this.#giveUp(retry);
    this.#waitedMs += retry.delayMs;
    try {
      await this.#context.sleep(retry.delayMs);
    } finally {
      this.#throwIfAborted();
    }
  }

  #giveUp({ kind, delayMs, failure }: Retry): TokenPakError {
    if (kind === "outage") return failure;
    this.#stopped = this.#rateLimited(delayMs);
    return this.#stopped;
  }

  #rateLimited(delayMs: number): TokenPakError {
    return this.#failures.rateLimited(this.serverTimeMs + delayMs);
  }

  #throwIfAborted(): void {
    const { aborted, reason } = this.#context.signal;
    if (aborted) throw this.#failures.aborted(reason);
  }
}

interface Retry extends RetryDelay {
  /** What to say where it is not tried again. */
  readonly failure: TokenPakError;
}

function isAnswer({ status }: HttpResponse, { etag, statuses }: HttpRequest): boolean {
  if (status === 304) return etag !== undefined;
  return (status >= 200 && status < 300) || (statuses?.includes(status) ?? false);
}
