import {
  addTokens,
  type CanonicalUsage,
  cacheWriteTokens,
  type JsonValue,
  NO_TOKENS,
  type TokenCounts,
  totalTokens,
  UNKNOWN_USAGE,
  type UsagePart,
} from "@tokenpak/core";
import { type Fields, fieldsOf, itemsOf, textOf } from "../wire/fields.ts";
import { readCount } from "../wire/read-count.ts";

/** A `usage` object as far as it is believed; what it does not say, or says absurdly, is `undefined`. */
export interface ReportedUsage {
  readonly input: number | undefined;
  readonly cacheRead: number | undefined;
  /** All writes, of which the next two are known by their life time. */
  readonly cacheWrite: number | undefined;
  readonly write5m: number | undefined;
  readonly write1h: number | undefined;
  readonly output: number | undefined;
  readonly thinking: number | undefined;
  readonly serverTools: Readonly<Record<string, number>>;
  readonly tier: string | undefined;
  readonly speed: string | undefined;
  readonly geo: string | undefined;
  readonly iterations: readonly JsonValue[] | undefined;
  /** A count was there that is not believed. */
  readonly doubtful: boolean;
}

/** Reads a `usage` object of whatever shape. */
export function readReportedUsage(usage: unknown): ReportedUsage {
  const { iterations, server_tool_use, service_tier, speed, inference_geo, ...counted } =
    fieldsOf(usage);
  const stated = statedCounts(counted);
  const counts = Object.fromEntries(
    Object.entries(stated).map(([name, value]) => [name, readCount(value)]),
  ) as Record<CountName, number | undefined>;
  const isLong = itemsOf(iterations).length > MOST_ITERATIONS;
  return {
    ...counts,
    serverTools: readServerTools(server_tool_use),
    tier: textOf(service_tier),
    speed: textOf(speed),
    geo: inference_geo === "not_available" ? undefined : textOf(inference_geo),
    iterations: Array.isArray(iterations) && !isLong ? iterations : undefined,
    doubtful: isLong || Object.values(stated).some(isAbsurd),
  };
}

/** What a stream knows after one more report: each thing that the newer one says replaces the older; nothing is added up. */
export function newerUsage(older: ReportedUsage, newer: ReportedUsage): ReportedUsage {
  const said = Object.entries(newer).filter(([, value]) => value !== undefined);
  return {
    ...older,
    ...Object.fromEntries(said),
    serverTools: { ...older.serverTools, ...newer.serverTools },
    doubtful: older.doubtful || newer.doubtful,
  };
}

/** What else is known of the answer that used it. */
export interface UsageContext {
  /** The model of the response. */
  readonly model: string | undefined;
  /** The last count is still to come, or never came. */
  readonly partial: boolean;
}

/**
 * Usage in the canonical form. Input comes without what was cached. Writes whose life time is not said are `cacheWriteOther`: in a
 * stream with server tools the split covers the first round alone, the total all of them, and prices take the rest for 5 minutes, the
 * default of the API. Where `iterations` says what the request was made of, its parts are billed and the totals are not, for these
 * leave out compaction, advisors and refused attempts.
 */
export function anthropicUsage(
  reported: ReportedUsage,
  { model, partial }: UsageContext,
): CanonicalUsage {
  const total = countsOf(reported);
  const parts = partsOf(reported, { total, model });
  const isSaid = COUNTS.some((name) => reported[name] !== undefined) || parts.length > 0;
  if (!isSaid) return { ...UNKNOWN_USAGE, partial };
  const called = Object.entries(reported.serverTools).filter(([, calls]) => calls > 0);
  const [first] = parts;
  const isPlain = parts.length === 1 && first?.kind === "message" && first.model === undefined;
  return {
    ...(parts.length === 0 ? total : parts.reduce<TokenCounts>(addTokens, NO_TOKENS)),
    serverTools: Object.fromEntries(called),
    tier: reported.tier,
    speed: reported.speed,
    geo: reported.geo,
    parts: parts.length === 0 || isPlain ? undefined : parts,
    usageSource: "provider_reported",
    confidence: partial || reported.doubtful ? "low" : "high",
    partial,
  };
}

/** The counts of {@link ReportedUsage} as they stand there. */
function statedCounts(usage: Fields) {
  const { input_tokens, cache_read_input_tokens, cache_creation_input_tokens } = usage;
  const { output_tokens, output_tokens_details, cache_creation } = usage;
  const { ephemeral_5m_input_tokens, ephemeral_1h_input_tokens } = fieldsOf(cache_creation);
  const { thinking_tokens } = fieldsOf(output_tokens_details);
  return {
    input: input_tokens,
    cacheRead: cache_read_input_tokens,
    cacheWrite: cache_creation_input_tokens,
    write5m: ephemeral_5m_input_tokens,
    write1h: ephemeral_1h_input_tokens,
    output: output_tokens,
    thinking: thinking_tokens,
  };
}

type CountName = keyof ReturnType<typeof statedCounts>;

const COUNTS = ["input", "cacheRead", "cacheWrite", "write5m", "write1h", "output"] as const;

/** More than any request has; a longer list is not believed. */
const MOST_ITERATIONS = 1_000;

function isAbsurd(value: unknown): boolean {
  return value !== undefined && value !== null && readCount(value) === undefined;
}

function readServerTools(value: unknown): Readonly<Record<string, number>> {
  const calls: [string, number][] = [];
  for (const [name, stated] of Object.entries(fieldsOf(value))) {
    const count = readCount(stated);
    if (count !== undefined) calls.push([name, count]);
  }
  return Object.fromEntries(calls);
}

function countsOf(reported: ReportedUsage): TokenCounts {
  const { write5m = 0, write1h = 0, cacheWrite = 0, output = 0, thinking = 0 } = reported;
  return {
    ...NO_TOKENS,
    uncachedInput: reported.input ?? 0,
    cacheRead: reported.cacheRead ?? 0,
    cacheWrite5m: write5m,
    cacheWrite1h: write1h,
    cacheWriteOther: Math.max(0, cacheWrite - write5m - write1h),
    output,
    reasoning: Math.min(thinking, output),
  };
}

function partsOf(
  { iterations = [] }: ReportedUsage,
  { total, model }: { readonly total: TokenCounts; readonly model: string | undefined },
): readonly UsagePart[] {
  const parts = iterations.flatMap((iteration): UsagePart[] => {
    const { type, model: served } = fieldsOf(iteration);
    const counts = countsOf(readReportedUsage(iteration));
    if (type === undefined && totalTokens(counts) === 0) return [];
    const other = textOf(served);
    return [
      { ...counts, kind: textOf(type) ?? "message", model: other === model ? undefined : other },
    ];
  });
  if (parts.length === 0) return [];
  const sum = parts.reduce<TokenCounts>(addTokens, NO_TOKENS);
  const rest = restOf(total, sum);
  const all = totalTokens(rest) > 0 ? [...parts, { ...rest, kind: "message" }] : parts;
  return withReasoning(all, total.reasoning - sum.reasoning);
}

/** What the totals have more than the parts: nothing that was reported goes unbilled. */
function restOf(total: TokenCounts, sum: TokenCounts): TokenCounts {
  const writes = cacheWriteTokens(total) - cacheWriteTokens(sum);
  return {
    ...NO_TOKENS,
    uncachedInput: Math.max(0, total.uncachedInput - sum.uncachedInput),
    cacheRead: Math.max(0, total.cacheRead - sum.cacheRead),
    cacheWriteOther: Math.max(0, writes),
    output: Math.max(0, total.output - sum.output),
  };
}

/** Reasoning that the totals alone tell, which costs the same in every part, goes to the last parts that can hold it. */
function withReasoning(parts: readonly UsagePart[], reasoning: number): readonly UsagePart[] {
  let left = reasoning;
  if (left <= 0) return parts;
  return parts
    .toReversed()
    .map((part) => {
      const more = Math.min(left, part.output - part.reasoning);
      left -= more;
      return { ...part, reasoning: part.reasoning + more };
    })
    .toReversed();
}
