import {
  type CompletionRecord,
  completionId,
  type LedgerEntries,
  NO_TOKENS,
  type SavingsRecord,
} from "@tokenpak/core";
import { createRandom, type Random } from "./fuzz/random.ts";

/** How many sessions the requests are divided into, and when they were. */
export interface LedgerShape {
  readonly requests: number;
  readonly sessions: number;
}

/** The year that the records are of. */
export const YEAR = { start: Date.UTC(2025, 10, 1), days: 365 } as const;

const AGENTS = [
  { agent: "claude-code", provider: "anthropic", share: 50, models: [0, 1, 2, 3] },
  { agent: "codex", provider: "openai", share: 25, models: [4, 5, 6] },
  { agent: "gemini-cli", provider: "google", share: 10, models: [7, 8] },
  { agent: "opencode", provider: "anthropic", share: 10, models: [0, 2, 9, 10] },
  { agent: "copilot-cli", provider: "openai", share: 5, models: [4, 11] },
] as const;

const MODELS = [
  "claude-opus-4-6",
  "claude-haiku-4-5",
  "claude-sonnet-4-6",
  "claude-fable-5-1",
  "gpt-5.4-codex",
  "gpt-5.4-mini",
  "gpt-5.4",
  "gemini-3-pro",
  "gemini-3-flash",
  "glm-5",
  "qwen3-coder",
  "gpt-4.1",
] as const;

const PROJECTS = 40;

/**
 * Requests and savings as coding agents make them in a year, session by session, the same ones on every machine: 5 agents, 12
 * models, 40 projects of which few have most of the work, sessions on working days between 7 and 21 o'clock, of 1 to 600 requests
 * some 40 seconds apart with breaks between them. One request in 50 has no price, one in 20 has a saving.
 */
export function* ledgerSessions(shape: LedgerShape): IterableIterator<LedgerEntries> {
  const random = createRandom(5);
  let rest = shape.requests;
  for (let session = 0; rest > 0; session++) {
    const mean = rest / Math.max(1, shape.sessions - session);
    const isLast = session >= shape.sessions - 1;
    const requests = isLast ? rest : Math.min(rest, 1 + random.whole(Math.max(1, 2 * mean - 1)));
    rest -= requests;
    yield sessionEntries(random, { session, requests });
  }
}

function sessionEntries(
  random: Random,
  { session, requests }: { readonly session: number; readonly requests: number },
): LedgerEntries {
  const name = `${hex(random, 8)}-${hex(random, 4)}-4${hex(random, 3)}-a${hex(random, 3)}-${hex(random, 12)}`;
  const { agent, provider, models } = weighted(random);
  const main = random.chance(0.7) ? models[0] : random.pick<number>(models);
  // The product of two draws prefers low numbers: a few projects have most of the work.
  const project = `/home/dev/src/project-${Math.floor((random.whole(PROJECTS) * random.whole(PROJECTS)) / PROJECTS)}`;
  const observer = random.chance(0.2) ? "proxy" : agent;
  const completions: CompletionRecord[] = [];
  const savings: SavingsRecord[] = [];
  let at = startOf(random);
  for (let index = 0; index < requests; index++) {
    at += 4000 + random.whole(random.chance(0.02) ? 3_600_000 : 60_000);
    const model = MODELS[random.chance(0.12) ? random.pick<number>(models) : main] ?? "";
    const responseId = `msg_01${hex(random, 22)}`;
    const requestId = `req_011C${hex(random, 20)}`;
    const id = completionId({ responseId, requestId });
    const from = { at, agent, session: name, project, model };
    const rest = { id, provider, observer, responseId, requestId };
    completions.push({ ...from, ...amounts(random, index), ...rest });
    if (random.chance(0.05)) {
      const tokensBefore = 2000 + random.whole(20_000);
      const tokensAfter = Math.floor(tokensBefore / 4);
      const tokensFetchedBack = random.chance(0.1) ? random.whole(tokensAfter) : 0;
      const saving = {
        tokensBefore,
        tokensAfter,
        tokensFetchedBack,
        savedNanos: tokensAfter * 300,
      };
      savings.push({ ...from, ...saving, id: `${session}/${index}`, confidence: "medium" });
    }
  }
  return { completions, savings };
}

function amounts(random: Random, index: number) {
  const isPriced = !random.chance(0.02);
  const usage = {
    ...NO_TOKENS,
    uncachedInput: 1 + random.whole(40),
    cacheRead: Math.min(180_000, 14_000 + index * 900 + random.whole(800)),
    cacheWrite5m: 300 + random.whole(4000),
    output: 20 + random.whole(random.chance(0.1) ? 8000 : 700),
    serverTools: {},
    tier: "standard",
    usageSource: "provider_reported",
    confidence: "medium",
    partial: random.chance(0.005),
  } as const;
  const price = {
    costNanos: usage.cacheRead * 500 + usage.cacheWrite5m * 6250 + usage.output * 25_000,
    costSource: "calculated",
    priceModel: "claude-opus-4",
    priceMatch: "exact",
    priceTable: "genai-prices 0.0.60, overlay 2026-11-01",
  } as const;
  return {
    usage,
    ...(isPriced ? price : {}),
    latencyMs: 900 + random.whole(12_000) + (random.chance(0.05) ? random.whole(90_000) : 0),
    outcome: random.chance(0.01) ? "error" : "ok",
  } as const;
}

function startOf(random: Random): number {
  const day = random.whole(YEAR.days);
  const weekday = new Date(YEAR.start + day * 86_400_000).getUTCDay();
  const isFree = (weekday === 0 || weekday === 6) && random.chance(0.8);
  const workday = isFree ? day - (weekday === 0 ? 2 : 1) : day;
  return YEAR.start + Math.max(0, workday) * 86_400_000 + (7 * 60 + random.whole(14 * 60)) * 60_000;
}

function weighted(random: Random): (typeof AGENTS)[number] {
  let rest = random.whole(100);
  for (const agent of AGENTS) {
    rest -= agent.share;
    if (rest < 0) return agent;
  }
  return AGENTS[0];
}

function hex(random: Random, digits: number): string {
  let text = "";
  while (text.length < digits) text += random.whole(0x1000000).toString(16).padStart(6, "0");
  return text.slice(0, digits);
}
