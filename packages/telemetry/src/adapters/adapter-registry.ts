import { TokenPakError } from "@tokenpak/core";
import { anthropicMessages } from "./anthropic/anthropic-messages-adapter.ts";
import { bedrockConverse } from "./bedrock/bedrock-converse-adapter.ts";
import { gemini } from "./gemini/gemini-adapter.ts";
import { openaiChat } from "./openai-chat/openai-chat-adapter.ts";
import { openaiCompatible } from "./openai-chat/openai-compatible-adapter.ts";
import { openaiResponses } from "./openai-responses/openai-responses-adapter.ts";
import type { ProviderAdapter, WireHints } from "./provider-adapter.ts";
import { unknownAdapter } from "./unknown-adapter.ts";
import { pathOf } from "./wire/request-target.ts";

/** How surely an adapter takes a body for its own. */
export interface RankedAdapter {
  readonly adapter: ProviderAdapter;
  /** From 0 to 1; 0 too where its `detect` threw or answered something else. */
  readonly score: number;
}

/** Knows the adapters of wire formats, and finds the one for a body. */
export class AdapterRegistry {
  readonly #adapters = new Map<string, ProviderAdapter>();

  /** A registry of these adapters, in this order. */
  constructor(adapters: Iterable<ProviderAdapter> = []) {
    for (const adapter of adapters) this.register(adapter);
  }

  /** A new registry with every adapter of this package. */
  static buildDefault(): AdapterRegistry {
    return new AdapterRegistry(DEFAULT_ADAPTERS);
  }

  /** In the order of registration. */
  get adapters(): readonly ProviderAdapter[] {
    return [...this.#adapters.values()];
  }

  /** Adds an adapter, or replaces the one of its name, and is the last from then on. `INVALID_OPTION` where it is no adapter. */
  register(adapter: ProviderAdapter): this {
    const missing = missingMember(adapter);
    if (missing !== undefined) {
      throw new TokenPakError(
        "INVALID_OPTION",
        `This is no ProviderAdapter: it lacks ${missing}. Implement every member of the interface.`,
      );
    }
    this.#adapters.delete(adapter.name);
    this.#adapters.set(adapter.name, adapter);
    return this;
  }

  /**
   * The adapter for a request or response, parsed JSON of any shape: the surest one from a score of 0.5 on, of equally sure ones the
   * last registered; {@link unknownAdapter} where all abstain. A path that no adapter knows says nothing, and the body decides, unless
   * the path is known to be of something else than completions (counting tokens, batches, embeddings).
   */
  detect(raw: unknown, hints: WireHints = {}): ProviderAdapter {
    const path = pathOf(hints);
    if (path !== undefined && NO_COMPLETION.test(path)) return unknownAdapter;
    const adapter = surest(this.rank(raw, hints));
    if (adapter !== undefined || path === undefined) return adapter ?? unknownAdapter;
    return surest(this.rank(raw, { ...hints, path: undefined })) ?? unknownAdapter;
  }

  /** Every adapter with its score, the surest first, of equally sure ones the last registered. */
  rank(raw: unknown, hints: WireHints = {}): readonly RankedAdapter[] {
    return this.adapters
      .map((adapter) => ({ adapter, score: scoreOf(adapter, raw, hints) }))
      .reverse()
      .sort((left, right) => right.score - left.score);
  }
}

/** From this score on an adapter is believed. */
const LEAST_SCORE = 0.5;

const DEFAULT_ADAPTERS: readonly ProviderAdapter[] = [
  anthropicMessages,
  openaiResponses,
  openaiCompatible,
  openaiChat,
  gemini,
  bedrockConverse,
];

/** Ends of paths that lie beside completions and have bodies like theirs. */
const NO_COMPLETION =
  /(?:\/count_tokens|\/input_tokens|:countTokens|\/count-tokens|\/embeddings|:embedContent|:batch\w*|\/batches(?:\/[^/]*){0,2})$/;

function surest([first]: readonly RankedAdapter[]): ProviderAdapter | undefined {
  return first !== undefined && first.score >= LEAST_SCORE ? first.adapter : undefined;
}

function scoreOf(adapter: ProviderAdapter, raw: unknown, hints: WireHints): number {
  try {
    const score = adapter.detect(raw, hints);
    return typeof score === "number" && score > 0 && score <= 1 ? score : 0;
  } catch {
    // An adapter from outside that breaks its word must not keep the others from theirs.
    return 0;
  }
}

const METHODS = [
  "detect",
  "toCanonicalRequest",
  "toCanonicalResponse",
  "extractUsage",
  "usageStream",
] as const;

function missingMember(adapter: ProviderAdapter): string | undefined {
  if (typeof adapter !== "object" || adapter === null) return "everything";
  if (typeof adapter.name !== "string" || adapter.name === "") return "a name";
  if (typeof adapter.provider !== "string") return "a provider";
  return METHODS.find((method) => typeof adapter[method] !== "function");
}
