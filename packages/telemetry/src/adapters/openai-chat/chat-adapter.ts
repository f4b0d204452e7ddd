import { type CanonicalUsage, UNKNOWN_USAGE } from "@tokenpak/core";
import type { ProviderAdapter, WireHints } from "../provider-adapter.ts";
import { type Fields, fieldsOf } from "../wire/fields.ts";
import { chatRequest } from "./chat-request.ts";
import { chatResponse } from "./chat-response.ts";
import { chatUsageStream } from "./chat-usage-stream.ts";

/** What tells one adapter of Chat Completions from another. */
export interface ChatDialect {
  readonly name: string;
  readonly provider: string;
  detect(raw: unknown, hints?: WireHints): number;
  /** Who bills a request. */
  providerOf(hints?: WireHints): string;
  /** Usage of a response or of a chunk; `undefined` where it states none. */
  usageOf(body: Fields, provider: string): CanonicalUsage | undefined;
}

/** An adapter of Chat Completions, in one dialect. */
export function chatAdapter(dialect: ChatDialect): ProviderAdapter {
  const usageOf = (hints?: WireHints) => {
    const provider = dialect.providerOf(hints);
    return (body: Fields) => dialect.usageOf(body, provider);
  };
  return {
    name: dialect.name,
    provider: dialect.provider,
    detect: dialect.detect,
    toCanonicalRequest: (raw, hints) => chatRequest(raw, dialect.providerOf(hints), hints),
    toCanonicalResponse: (raw, hints) =>
      chatResponse(raw, { provider: dialect.providerOf(hints), usageOf: usageOf(hints) }),
    extractUsage: (raw, hints) => usageOf(hints)(fieldsOf(raw)) ?? UNKNOWN_USAGE,
    usageStream: (hints) => chatUsageStream(usageOf(hints)),
  };
}
