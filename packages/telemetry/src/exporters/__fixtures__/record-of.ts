import { type CompletionRecord, NO_TOKENS, type SavingsRecord } from "@tokenpak/core";

/** A request that a proxy observed. */
export function recordOf(fields: Partial<CompletionRecord> = {}): CompletionRecord {
  return {
    id: "msg_1",
    at: Date.parse("2026-11-01T10:00:02.500Z"),
    provider: "anthropic",
    model: "claude-opus-5-5",
    agent: "claude-code",
    session: "session-1",
    project: "/srv/app",
    responseId: "msg_1",
    usage: {
      ...NO_TOKENS,
      uncachedInput: 12,
      cacheRead: 2000,
      cacheWrite5m: 60,
      cacheWrite1h: 40,
      output: 7,
      reasoning: 3,
      serverTools: {},
      usageSource: "provider_reported",
      confidence: "high",
      partial: false,
    },
    costNanos: 1_208_000,
    costSource: "calculated",
    latencyMs: 2500,
    firstTokenMs: 300,
    outcome: "ok",
    observer: "proxy",
    ...fields,
  };
}

/** What packing saved in a request. */
export function savingOf(fields: Partial<SavingsRecord> = {}): SavingsRecord {
  return {
    id: "saving-1",
    at: Date.parse("2026-11-01T10:00:00Z"),
    model: "claude-opus-5-5",
    agent: "claude-code",
    tokensBefore: 1000,
    tokensAfter: 250,
    tokensFetchedBack: 50,
    savedNanos: 2_800_000,
    confidence: "high",
    ...fields,
  };
}
