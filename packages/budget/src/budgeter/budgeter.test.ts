import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countTokens, createTokenCounter, isTokenPakError, TokenPakError } from "@tokenpak/core";
import { HeuristicEngine } from "@tokenpak/engines";
import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import type { Ladder } from "../ladder.ts";
import { anyComponents, anyConfig } from "./__fixtures__/any-components.ts";
import { brokenRules } from "./__fixtures__/broken-rules.ts";
import { WORDS, wordLadder } from "./__fixtures__/word-ladder.ts";
import { Budgeter } from "./budgeter.ts";

const words = (length: number, name = "w"): string =>
  Array.from({ length }, (_, place) => `${name}${place}`).join(" ");

const inWords = (totalTokens: number, options = {}): Budgeter =>
  new Budgeter({ totalTokens }, { counter: WORDS, ...options });

describe("Budgeter", () => {
  it.each([
    ["whole units only", undefined],
    ["with a ladder", wordLadder],
  ])("keeps every rule on any components, %s", (_, ladder) => {
    fc.assert(
      fc.property(anyComponents, anyConfig, (components, config) => {
        const budgeter = new Budgeter(config, { counter: WORDS, ladder });
        expect(brokenRules(components, budgeter, ladder !== undefined)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("is never over, also when a whole counts otherwise than its parts", () => {
    const quarters = (text: string): number => Math.ceil(text.length / 4);
    const dearJoints = (text: string): number => text.length + (text.split("\n\n").length - 1) ** 2;
    const dearCalls = (text: string): number => (text === "" ? 0 : 9 + text.length);
    const counters = [quarters, dearJoints, dearCalls].map((count) => ({ ...WORDS, count }));
    fc.assert(
      fc.property(
        anyComponents,
        anyConfig,
        fc.constantFrom(createTokenCounter(), ...counters),
        (components, config, counter) => {
          const budgeter = new Budgeter(config, { counter, ladder: wordLadder });
          try {
            const result = budgeter.allocate(components);
            expect(budgeter.report(result).totalTokens).toBe(result.totalTokens);
            expect(result.totalTokens).toBeLessThanOrEqual(config.totalTokens);
          } catch (error) {
            if (!isTokenPakError(error, "BUDGET_UNSATISFIABLE")) throw error;
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it("leaves a text alone that fits as a whole, whatever its parts count to", () => {
    const counter = { ...WORDS, count: (text: string): number => 9 + WORDS.count(text) };
    const text = "a\n\nb\n\nc";
    const { evidence } = new Budgeter({ totalTokens: 12 }, { counter }).allocate({
      evidence: { text },
    });
    expect(evidence).toEqual({ text, tokens: 12 });
  });

  it("prefers the better item also in what another bucket leaves", () => {
    const half = { minPct: 50, maxPct: 50 };
    const none = { minPct: 0 };
    const buckets = { state: none, recent: none, evidence: { minPct: 0, maxPct: 50 }, tools: half };
    const { evidence } = new Budgeter({ totalTokens: 200, buckets }, { counter: WORDS }).allocate({
      evidence: {
        items: [
          { text: words(120), score: 2 },
          { text: words(90), score: 1 },
        ],
      },
      tools: { items: [words(60), words(60)] },
    });
    expect(evidence.items).toMatchObject([{ score: 2 }]);
  });

  it("refuses a state of 15,000 tokens in 12,000, and says by how much it is over", () => {
    const components = { state: { text: words(15_000) }, recent: { text: "User: go on" } };
    expect(() => inWords(12_000).allocate(components)).toThrow(
      new TokenPakError(
        "BUDGET_UNSATISFIABLE",
        "What must stay takes 15003 tokens, 3003 more than the budget of 12000: 15000 for state, which is kept whole, 3 for the newest user turn and what is pinned in recent. Shorten it, or raise totalTokens to at least 15003.",
      ),
    );
  });

  it("fills the budget from 100 items of 402 tokens, with the best of them whole", () => {
    const items = Array.from({ length: 100 }, (_, place) => ({
      ref: `doc-${place}`,
      text: words(402, `d${place}-`),
      score: ((place * 37) % 100) / 100,
    }));
    const whole = inWords(12_000).allocate({ evidence: { items } });
    expect(whole.totalTokens).toBe(29 * 402);
    expect(whole.evidence.items).toEqual(items.filter(({ score }) => score >= 0.71));
    const { evidence, totalTokens, trims } = inWords(12_000, { ladder: wordLadder }).allocate({
      evidence: { items },
    });
    expect(totalTokens).toBe(12_000);
    expect(evidence.items).toHaveLength(30);
    expect(trims.filter(({ action }) => action === "shortened")).toEqual([
      {
        bucket: "evidence",
        index: 10,
        action: "shortened",
        what: "doc-10",
        why: "shortened to what was left: evidence has 12000 tokens",
        tokensBefore: 402,
        tokensAfter: 342,
      },
    ]);
  });

  it("reads the ranges of its configuration", () => {
    const components = {
      state: { text: words(50) },
      recent: { items: Array.from({ length: 90 }, (_, place) => words(10, `r${place}-`)) },
      evidence: { items: Array.from({ length: 90 }, (_, place) => words(10, `e${place}-`)) },
      tools: { items: Array.from({ length: 90 }, (_, place) => words(10, `t${place}-`)) },
    };
    const tokens = (recentMax: number, toolsMin: number): number[] => {
      const recent = { minPct: 10, maxPct: recentMax };
      const config = { totalTokens: 1000, buckets: { recent, tools: { minPct: toolsMin } } };
      const budgeter = new Budgeter(config, { counter: WORDS });
      const { buckets } = budgeter.report(budgeter.allocate(components));
      return Object.values(buckets).map((use) => use.tokens);
    };
    expect(tokens(20, 0)).toEqual([50, 200, 700, 50]);
    expect(tokens(30, 0)).toEqual([50, 300, 650, 0]);
    expect(tokens(20, 25)).toEqual([50, 200, 500, 250]);
  });

  it("gives what one bucket does not need to the others, the more important first", () => {
    const items = [words(100, "a"), words(100, "b"), words(100, "c")];
    const components = { recent: { items }, evidence: { items } };
    const tokensOf = (budgeter: Budgeter, given: typeof components) => {
      const { recent, evidence } = budgeter.allocate(given);
      return [recent.tokens, evidence.tokens];
    };
    expect(tokensOf(inWords(400), components)).toEqual([100, 300]);
    const urgent = { ...components, recent: { items, priority: "critical" as const } };
    const wide = { recent: { maxPct: 80 }, evidence: { maxPct: 90 } };
    const budgeter = new Budgeter({ totalTokens: 400, buckets: wide }, { counter: WORDS });
    expect(tokensOf(budgeter, urgent)).toEqual([200, 200]);
    const later = { ...components, recent: { items, priority: "low" as const } };
    expect(tokensOf(budgeter, later)).toEqual([100, 300]);
  });

  it("keeps the newest user turn of a text with all its paragraphs, and a tool's result with its call", () => {
    const text = [
      `User: ${words(20, "old")}`,
      "User: first paragraph\n\nsecond paragraph",
      `Assistant: ${words(30, "a")}\n\n${words(30, "b")}`,
      `Tool: ${words(20, "t")}`,
      "Assistant: done",
    ].join("\n\n");
    const { recent, trims } = inWords(20).allocate({ recent: { text } });
    expect(recent.text).toBe("User: first paragraph\n\nsecond paragraph\n\nAssistant: done");
    expect(trims.map(({ index, lines, what }) => [index, lines, what])).toEqual([
      [0, [1, 1], `User: ${words(10, "old")} ...`],
      [2, [7, 9], `Assistant: ${words(15, "a")} ...`],
      [3, [11, 11], `Tool: ${words(16, "t")} ...`],
    ]);
  });

  it("cuts a JSON array of tools between its elements, as they are written", () => {
    const text =
      '[ {"name":"a",  "x":"],\\"{"},\n  [1.0, {"b": []}],\n  {"function":{"name":"c"}}\n]\n';
    const { tools, trims } = new Budgeter({ totalTokens: 60 }, { counter: characters }).allocate({
      tools: { text },
    });
    expect(tools.text).toBe('[ {"name":"a",  "x":"],\\"{"},\n  [1.0, {"b": []}]\n]\n');
    expect(trims).toMatchObject([{ index: 2, what: "c", lines: [3, 3] }]);
    const none = new Budgeter({ totalTokens: 9 }, { counter: characters }).allocate({
      tools: { text },
    });
    expect(none.tools).toEqual({ text: "[]", tokens: 2 });
  });

  it("cuts a JSON object with a list of tools between these, and no schema", () => {
    const schema = (name: string, length: number) => ({ name, description: words(length, name) });
    const listed = { tools: [schema("a", 4), schema("b", 30), schema("c", 9)], nextCursor: "x" };
    const text = JSON.stringify(listed, null, 2);
    for (const ladder of [undefined, wordLadder]) {
      const { tools, trims } = inWords(40, { ladder }).allocate({ tools: { text } });
      expect(JSON.parse(tools.text)).toEqual({
        ...listed,
        tools: [listed.tools[0], listed.tools[2]],
      });
      expect(trims).toMatchObject([{ index: 1, what: "b", action: "dropped" }]);
    }
    const { tools } = inWords(10).allocate({ tools: { text } });
    expect(JSON.parse(tools.text)).toEqual({ ...listed, tools: [] });
    const blank = JSON.stringify(schema("d", 60), null, 2).replaceAll("\n", "\n\n");
    const one = inWords(40, { ladder: wordLadder }).allocate({ tools: { text: blank } });
    expect(one.tools).toEqual({ text: "", tokens: 0 });
    expect(one.trims).toMatchObject([{ what: "d", lines: [1, 7] }]);
  });

  it("fills a budget with HeuristicEngine's ladder", () => {
    const engine = new HeuristicEngine();
    const sentence = (place: number): string =>
      `Section ${place} says that the valve of pump ${place * 7} opens at ${place + 3} bar, and who checks it.`;
    const items = Array.from({ length: 4 }, (_, item) =>
      Array.from({ length: 90 }, (_line, place) => sentence(item * 100 + place)).join("\n"),
    );
    const budgeter = new Budgeter(
      { totalTokens: 4000 },
      { ladder: (text, options) => engine.ladder(text, options), query: "valve of pump 700" },
    );
    const { evidence, totalTokens } = budgeter.allocate({ evidence: { items } });
    expect(evidence.items.length).toBeGreaterThan(1);
    expect(totalTokens).toBeLessThanOrEqual(4000);
    expect(totalTokens).toBeGreaterThanOrEqual(3800);
    expect(evidence.items.reduce((sum, item) => sum + countTokens(item), 0)).toBe(totalTokens);
  });

  it("shortens items of one score to equal parts, and the best first where scores differ", () => {
    const texts = [words(1000, "a"), words(1000, "b"), words(1000, "c")];
    const tokensOf = (scores: readonly number[]): number[] => {
      const items = texts.map((text, place) => ({ text, score: scores[place] ?? 0 }));
      const result = inWords(900, { ladder: wordLadder }).allocate({ evidence: { items } });
      return result.trims.map(({ tokensAfter }) => tokensAfter);
    };
    expect(tokensOf([1, 1, 1])).toEqual([300, 300, 300]);
    expect(tokensOf([1, 3, 2])).toEqual([0, 900, 0]);
    const few = inWords(500, { ladder: wordLadder }).allocate({ evidence: { items: texts } });
    expect(few.trims.map(({ tokensAfter }) => tokensAfter)).toEqual([500, 0, 0]);
  });

  it("keeps who speaks, and JSON, when it shortens", () => {
    const lastWords: Ladder = (text, { maxTokens }) => [
      { text: text.split(" ").slice(-maxTokens).join(" ") },
    ];
    const text = `**Assistant:** ${words(90)}\n\nUser: go on`;
    const budgeter = inWords(53, { ladder: lastWords });
    expect(budgeter.allocate({ recent: { text } }).recent.text).toMatch(/^\*\*Assistant:\*\* w41 /);
    const schema = JSON.stringify({ name: "t", description: words(90) });
    expect(budgeter.allocate({ tools: { items: [schema] } }).tools.items).toEqual([]);
  });

  it("drops what the ladder cannot shorten, says so, and passes its other errors on", () => {
    const components = { evidence: { items: [words(90, "a"), words(30, "b"), words(90, "c")] } };
    const cannot = () => {
      throw new TokenPakError("FLOOR_UNSATISFIABLE", "no");
    };
    const lying = () => [{ text: words(200), tokens: 1 }, { text: " " }];
    for (const ladder of [cannot, lying]) {
      const { evidence, trims } = inWords(130, { ladder }).allocate(components);
      expect(evidence.items).toEqual([words(90, "a"), words(30, "b")]);
      expect(trims).toMatchObject([{ index: 2, why: expect.stringContaining("the ladder") }]);
    }
    const broken = () => {
      throw new RangeError("broken");
    };
    expect(() => inWords(130, { ladder: broken }).allocate(components)).toThrow(RangeError);
  });

  it("refuses a ladder and a counter that give what is none, and one that never ends", () => {
    const components = { evidence: { items: [words(90), words(90)] } };
    const allocate = (options: object) => () => inWords(100, options).allocate(components);
    for (const given of ["a text", undefined, [undefined], [{ text: 7 }], Promise.resolve([])]) {
      expect(allocate({ ladder: () => given })).toThrow("let it return a list of objects");
    }
    for (const given of [Number.NaN, -1, 0.5, "7", Number.POSITIVE_INFINITY]) {
      const counter = { ...WORDS, count: () => given };
      expect(allocate({ counter })).toThrow(`counts ${given} tokens: its count() must`);
    }
    function* endless() {
      for (;;) yield { text: words(101) };
    }
    expect(allocate({ ladder: endless })().totalTokens).toBe(90);
  });

  it("keeps nothing of what may go in a budget of 0", () => {
    const { evidence, trims } = inWords(0).allocate({ evidence: { text: "a b\n\nc" } });
    expect(evidence).toEqual({ text: "", tokens: 0 });
    expect(trims).toHaveLength(2);
    expect(trims[0]?.why).toBe("larger than all of it: evidence has 0 tokens");
    expect(inWords(0).allocate({ tools: { text: "[1]" } }).tools.text).toBe("");
    expect(() => inWords(0).allocate({ recent: { text: "hello" } })).toThrow("1 more than");
  });

  it("reads its configuration from a file", () => {
    const folder = mkdtempSync(join(tmpdir(), "tokenpak-budgeter-"));
    try {
      const path = join(folder, "budget.yaml");
      writeFileSync(path, "total_tokens: 3\n");
      const { evidence } = new Budgeter(path, { counter: WORDS }).allocate({
        evidence: { items: ["a b", "c d", "e"] },
      });
      expect(evidence.items).toEqual(["a b", "e"]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("refuses what it cannot understand, and names the fix", () => {
    const messageOf = (components: object): string => {
      try {
        inWords(100).allocate(components as never);
        return "taken";
      } catch (error) {
        return isTokenPakError(error, "INVALID_OPTION") ? error.message : String(error);
      }
    };
    expect(messageOf({ histroy: { text: "" } })).toContain('no bucket "histroy": use state');
    expect(messageOf(new Map([["state", { text: "" }]]))).toContain("give an object with state");
    expect(messageOf({ state: "text" })).toContain("give { text } or { items }");
    expect(messageOf({ state: { text: "", items: [] } })).toContain("both: give text or items");
    expect(messageOf({ state: { item: [] } })).toContain('no field "item"');
    expect(messageOf({ tools: { items: [{ txt: "" }] } })).toContain("tools.items[0]");
    const item = { text: "", score: Number.NaN };
    expect(messageOf({ evidence: { items: ["", item] } })).toContain(
      "evidence.items[1].score is NaN: give a finite number",
    );
    expect(messageOf({ recent: { text: "", priority: "urgent" } })).toContain(
      "give critical, high",
    );
    expect(() => new Budgeter({}, { ladder: {} as never })).toThrow("give a function");
  });

  it("reports components and results alike", () => {
    const budgeter = inWords(200);
    const result = budgeter.allocate({ state: { text: words(50) }, evidence: { items: ["a b"] } });
    expect(budgeter.report(result)).toEqual({
      buckets: {
        state: { tokens: 50, pct: 25 },
        recent: { tokens: 0, pct: 0 },
        evidence: { tokens: 2, pct: 1 },
        tools: { tokens: 0, pct: 0 },
      },
      totalTokens: 52,
      budget: 200,
    });
  });

  it("takes 100,000 items, and as long a text", () => {
    const items = Array.from({ length: 100_000 }, (_, place) => `item ${place}`);
    const text = "User: once more\n\n".repeat(20_000);
    const { trims, totalTokens } = inWords(1000).allocate({
      evidence: { items },
      recent: { text },
    });
    expect(totalTokens).toBeGreaterThan(995);
    expect(trims.length).toBeGreaterThan(119_000);
  });

  it("takes components from a variable, as the published package's example has them", () => {
    const components = {
      state: { text: "{}", priority: "critical" },
      recent: { text: "User: what next?", priority: "high" },
      evidence: { items: [{ text: "a b", score: 0.9 }, { text: "c d" }], priority: "medium" },
      tools: { text: "[]", priority: "variable" },
    };
    const budgeter = inWords(6);
    const trimmed = budgeter.allocate(components);
    expectTypeOf(trimmed.evidence.priority).toEqualTypeOf<string>();
    expectTypeOf(trimmed.evidence.items[0]?.score).toEqualTypeOf<number | undefined>();
    expect(trimmed.evidence.items).toEqual([components.evidence.items[0]]);
    expect(budgeter.allocate(trimmed)).toEqual({ ...trimmed, trims: [] });
    // @ts-expect-error: no such priority
    expect(() => budgeter.allocate({ state: { text: "", priority: "urgent" } })).toThrow("urgent");
  });

  it("gives back the types that it was given", () => {
    const items: { text: string; path: string; score: number }[] = [];
    const result = inWords(10).allocate({ evidence: { items }, state: { text: "a" as const } });
    expectTypeOf(result.evidence.items).toEqualTypeOf<
      readonly { text: string; path: string; score: number }[]
    >();
    expectTypeOf(result.state.text).toEqualTypeOf<string>();
    expectTypeOf(result.state.tokens).toEqualTypeOf<number>();
    // @ts-expect-error: no such bucket was given
    expect(result.recent).toBeUndefined();
    // @ts-expect-error: no such bucket
    expect(() => inWords(10).allocate({ evidence: { items }, stat: { text: "a" } })).toThrow();
  });
});

const characters = { ...WORDS, count: (text: string): number => text.length };
