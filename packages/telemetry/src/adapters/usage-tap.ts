import { UNKNOWN_USAGE } from "@tokenpak/core";
import type { ProviderAdapter, StreamedUsage, WireHints } from "./provider-adapter.ts";
import { AwsEventSplitter } from "./tap/aws-event-splitter.ts";
import type { EventSink, EventSplitter } from "./tap/event-splitter.ts";
import { GrowingBytes } from "./tap/growing-bytes.ts";
import { JsonArraySplitter } from "./tap/json-array-splitter.ts";
import { SseSplitter } from "./tap/sse-splitter.ts";
import { parseJson } from "./wire/parse-json.ts";
import { unfinishedUsage } from "./wire/reported-usage.ts";

/** What is known of the response, and how much of it may be held. */
export interface UsageTapOptions extends WireHints {
  /** Longest JSON body in bytes, and longest event in characters. Default 16 MiB. */
  readonly mostBytes?: number | undefined;
}

/** Reads the usage of one response from its bytes as they pass by. */
export interface UsageTap {
  /** Takes the next bytes of the body, or of its text, cut anywhere. Not to be called with what is still compressed. Never throws. */
  write(chunk: Uint8Array | string): void;
  /** The body has ended, well or not: what it said of itself. What is written from now on is passed over. Never throws. */
  result(): StreamedUsage;
}

/**
 * Reads a response through an adapter, whatever its chunks: server-sent events, a JSON array of events, the binary events of Amazon
 * Bedrock, or one JSON object; the first byte tells. Memory is bounded: of a stream it holds one event, of an object the whole. Where more would be needed, what is too
 * long is left out, and the usage is partial and of low confidence: unknown, if it was in that.
 */
export function createUsageTap(adapter: ProviderAdapter, options: UsageTapOptions = {}): UsageTap {
  const { mostBytes = MOST_BYTES, ...hints } = options;
  let body: Body | undefined;
  let highSurrogate = "";
  let result: StreamedUsage | undefined;
  const bytesOf = (chunk: Uint8Array | string): Uint8Array => {
    if (typeof chunk !== "string") return chunk;
    const text = highSurrogate + chunk;
    highSurrogate = /[\ud800-\udbff]$/.test(text) ? text.slice(-1) : "";
    return Buffer.from(highSurrogate === "" ? text : text.slice(0, -1), "utf8");
  };
  return {
    write(chunk) {
      if (result !== undefined) return;
      const bytes = bytesOf(chunk);
      const first = body === undefined ? bytes.findIndex((byte) => !BLANK.has(byte)) : 0;
      if (first < 0) return;
      body ??= bodyOf(bytes[first], { adapter, hints, mostBytes });
      body.write(bytes.subarray(first));
    },
    result() {
      result ??= body?.end() ?? NOTHING_KNOWN;
      body = undefined;
      return result;
    },
  };
}

const MOST_BYTES = 16 * 1024 * 1024;

const NOTHING_KNOWN: StreamedUsage = {
  usage: unfinishedUsage(UNKNOWN_USAGE),
  finishReason: "unknown",
  complete: false,
};

interface Tapped {
  readonly adapter: ProviderAdapter;
  readonly hints: WireHints;
  readonly mostBytes: number;
}

interface Body {
  write(bytes: Uint8Array): void;
  end(): StreamedUsage;
}

/** White space, and the bytes of a byte order mark. */
const BLANK: ReadonlySet<number> = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);

function bodyOf(first: number | undefined, tapped: Tapped): Body {
  if (first === 0x7b) return new WholeBody(tapped);
  if (first === 0x00) return new EventBody(tapped, AwsEventSplitter);
  return new EventBody(tapped, first === 0x5b ? JsonArraySplitter : SseSplitter);
}

class WholeBody implements Body {
  readonly #tapped: Tapped;
  readonly #bytes: GrowingBytes;

  constructor(tapped: Tapped) {
    this.#tapped = tapped;
    this.#bytes = new GrowingBytes(tapped.mostBytes);
  }

  write(bytes: Uint8Array): void {
    this.#bytes.append(bytes);
  }

  end(): StreamedUsage {
    const { adapter, hints } = this.#tapped;
    const raw = parseJson(this.#bytes.text() ?? "");
    if (raw === undefined) return NOTHING_KNOWN;
    return unlessItThrows(() => {
      const { usage, id, model, finishReason, rawFinishReason, error } =
        adapter.toCanonicalResponse(raw, hints);
      return { usage, id, model, finishReason, rawFinishReason, error, complete: true };
    }, NOTHING_KNOWN);
  }
}

/** Chunks below this many bytes are gathered: streams come in small ones, and each costs as much as a large one. */
const GATHERED = 4_096;

class EventBody implements Body {
  readonly #stream: ReturnType<ProviderAdapter["usageStream"]> | undefined;
  readonly #splitter: EventSplitter;
  readonly #gathered = Buffer.allocUnsafe(GATHERED);
  #size = 0;
  #lost = false;

  constructor(
    { adapter, hints, mostBytes }: Tapped,
    Splitter: new (sink: EventSink) => EventSplitter,
  ) {
    const stream = unlessItThrows(() => adapter.usageStream(hints), undefined);
    this.#stream = stream;
    this.#splitter = new Splitter({
      mostCharacters: mostBytes,
      onLoss: () => {
        this.#lost = true;
      },
      onEvent: (event) => {
        const isRead = unlessItThrows(() => stream?.write(event) ?? true, false);
        if (!isRead) this.#lost = true;
      },
    });
  }

  write(bytes: Uint8Array): void {
    if (this.#size + bytes.length > GATHERED) this.#flush();
    if (bytes.length > GATHERED) this.#splitter.write(bytes);
    else {
      this.#gathered.set(bytes, this.#size);
      this.#size += bytes.length;
    }
  }

  end(): StreamedUsage {
    this.#flush();
    this.#splitter.end();
    const stream = this.#stream;
    const known = unlessItThrows(() => stream?.result(), undefined) ?? NOTHING_KNOWN;
    return this.#lost ? { ...known, usage: unfinishedUsage(known.usage) } : known;
  }

  #flush(): void {
    this.#splitter.write(this.#gathered.subarray(0, this.#size));
    this.#size = 0;
  }
}

/** An adapter from outside may break its word; a response must pass all the same. */
function unlessItThrows<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
