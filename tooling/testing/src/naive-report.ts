import {
  type CompletionRecord,
  cacheWriteTokens,
  REPORT_DIMENSIONS,
  type ReportDimension,
  type SavingsRecord,
  type SavingsTotals,
  totalTokens,
  type UsageFilter,
  type UsageGroup,
  type UsageQuery,
  type UsageReport,
  type UsageTotals,
} from "@tokenpak/core";

/** What counts. */
interface Counted {
  readonly completions: readonly CompletionRecord[];
  readonly savings: readonly SavingsRecord[];
}

const QUARTER_MS = 900_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A report as its documentation says it, of records that are in memory. */
export function naiveReport(counted: Counted, query: UsageQuery): UsageReport {
  const { by = [], utcOffsetMinutes = () => 0, ...filter } = query;
  const completions = counted.completions.filter((record) => isSelected(record, filter));
  const savings = counted.savings.filter((record) => isSelected(record, filter));
  const groups = new Map<string, { key: UsageGroup["key"]; time: number } & Mutable>();
  const groupOf = (record: CompletionRecord | SavingsRecord): Mutable => {
    const { key, time } = keyOf(record, by, utcOffsetMinutes);
    const name = JSON.stringify(by.map((dimension) => key[dimension] ?? null));
    const group = groups.get(name) ?? { key, time, completions: [], savings: [] };
    groups.set(name, group);
    return group;
  };
  if (by.length > 0) {
    for (const record of completions) groupOf(record).completions.push(record);
    for (const record of savings) groupOf(record).savings.push(record);
  }
  const sorted = [...groups.values()]
    .map((group) => ({ time: group.time, group: { key: group.key, ...totalsOf(group) } }))
    .sort(
      (left, right) =>
        left.time - right.time ||
        right.group.costUsd - left.group.costUsd ||
        right.group.totalTokens - left.group.totalTokens ||
        compareKeys(left.group.key, right.group.key),
    );
  return {
    totals: totalsOf({ completions, savings }),
    groups: sorted.map(({ group }) => group),
  };
}

interface Mutable {
  readonly completions: CompletionRecord[];
  readonly savings: SavingsRecord[];
}

function isSelected(record: CompletionRecord | SavingsRecord, filter: UsageFilter): boolean {
  const { since = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY, ...names } = filter;
  if (record.at < since || record.at >= until) return false;
  const fields: Readonly<Record<string, unknown>> = { ...record };
  return Object.entries(names).every(
    ([name, value]) => value === undefined || fields[name] === value,
  );
}

function keyOf(
  record: CompletionRecord | SavingsRecord,
  by: readonly ReportDimension[],
  offsetOf: (at: number) => number,
): { readonly key: UsageGroup["key"]; readonly time: number } {
  const quarter = Math.floor(record.at / QUARTER_MS) * QUARTER_MS;
  const offset = offsetOf(quarter) * 60_000;
  const wall = new Date(quarter + offset).toISOString();
  const [day = "", clock = ""] = wall.split("T");
  const minutes = Math.abs(offset) / 60_000;
  const two = (number: number): string => `${number < 10 ? "0" : ""}${number}`;
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  const hour = `${day}T${clock.slice(0, 2)}:00${offset === 0 ? "Z" : zone}`;
  const fields: Readonly<Record<string, unknown>> = { ...record, day, hour };
  const key: Record<string, string> = {};
  for (const name of by) if (fields[name] !== undefined) key[name] = fields[name] as string;
  const hourStart = Math.floor((quarter + offset) / HOUR_MS) * HOUR_MS - offset;
  const dayStart = Math.floor((quarter + offset) / DAY_MS);
  return { key, time: by.includes("hour") ? hourStart : by.includes("day") ? dayStart : 0 };
}

function compareKeys(left: UsageGroup["key"], right: UsageGroup["key"]): number {
  for (const name of REPORT_DIMENSIONS) {
    const [one, other] = [left[name], right[name]];
    if (one === other) continue;
    if (one === undefined || other === undefined) return one === undefined ? 1 : -1;
    return one < other ? -1 : 1;
  }
  return 0;
}

function totalsOf({ completions, savings }: Counted): UsageTotals {
  const sum = (amount: (record: CompletionRecord) => number): number =>
    completions.reduce((total, record) => total + amount(record), 0);
  const count = (counts: (record: CompletionRecord) => boolean): number =>
    completions.filter(counts).length;
  const times = [...completions, ...savings].map(({ at }) => at).sort((a, b) => a - b);
  const sources = (name: string): number => count(({ usage }) => usage.usageSource === name);
  const confidences = (name: string): number => count(({ usage }) => usage.confidence === name);
  return {
    requests: completions.length,
    failedRequests: count(({ outcome }) => outcome !== "ok"),
    uncachedInput: sum(({ usage }) => usage.uncachedInput),
    cacheRead: sum(({ usage }) => usage.cacheRead),
    cacheWrite: sum(({ usage }) => cacheWriteTokens(usage)),
    output: sum(({ usage }) => usage.output),
    reasoning: sum(({ usage }) => usage.reasoning),
    totalTokens: sum(({ usage }) => totalTokens(usage)),
    costUsd: sum(({ costNanos }) => costNanos ?? 0) / 1e9,
    unpricedRequests: count(
      ({ costNanos, usage }) => costNanos === undefined && totalTokens(usage) > 0,
    ),
    fuzzyRequests: count(
      ({ costNanos, priceMatch }) => costNanos !== undefined && priceMatch === "fuzzy",
    ),
    reportedCostRequests: count(
      ({ costNanos, costSource }) => costNanos !== undefined && costSource === "reported",
    ),
    partialRequests: count(({ usage }) => usage.partial),
    usageSources: {
      provider_reported: sources("provider_reported"),
      proxy_estimate: sources("proxy_estimate"),
      token_counted: sources("token_counted"),
      unknown: sources("unknown"),
    },
    confidences: {
      high: confidences("high"),
      medium: confidences("medium"),
      low: confidences("low"),
    },
    savings: savingsOf(savings),
    ...(times.length > 0 ? { firstAt: times[0], lastAt: times.at(-1) } : {}),
  };
}

function savingsOf(savings: readonly SavingsRecord[]): SavingsTotals {
  const sum = (amount: (record: SavingsRecord) => number): number =>
    savings.reduce((total, record) => total + amount(record), 0);
  const worst = (["low", "medium", "high"] as const).find((name) =>
    savings.some(({ confidence }) => confidence === name),
  );
  return {
    events: savings.length,
    tokensBefore: sum((one) => one.tokensBefore),
    tokensAfter: sum((one) => one.tokensAfter),
    tokensFetchedBack: sum((one) => one.tokensFetchedBack),
    tokensSaved: sum((one) => one.tokensBefore - one.tokensAfter - one.tokensFetchedBack),
    savedUsd: sum((one) => one.savedNanos ?? 0) / 1e9,
    unpricedEvents: savings.filter(({ savedNanos }) => savedNanos === undefined).length,
    ...(worst === undefined ? {} : { confidence: worst }),
  };
}
