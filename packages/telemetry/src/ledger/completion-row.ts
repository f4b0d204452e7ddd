import {
  type CanonicalUsage,
  type CompletionRecord,
  type SavingsRecord,
  TOKEN_COUNTS,
  type TokenCounts,
  type UsagePart,
} from "@tokenpak/core";
import type { InferSelectModel } from "drizzle-orm";
import type { LedgerNames } from "./ledger-names.ts";
import type { completions, savings } from "./ledger-schema.ts";
import { isWeakReport, reportRank } from "./same-request.ts";
import {
  completionFlags,
  confidenceOf,
  savingsFlags,
  USAGE_FLAGS,
  usageSourceOf,
} from "./usage-flags.ts";

/** A stored report of a request. */
export type CompletionRow = InferSelectModel<typeof completions>;

/** A report without its number, and without what depends on other reports. */
export type NewCompletionRow = Omit<CompletionRow, "checksum" | "seq" | "counted">;

/** A stored saving. */
export type SavingsRow = InferSelectModel<typeof savings>;

/** A saving without its number. */
export type NewSavingsRow = Omit<SavingsRow, "checksum" | "seq">;

/** The row of a report. Adds its names to the ledger's. */
export function completionRow(record: CompletionRecord, names: LedgerNames): NewCompletionRow {
  const { usage } = record;
  const name = (value: string | undefined): number | null => names.texts.numberOf(value) || null;
  return {
    id: record.id,
    weak: isWeakReport(record),
    rank: reportRank(record),
    at: record.at,
    series: names.series.numberOf(record),
    session: names.texts.numberOf(record.session),
    flags: completionFlags(record),
    modelRequested: name(record.modelRequested),
    subagent: name(record.subagent),
    ...tokensOf(usage),
    serverTools:
      Object.keys(usage.serverTools).length > 0 ? JSON.stringify(usage.serverTools) : null,
    parts: usage.parts === undefined ? null : JSON.stringify(usage.parts),
    tier: name(usage.tier),
    speed: name(usage.speed),
    geo: name(usage.geo),
    costNanos: record.costNanos ?? null,
    costSource: record.costSource ?? null,
    priceModel: name(record.priceModel),
    priceMatch: record.priceMatch ?? null,
    priceTable: name(record.priceTable),
    latencyMs: record.latencyMs ?? null,
    firstTokenMs: record.firstTokenMs ?? null,
    outcome: record.outcome,
    responseId: record.responseId ?? null,
    requestId: record.requestId ?? null,
    sideCopy: record.sideCopy === undefined ? null : Number(record.sideCopy),
  };
}

/** The report of a row. */
export function completionOf(row: CompletionRow, names: LedgerNames): CompletionRecord {
  const {
    provider = "",
    model = "",
    agent,
    project,
    observer = "",
  } = names.series.namesOf(row.series);
  const name = (number: number | null): string | undefined => names.texts.nameOf(number);
  return compact({
    id: row.id,
    at: row.at,
    provider,
    model,
    modelRequested: name(row.modelRequested),
    agent,
    subagent: name(row.subagent),
    session: name(row.session),
    project,
    usage: usageOf(row, name),
    costNanos: row.costNanos ?? undefined,
    costSource: row.costSource ?? undefined,
    priceModel: name(row.priceModel),
    priceMatch: row.priceMatch ?? undefined,
    priceTable: name(row.priceTable),
    latencyMs: row.latencyMs ?? undefined,
    firstTokenMs: row.firstTokenMs ?? undefined,
    outcome: row.outcome,
    observer,
    responseId: row.responseId ?? undefined,
    requestId: row.requestId ?? undefined,
    sideCopy: row.sideCopy === null ? undefined : row.sideCopy === 1,
  });
}

/** The row of a saving. Adds its names to the ledger's. */
export function savingsRow(record: SavingsRecord, names: LedgerNames): NewSavingsRow {
  const { agent, project, model } = record;
  return {
    id: record.id,
    at: record.at,
    series: names.series.numberOf({ agent, project, model }),
    session: names.texts.numberOf(record.session),
    flags: savingsFlags(record),
    completionId: record.completionId ?? null,
    tokensBefore: record.tokensBefore,
    tokensAfter: record.tokensAfter,
    tokensFetchedBack: record.tokensFetchedBack,
    savedNanos: record.savedNanos ?? null,
  };
}

/** The saving of a row. */
export function savingOf(row: SavingsRow, names: LedgerNames): SavingsRecord {
  const { agent, project, model } = names.series.namesOf(row.series);
  return compact({
    id: row.id,
    at: row.at,
    completionId: row.completionId ?? undefined,
    agent,
    session: names.texts.nameOf(row.session),
    project,
    model,
    tokensBefore: row.tokensBefore,
    tokensAfter: row.tokensAfter,
    tokensFetchedBack: row.tokensFetchedBack,
    savedNanos: row.savedNanos ?? undefined,
    confidence: confidenceOf(row.flags),
  });
}

function usageOf(
  row: CompletionRow,
  name: (number: number | null) => string | undefined,
): CanonicalUsage {
  return compact({
    ...tokensOf(row),
    serverTools: JSON.parse(row.serverTools ?? "{}") as Record<string, number>,
    tier: name(row.tier),
    speed: name(row.speed),
    geo: name(row.geo),
    parts: row.parts === null ? undefined : (JSON.parse(row.parts) as UsagePart[]),
    usageSource: usageSourceOf(row.flags),
    confidence: confidenceOf(row.flags),
    partial: (row.flags & USAGE_FLAGS.partial) !== 0,
  });
}

function tokensOf(counts: TokenCounts): TokenCounts {
  const tokens: Record<string, number> = {};
  for (const field of TOKEN_COUNTS) tokens[field] = counts[field];
  return tokens as unknown as TokenCounts;
}

/** Without the fields that are `undefined`. */
function compact<Value extends object>(value: Value): Value {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as Value;
}
