import {
  type CanonicalUsage,
  type Confidence,
  NO_TOKENS,
  TokenPakError,
  USAGE_SOURCES,
  type UsageSource,
} from "@tokenpak/core";

/** One request as a caller states it. Tokens are whole numbers from 0 to a million million. */
export interface TrackedCompletion {
  /** As the provider names it. */
  readonly model: string;
  /** Input that was neither read from nor written into a prompt cache. */
  readonly tokensIn: number;
  /** All output, reasoning too. */
  readonly tokensOut: number;
  /** What it cost, in dollars, up to a million: kept to the nano-dollar. Without it the request is priced by the tracker. */
  readonly costUsd?: number | undefined;
  /** From the request to the end of the answer. */
  readonly latencyMs?: number | undefined;
  /** Beside {@link tokensIn}, not part of it. Default 0. */
  readonly cacheReadTokens?: number | undefined;
  /** Likewise, of whatever life time. Default 0. */
  readonly cacheWriteTokens?: number | undefined;
  readonly agent?: string | undefined;
  readonly session?: string | undefined;
  readonly project?: string | undefined;
  /** Who billed it: `anthropic`, `openai`, ... Default `unknown`: then the model's name says whose price it is. */
  readonly provider?: string | undefined;
  /** When it ended, in whole milliseconds since 1970. Default now. */
  readonly at?: number | undefined;
  /** Where the counts come from. Default `provider_reported`: the caller copies what the answer says. */
  readonly usageSource?: UsageSource | undefined;
}

/** Throws `INVALID_OPTION`, naming the field, for what cannot have been. */
export function checkTracked(tracked: TrackedCompletion): void {
  if (typeof tracked !== "object" || tracked === null) throw invalid("A record", "an object");
  const { model, agent, session, project, provider } = tracked;
  checkName("model", model);
  for (const [field, name] of Object.entries({ agent, session, project, provider })) {
    if (name !== undefined) checkName(field, name);
  }
  const { tokensIn, tokensOut, cacheReadTokens = 0, cacheWriteTokens = 0 } = tracked;
  const counts = { tokensIn, tokensOut, cacheReadTokens, cacheWriteTokens };
  for (const [field, count] of Object.entries(counts)) {
    checkNumber(field, count, { most: MOST_TOKENS, isWhole: true });
  }
  const { costUsd = 0, latencyMs = 0, at = 0, usageSource = "unknown" } = tracked;
  checkNumber("costUsd", costUsd, { most: MOST_USD });
  checkNumber("latencyMs", latencyMs, { most: LATEST });
  checkNumber("at", at, { most: LATEST, isWhole: true });
  if (USAGE_SOURCES.includes(usageSource)) return;
  throw invalid("usageSource", `one of ${USAGE_SOURCES.join(", ")}`);
}

/** Its usage in the form of all others. */
export function usageOfTracked(tracked: TrackedCompletion): CanonicalUsage {
  const { usageSource = "provider_reported" } = tracked;
  return {
    ...NO_TOKENS,
    uncachedInput: tracked.tokensIn,
    output: tracked.tokensOut,
    cacheRead: tracked.cacheReadTokens ?? 0,
    cacheWriteOther: tracked.cacheWriteTokens ?? 0,
    serverTools: {},
    usageSource,
    confidence: CONFIDENCE_OF[usageSource],
    partial: false,
  };
}

const CONFIDENCE_OF: Readonly<Record<UsageSource, Confidence>> = {
  provider_reported: "high",
  token_counted: "medium",
  proxy_estimate: "low",
  unknown: "low",
};

const MOST_TOKENS = 1e12;
const MOST_USD = 1e6;
const LONGEST_NAME = 4096;

/** The last time that a `Date` can show. */
const LATEST = 8.64e15;

/** Of texts only the field is named: they may be what somebody wrote. */
function checkName(field: string, name: unknown): void {
  if (typeof name === "string" && name !== "" && name.length <= LONGEST_NAME) return;
  throw invalid(field, `a name of 1 to ${LONGEST_NAME} characters`);
}

function checkNumber(
  field: string,
  value: unknown,
  { most, isWhole = false }: { readonly most: number; readonly isWhole?: boolean },
): void {
  const isRight = typeof value === "number" && value >= 0 && value <= most;
  if (isRight && (!isWhole || Number.isInteger(value))) return;
  const found = typeof value === "number" ? `, not ${value}` : "";
  throw invalid(field, `a${isWhole ? " whole" : ""} number from 0 to ${most}${found}`);
}

function invalid(field: string, need: string): TokenPakError {
  return new TokenPakError("INVALID_OPTION", `${field} must be ${need}. Nothing was recorded.`);
}
