import type { CanonicalUsage } from "@tokenpak/core";
import { cacheWriteTokens, inputTokens } from "@tokenpak/core";
import type { Talk } from "./talk.ts";

/** The wire formats that clients speak, by the names of their adapters. */
export type Format = "anthropic-messages" | "openai-chat" | "openai-responses" | "gemini";

/** Hosts that the requests would go to. */
export const HOSTS: Readonly<Record<Format, string>> = {
  "anthropic-messages": "api.anthropic.com",
  "openai-chat": "api.openai.com",
  "openai-responses": "api.openai.com",
  gemini: "generativelanguage.googleapis.com",
};

/** Names of the models that are asked. */
export const MODELS: Readonly<Record<Format, string>> = {
  "anthropic-messages": "claude-opus-4-8",
  "openai-chat": "gpt-5.6-sol",
  "openai-responses": "gpt-5.6-sol",
  gemini: "gemini-3-pro-preview",
};

/** One client library that speaks one format. */
export interface Client {
  /** Its package, and what of it is used: `openai chat`. */
  readonly name: string;
  readonly format: Format;
  /** What npm installs, with exact versions. */
  readonly packages: readonly string[];
  /** Says how it asks, from the modules that were installed. */
  connect(modules: Modules): Ask;
}

/** Finds a module among those that were installed. What it exports is not typed: types of the packages are not at hand. */
export type Modules = (name: string) => Exports;

// biome-ignore lint/suspicious/noExplicitAny: libraries that are installed at run time have no types here.
export type Exports = any;

/** What is asked, and how. */
export interface Asking {
  /** Of the server, without a path. */
  readonly url: string;
  readonly talk: Talk;
  readonly model: string;
  readonly stream: boolean;
}

/** Sends one request and says what the library reports at its end; rejects where the library does. */
export type Ask = (asking: Asking) => Promise<ClientReport>;

/** What a library reports of an answer; what it does not state is `undefined`. */
export interface ClientReport {
  readonly counts: ClientCounts;
  readonly id?: string | undefined;
  readonly model?: string | undefined;
  /** In the provider's word. */
  readonly rawFinish?: string | undefined;
  /** In the library's own word, where it has words for all providers. */
  readonly finish?: string | undefined;
}

/** Tokens as a library reports them; what it does not state is `undefined`. */
export type ClientCounts = Readonly<Partial<Record<CountName, number | undefined>>>;

/** The counts that libraries state, from ours. */
export const COUNTS = {
  input: inputTokens,
  uncachedInput: ({ uncachedInput }) => uncachedInput,
  cacheRead: ({ cacheRead }) => cacheRead,
  cacheWrite: cacheWriteTokens,
  cacheWrite5m: ({ cacheWrite5m }) => cacheWrite5m,
  cacheWrite1h: ({ cacheWrite1h }) => cacheWrite1h,
  output: ({ output }) => output,
  reasoning: ({ reasoning }) => reasoning,
  audioInput: ({ audioInput }) => audioInput,
  audioOutput: ({ audioOutput }) => audioOutput,
} as const satisfies Readonly<Record<string, (usage: CanonicalUsage) => number>>;

export type CountName = keyof typeof COUNTS;
