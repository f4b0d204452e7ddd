import {
  CONFIDENCES,
  type CompletionEntry,
  REPORT_DIMENSIONS,
  type SavingsRecord,
  USAGE_SOURCES,
  type UsageQuery,
} from "@tokenpak/core";
import fc from "fast-check";

/** Two days around a change of the clock, with many records in few places. */
const START = Date.UTC(2026, 9, 24, 20);

const anyAt = fc.oneof(
  fc.integer({ min: START, max: START + 2 * 86_400_000 }),
  fc.nat({ max: 200 }).map((quarter) => START + quarter * 900_000),
  fc.constantFrom(0, 8.639e15),
);

const anyName = fc.constantFrom("a", "b", "\ud800", "a\0b", "");

const optional = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });

const anyTokens = fc.oneof(fc.nat({ max: 3 }), fc.constantFrom(1e12));

const anyUsage = fc.record({
  uncachedInput: fc.nat({ max: 5 }),
  cacheRead: anyTokens,
  cacheWrite5m: fc.nat({ max: 1 }),
  cacheWrite1h: fc.nat({ max: 1 }),
  cacheWriteOther: fc.nat({ max: 1 }),
  output: fc.nat({ max: 2 }),
  reasoning: fc.nat({ max: 2 }),
  audioInput: fc.constant(0),
  audioOutput: fc.constant(0),
  imageInput: fc.constant(0),
  imageOutput: fc.constant(0),
  serverTools: fc.constantFrom({}, { web_search: 2 }),
  tier: optional(anyName),
  usageSource: fc.constantFrom(...USAGE_SOURCES),
  confidence: fc.constantFrom(...CONFIDENCES),
  partial: fc.boolean(),
});

/** An entry that has much in common with others: ids, responses, times, names. */
export const anyCompletion: fc.Arbitrary<CompletionEntry> = fc
  .record({
    own: fc.constantFrom("x", "y", undefined, undefined, undefined),
    at: anyAt,
    provider: fc.constantFrom("p", "q"),
    model: fc.constantFrom("m", "n"),
    agent: optional(anyName),
    session: optional(anyName),
    project: optional(anyName),
    usage: anyUsage,
    costNanos: optional(fc.constantFrom(0, 1, 5e9, 1e15)),
    costSource: optional(fc.constantFrom("calculated", "reported")),
    priceMatch: optional(fc.constantFrom("exact", "fuzzy")),
    latencyMs: optional(
      fc.oneof(fc.nat({ max: 100_000 }), fc.double({ min: 0, max: 5, noNaN: true })),
    ),
    outcome: fc.constantFrom("ok", "error", "aborted"),
    observer: fc.constantFrom("proxy", "claude-code"),
    responseId: optional(fc.constantFrom("r", "s", "t")),
    requestId: optional(fc.constantFrom("1", "2", "3")),
    sideCopy: optional(fc.boolean()),
    supersedes: optional(fc.array(fc.constantFrom("x", "r", "s:1", "t:2"), { maxLength: 2 })),
  })
  .map(({ own, ...entry }) => {
    const { responseId, requestId } = entry;
    const id =
      own ?? [responseId ?? "none", ...(requestId === undefined ? [] : [requestId])].join(":");
    return { ...entry, id } as CompletionEntry;
  });

export const anySaving: fc.Arbitrary<SavingsRecord> = fc.record({
  id: fc.constantFrom("x", "y", "r"),
  at: anyAt,
  agent: optional(anyName),
  session: optional(anyName),
  project: optional(anyName),
  model: optional(fc.constantFrom("m", "n")),
  tokensBefore: fc.nat({ max: 9 }),
  tokensAfter: fc.nat({ max: 9 }),
  tokensFetchedBack: fc.nat({ max: 3 }),
  savedNanos: optional(fc.constantFrom(-5, 0, 7)),
  confidence: fc.constantFrom(...CONFIDENCES),
});

/** Clocks: UTC, one that is put back within the records, and ones that are ahead by parts of an hour. */
const anyOffset = fc.constantFrom(
  () => 0,
  (at: number) => (at < Date.UTC(2026, 9, 25, 1) ? 120 : 60),
  () => 345,
  (at: number) => (at < Date.UTC(2026, 9, 25, 16) ? -150 : -210),
);

export const anyQuery: fc.Arbitrary<UsageQuery> = fc
  .record({
    by: optional(fc.uniqueArray(fc.constantFrom(...REPORT_DIMENSIONS), { maxLength: 4 })),
    utcOffsetMinutes: optional(anyOffset),
    since: optional(fc.oneof(anyAt, fc.constant(Number.NEGATIVE_INFINITY))),
    until: optional(fc.oneof(anyAt, fc.constant(Number.POSITIVE_INFINITY))),
    model: optional(fc.constantFrom("m", "nobody's")),
    provider: fc.constantFrom(undefined, undefined, "p"),
    agent: fc.constantFrom(undefined, undefined, "\ud800"),
    project: fc.constantFrom(undefined, undefined, ""),
    session: fc.constantFrom(undefined, undefined, "a\0b"),
    observer: fc.constantFrom(undefined, undefined, "proxy"),
  })
  .map(
    (query) =>
      Object.fromEntries(
        Object.entries(query).filter(([, value]) => value !== undefined),
      ) as UsageQuery,
  );
