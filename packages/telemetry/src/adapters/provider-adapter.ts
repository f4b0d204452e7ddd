import type { CanonicalUsage } from "@tokenpak/core";
import type { CanonicalRequest } from "../canonical/canonical-request.ts";
import type {
  CanonicalResponse,
  FinishReason,
  ResponseError,
} from "../canonical/canonical-response.ts";

/** What is known of a body beside itself. */
export interface WireHints {
  /** Path of the request, with or without its query: `/v1/messages?beta=true`. */
  readonly path?: string | undefined;
  /** Of the request or of the response; names in lower case. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  /** Host that the request goes to. */
  readonly host?: string | undefined;
}

/** Reads one wire format. Every method takes whatever came, parsed JSON of any shape, and throws for none of it. */
export interface ProviderAdapter {
  /** Of the format, unique in a registry: `anthropic-messages`, `openai-chat`, `openai-responses`, `gemini`, ... */
  readonly name: string;
  /** Who bills it: `anthropic`, `openai`, `google`, ...; a compatible server is `unknown` unless its host says. */
  readonly provider: string;
  /**
   * How surely `raw`, a request or a response, is of this format, from 0 to 1; below 0.5 it abstains. The path decides where there is
   * one.
   */
  detect(raw: unknown, hints?: WireHints): number;
  toCanonicalRequest(raw: unknown, hints?: WireHints): CanonicalRequest;
  toCanonicalResponse(raw: unknown, hints?: WireHints): CanonicalResponse;
  /** Usage of a whole response; `UNKNOWN_USAGE` where it says nothing. Absurd counts (negative, fractional, text) are not believed. */
  extractUsage(raw: unknown, hints?: WireHints): CanonicalUsage;
  /** Reads the usage of a streamed response. */
  usageStream(hints?: WireHints): UsageStream;
}

/** One event of a stream of server-sent events. */
export interface WireEvent {
  /** Its `event:` field, where it has one. */
  readonly event?: string | undefined;
  readonly data: string;
}

/** Takes the events of one stream in order; memory does not grow with their number. */
export interface UsageStream {
  /** Takes an event; one that cannot be understood is passed over. */
  write(event: WireEvent): void;
  /**
   * What is known so far. Before the format's own end (`message_stop`, the terminal event, the last usage chunk) the usage is `partial`
   * and its confidence `low`.
   */
  result(): StreamedUsage;
}

/** What a stream said of itself. */
export interface StreamedUsage {
  readonly usage: CanonicalUsage;
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  readonly finishReason: FinishReason;
  readonly rawFinishReason?: string | undefined;
  /** An error in mid-stream. */
  readonly error?: ResponseError | undefined;
  /** The format's own end was seen. */
  readonly complete: boolean;
}
