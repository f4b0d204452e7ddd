/**
 * What was used and what it cost: state it, read it from responses, or collect it from logs.
 *
 *     pnpm --filter @tokenpak/examples usage
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdapterRegistry,
  CacheManager,
  CompletionTracker,
  createPricer,
  SqliteLedger,
  TelemetryCollector,
} from "tokenpak";

const print = (line: string): void => void process.stdout.write(`${line}\n`);

// State what a completion used.
const tracker = new CompletionTracker();
tracker.record({ model: "claude-3-5-sonnet", tokensIn: 1200, tokensOut: 300, costUsd: 0.015 });
const stats = tracker.summary();
print(`tracked: ${stats.totalRequests} request, ${stats.totalTokens} tokens, $${stats.costUsd}`);

// Read it from what a provider answered.
const body = {
  id: "chatcmpl-1",
  object: "chat.completion",
  model: "gpt-4o-2024-08-06",
  choices: [{ index: 0, message: { role: "assistant", content: "Yes." }, finish_reason: "stop" }],
  usage: {
    prompt_tokens: 1500,
    completion_tokens: 20,
    prompt_tokens_details: { cached_tokens: 1024 },
  },
};
const adapter = AdapterRegistry.buildDefault().detect(body, { path: "/v1/chat/completions" });
const { model = "", usage } = adapter.toCanonicalResponse(body);
const price = createPricer().price({ provider: adapter.provider, model, usage });
print(
  `${adapter.name}: ${usage.uncachedInput} in, ${usage.cacheRead} from the cache, ${usage.output} out, $${price?.costUsd ?? "unpriced"}`,
);

// Cache what was answered.
const cache = new CacheManager<{ readonly response: string }>();
cache.set("key", { response: "data" });
print(`cached: ${cache.get("key")?.response}, hit rate ${cache.stats().hitRate}`);

// Collect it from a folder of logs into a ledger; new TelemetryCollector() without options reads those of the coding agents here.
const folder = mkdtempSync(join(tmpdir(), "tokenpak-example-"));
const event = { model: "gpt-4o", tokensIn: 900, tokensOut: 50, agent: "nightly" };
writeFileSync(join(folder, "events.jsonl"), `${JSON.stringify(event)}\n`);
const ledger = new SqliteLedger(":memory:");
const collector = new TelemetryCollector({ sources: [], store: ledger });
collector.watch(folder);
const { added } = await collector.backfill();
print(`collected: ${added} request`);
for (const { key, requests, costUsd } of ledger.report({ by: ["agent"] }).groups) {
  print(`${key.agent}: ${requests} request, $${costUsd}`);
}
ledger.close();
rmSync(folder, { recursive: true });
