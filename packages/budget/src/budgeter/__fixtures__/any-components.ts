import fc from "fast-check";
import type { BudgetComponents } from "../budget-components.ts";

/** Words that no text has twice in a row, so that units can be told apart. */
const anyText = (max: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat({ max: 9999 }), fc.integer({ min: 1, max }))
    .map(([seed, length]) =>
      Array.from({ length }, (_, place) => `w${(seed * 31 + place * 7) % 99_991}`).join(" "),
    );

const maybe = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value | undefined> =>
  fc.option(value, { nil: undefined });

const anyPriority = maybe(fc.constantFrom("critical", "high", "medium", "low", "variable"));

const anyItem = fc.oneof(
  anyText(80),
  fc.record({
    text: anyText(120),
    score: maybe(fc.constantFrom(0, 0.2, 0.5, 0.5, 1, -1)),
    pinned: fc.constantFrom(undefined, false, false, false, false, false, true),
    path: fc.constant("a.md"),
  }),
);

const anyTurn = fc.record({
  role: fc.constantFrom("user", "assistant", "assistant", "tool"),
  text: anyText(60),
  callId: maybe(fc.constantFrom("c1", "c2", "c3", "c4", "c5", "c6")),
  pinned: fc.constantFrom(undefined, undefined, undefined, undefined, true),
});

const anyBlocks = (prefixes: readonly string[]): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.constantFrom(...prefixes), anyText(80)), { minLength: 1, maxLength: 25 })
    .map((blocks) => blocks.map(([prefix, text]) => prefix + text).join("\n\n"));

const items = <Item>(item: fc.Arbitrary<Item>) =>
  fc.record({ items: fc.array(item, { maxLength: 30 }), priority: anyPriority });

const text = (anyString: fc.Arbitrary<string>) =>
  fc.record({ text: anyString, priority: anyPriority });

const anyEvidence = fc.oneof(text(anyBlocks([""])), items(anyItem));

const anyOthers = fc.record(
  {
    state: fc.oneof(text(anyText(500)), items(anyText(3))),
    recent: fc.oneof(
      text(anyBlocks(["User: ", "Assistant: "])),
      text(anyBlocks([""])),
      items(anyTurn),
    ),
    tools: fc.oneof(text(anyBlocks([""])), items(anyItem)),
  },
  { requiredKeys: [] },
);

/** Components of every shape; of `recent`'s turns each ends where its block does. */
export const anyComponents: fc.Arbitrary<BudgetComponents> = fc
  .tuple(anyOthers, anyEvidence)
  .map(([others, evidence]) => ({ ...others, evidence }));

/** Ranges that can be met together. */
export const anyConfig = fc
  .record({
    totalTokens: fc.integer({ min: 300, max: 1000 }),
    minima: fc.array(fc.constantFrom(0, 5, 10, 25), { minLength: 4, maxLength: 4 }),
    above: fc.array(fc.constantFrom(25, 40, 75), { minLength: 4, maxLength: 4 }),
  })
  .map(({ totalTokens, minima, above }) => {
    const range = (place: number) => {
      const minPct = minima[place] ?? 0;
      return { minPct, maxPct: minPct + (above[place] ?? 0) };
    };
    return {
      totalTokens,
      buckets: { state: range(0), recent: range(1), evidence: range(2), tools: range(3) },
    };
  });
