import { TokenPakError } from "@tokenpak/core";

/** One request, and what it may cost. */
export interface ExchangeRequest {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Headers that only this origin gets, whatever redirects say. */
  readonly credentials: {
    readonly origin: string;
    readonly headers: Readonly<Record<string, string>>;
  };
  /** Most bytes of the body, decoded. More is `TEXT_TOO_LARGE`, and the rest is not read. */
  readonly maxBytes: number;
  /** Most milliseconds without a byte. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What came back. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  /** Where it came from, after redirects. */
  readonly url: URL;
  readonly bytes: Buffer;
}

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const MOST_REDIRECTS = 5;

/**
 * Sends one GET and reads the whole answer, over redirects. A redirect to another origin is followed without the credentials, one
 * from https to http not at all. Throws what `fetch` throws, a `DOMException` named `TimeoutError`, `TEXT_TOO_LARGE`, or
 * `SOURCE_UNAVAILABLE` for redirects that lead nowhere.
 */
export async function exchange(
  fetch: typeof globalThis.fetch,
  request: ExchangeRequest,
): Promise<HttpResponse> {
  const timer = idleTimer(request.timeoutMs);
  const signal = AbortSignal.any([request.signal, timer.signal]);
  try {
    let url = request.url;
    for (let hops = 0; hops <= MOST_REDIRECTS; hops++) {
      const headers = headersFor(url, request);
      const response = await fetch(url, { headers, redirect: "manual", signal });
      timer.restart();
      const target = redirectOf(response, { url, asked: request.url });
      if (target === undefined) {
        const bytes = await readBody(response, { request, restart: timer.restart });
        return { status: response.status, headers: response.headers, url, bytes };
      }
      await response.body?.cancel();
      url = target;
    }
  } finally {
    timer.stop();
  }
  throw new TokenPakError(
    "SOURCE_UNAVAILABLE",
    `${request.url.href} redirects more than ${MOST_REDIRECTS} times. Check the address.`,
  );
}

function headersFor(url: URL, request: ExchangeRequest): Record<string, string> {
  const { origin, headers } = request.credentials;
  return url.origin === origin ? { ...request.headers, ...headers } : { ...request.headers };
}

/** Messages name what was asked for: a redirect may hold anything, even the credential. */
function redirectOf(response: Response, from: { url: URL; asked: URL }): URL | undefined {
  const location = response.headers.get("location");
  if (location === null || !REDIRECTS.has(response.status)) return undefined;
  const { url, asked } = from;
  const target = URL.canParse(location, url.href) ? new URL(location, url.href) : undefined;
  if (target?.protocol === "https:" || target?.protocol === url.protocol) return target;
  throw new TokenPakError(
    "SOURCE_UNAVAILABLE",
    `${asked.href} redirects to an address that is not followed. Check the address.`,
  );
}

interface Reading {
  readonly request: ExchangeRequest;
  readonly restart: () => void;
}

async function readBody(response: Response, { request, restart }: Reading): Promise<Buffer> {
  const declared = Number(response.headers.get("content-length") ?? 0);
  if (declared > request.maxBytes) {
    await response.body?.cancel();
    throw tooLarge(request);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop by a throw cancels the stream, so that the rest is not read.
  for await (const chunk of response.body ?? []) {
    restart();
    size += chunk.byteLength;
    if (size > request.maxBytes) throw tooLarge(request);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function tooLarge({ url, maxBytes }: ExchangeRequest): TokenPakError {
  return new TokenPakError(
    "TEXT_TOO_LARGE",
    `The answer of ${url.href} is over ${maxBytes} bytes. Raise the limit of document sizes to read it.`,
  );
}

interface IdleTimer {
  readonly signal: AbortSignal;
  readonly restart: () => void;
  readonly stop: () => void;
}

/** Aborts its signal when nobody restarts it for so long. */
function idleTimer(milliseconds: number): IdleTimer {
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort(new DOMException(`No byte for ${milliseconds} ms.`, "TimeoutError"));
  }, milliseconds);
  return {
    signal: controller.signal,
    restart: () => void timer.refresh(),
    stop: () => clearTimeout(timer),
  };
}
