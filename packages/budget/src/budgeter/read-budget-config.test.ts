import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { BUCKETS, DEFAULT_BUDGET_CONFIG } from "./budget-config.ts";
import { readBudgetConfig } from "./read-budget-config.ts";

const errorOf = (text: string, file?: string): string => {
  try {
    readBudgetConfig(text, { file });
  } catch (error) {
    expect(error).toMatchObject({ name: "TokenPakError", code: "CONFIG_INVALID" });
    return (error as Error).message;
  }
  throw new Error("nothing is wrong with it");
};

const REFERENCE_FILE = `# tokens of a context
total_tokens: 8000
buckets:
  state: { min_pct: 5, max_pct: 12, priority: critical }
  recent:
    min_pct: 12.5
    max_pct: 25
    priority: high
trim_order: [older_history, low_score_evidence]
thresholds:
  evidence_keep_pct: 0.80
`;

describe("readBudgetConfig", () => {
  it("lays a file of the Python package over the defaults, and notes what has no effect", () => {
    const { notes, ...config } = readBudgetConfig(REFERENCE_FILE);
    expect(config).toEqual({
      totalTokens: 8000,
      buckets: {
        ...DEFAULT_BUDGET_CONFIG.buckets,
        state: { minPct: 5, maxPct: 12, priority: "critical" },
        recent: { minPct: 12.5, maxPct: 25, priority: "high" },
      },
    });
    expect(notes).toEqual([
      expect.stringMatching(/^budget_config\.yaml:9: trim_order has no effect: .* priority/),
      expect.stringMatching(/^budget_config\.yaml:10: thresholds has no effect: /),
    ]);
  });

  it.each(["", "\uFEFF", "# nothing\n", "buckets:\n", "buckets:\n  tools:\n", "---\n...\n", "{}"])(
    "takes %j as the defaults",
    (text) => {
      expect(readBudgetConfig(text)).toEqual(DEFAULT_BUDGET_CONFIG);
    },
  );

  it("reads camelCase, JSON, a byte order mark, any line breaks, and aliases", () => {
    const tools = { ...DEFAULT_BUDGET_CONFIG.buckets.tools, maxPct: 40 };
    const expected = {
      totalTokens: 0,
      buckets: { ...DEFAULT_BUDGET_CONFIG.buckets, tools },
    };
    const written = "\uFEFFtotalTokens: 0\nbuckets:\n  tools:\n    maxPct: 40\n";
    for (const end of ["\n", "\r\n", "\r"]) {
      expect(readBudgetConfig(written.replaceAll("\n", end))).toEqual(expected);
    }
    expect(readBudgetConfig(JSON.stringify(expected, null, "\t"))).toEqual(expected);
    const same = "buckets:\n  state: &low { min_pct: 5 }\n  recent: *low\n";
    expect(readBudgetConfig(same).buckets.recent.minPct).toBe(5);
  });

  it("tells all errors at once, in line order, each with file, line, key and the fix", () => {
    const text = `buckets:
  recent:
    min_pct: 120
    max_pc: 20
  state: 7
  skills: {}
  evidence: { min_pct: 0.08, max_pct: "70", priority: urgent }
  recent: {}
total_tokens: 1.5
totalTokens:
daily_limit_usd: 5
`;
    expect(errorOf(text, "conf/b.yaml").split("\n")).toEqual([
      "conf/b.yaml:3: buckets.recent.min_pct is 120; give 0 to 100.",
      "conf/b.yaml:4: buckets.recent.max_pc is not known; did you mean max_pct?",
      "conf/b.yaml:5: buckets.state is 7; give a map with min_pct, max_pct, priority.",
      "conf/b.yaml:6: buckets.skills is not known; give state, recent, evidence, tools.",
      "conf/b.yaml:7: buckets.evidence.min_pct is 0.08; give 0, or percent from 1 on: 8 if 8 % is meant.",
      'conf/b.yaml:7: buckets.evidence.max_pct is "70"; give 0 to 100, in digits without quotes, units and signs.',
      'conf/b.yaml:7: buckets.evidence.priority is "urgent"; give critical, high, medium, low or variable.',
      "conf/b.yaml:8: buckets.recent is given twice, as buckets.recent in line 2 too; keep one.",
      "conf/b.yaml:9: total_tokens is 1.5; give a whole number of tokens, from 0.",
      "conf/b.yaml:10: totalTokens is given twice, as total_tokens in line 9 too; keep one.",
      "And 1 more.",
    ]);
  });

  it.each([
    ["daily_limit_usd: 5", /:1: daily_limit_usd is about spending.*"tokenpak budget set"/],
    ["total_tokens:", /:1: total_tokens is empty; give a whole number/],
    ["total_tokens: .nan", /:1: total_tokens is NaN; /],
    ["total_tokens: -1", /:1: total_tokens is -1; /],
    ["total_tokens: 1e300", /:1: total_tokens is 1e\+300; /],
    ["total_tokens: 12_000", /:1: total_tokens is "12_000"; .*in digits/],
    ["total_tokens: [1]", /:1: total_tokens is a list; /],
    ["total_tokens: *nowhere", /:1: total_tokens is "\*nowhere"; /],
    ["total_tokens: !secret 7", /:1: this is not YAML: Unresolved tag/],
    ["- a", /:1: the configuration is a list; give a map with total_tokens, buckets\./],
    ["twelve", /:1: the configuration is "twelve"; /],
    ["\n\nbuckets: [", /:3: this is not YAML: /],
    ["buckets:\n\tstate: 1", /:2: this is not YAML: Tabs/],
    ["total_tokens: 1\n---\ntotal_tokens: 2", /:2: a second document begins here; give one\./],
    [
      "__proto__: 1\nconstructor: 2",
      /:1: __proto__ is not known.*\n.*:2: constructor is not known/,
    ],
    ["? [a]\n: 1", /:1: "\?" is not known/],
    ["a\u0007: 1", /not YAML|"a\\u0007" is not known/],
    ["buckets: &b\n  state: *b", /:2: buckets\.state\.state is not known/],
  ])("refuses %j", (text, message) => {
    expect(errorOf(text)).toMatch(message);
  });

  it("refuses ranges that do not go together, the defaults among them", () => {
    const text =
      "buckets:\n state: {min_pct: 30}\n recent: {max_pct: 5}\n tools: {min_pct: 80, max_pct: 20}";
    expect(errorOf(text).split("\n")).toEqual([
      "budget_config.yaml:1: buckets have minima of 170 together (state 30, recent 10, evidence 50, tools 80); give at most 100.",
      "budget_config.yaml:2: buckets.state.min_pct is 30, above the maximum of 15 (the default); give both.",
      "budget_config.yaml:3: buckets.recent.max_pct is 5, below the minimum of 10 (the default); give both.",
      "budget_config.yaml:4: buckets.tools.min_pct is 80, above the maximum of 20; give a lower one.",
    ]);
    expect(errorOf("buckets: {evidence: {max_pct: 50}, tools: {max_pct: 0}}")).toBe(
      "budget_config.yaml:1: buckets have maxima of 85 together (state 15, recent 20, evidence 50, tools 0), so that the total cannot be used; give at least 100.",
    );
    const thirds =
      "buckets: {state: {min_pct: 33.3, max_pct: 34}, recent: {min_pct: 33.3, max_pct: 34}, evidence: {min_pct: 33.4}}";
    expect(readBudgetConfig(thirds).buckets.evidence.minPct).toBe(33.4);
  });

  it.each([
    ["brackets", "[".repeat(900_000)],
    ["braces with keys", "{a: ".repeat(200_000)],
    ["lists in lists", "- ".repeat(400_000)],
    ["lists in lists that end", `${"- ".repeat(3000)}x\ny: 1`],
    ["questions", "? ".repeat(400_000)],
    ["indentation", Array.from({ length: 1000 }, (_, at) => `${" ".repeat(at)}a:`).join("\n")],
    ["keys", "total_tokens: 1\n".repeat(60_000)],
    ["stray brackets", "]".repeat(900_000)],
    ["documents", "---\n".repeat(200_000)],
  ])("refuses masses of %s before they come to the parser", (_, text) => {
    expect(errorOf(text)).toMatch(/^budget_config\.yaml:\d+: there is more structure up to here/);
  });

  it("has short messages for long mistakes", () => {
    const long = "x".repeat(900_000);
    for (const text of [
      `%${long}\n---\n`,
      `total_tokens: !<${long}> 1`,
      `total_tokens: *${long}`,
    ]) {
      expect(errorOf(text).length).toBeLessThan(1000);
    }
  });

  it("refuses more than a million characters", () => {
    expect(errorOf("x".repeat(1_000_001))).toMatch(/:1: the file is over 1 MB/);
  });

  it("never expands aliases", () => {
    const levels = Array.from(
      { length: 30 },
      (_, at) => `a${at + 1}: &a${at + 1} [*a${at}, *a${at}]`,
    );
    const bomb = `a0: &a0 [x, x]\n${levels.join("\n")}\nbuckets: *a30\n`;
    expect(errorOf(bomb)).toMatch(/^budget_config\.yaml:1: a0 is not known/);
  });

  it("gives a configuration whose ranges can be met, or an error with lines, for any text", () => {
    const key = fc.constantFrom(
      ..."total_tokens totalTokens buckets state recent evidence tools min_pct max_pct priority trim_order x".split(
        " ",
      ),
    );
    const value = fc.constantFrom(
      "",
      "5",
      "60",
      "-1",
      "high",
      "{",
      "[1]",
      "&a {}",
      "*a",
      "'",
      "|",
      "# c",
    );
    const line = fc
      .tuple(fc.nat(3), key, value)
      .map(([depth, name, given]) => `${"  ".repeat(depth)}${name}: ${given}`);
    const text = fc.oneof(
      fc.array(line, { maxLength: 12 }).map((lines) => lines.join("\n")),
      fc.string({ unit: "grapheme" }),
    );
    fc.assert(
      fc.property(text, (given) => {
        try {
          const { totalTokens, buckets } = readBudgetConfig(given);
          expect(totalTokens).toBeGreaterThanOrEqual(0);
          for (const name of BUCKETS)
            expect(buckets[name].minPct).toBeLessThanOrEqual(buckets[name].maxPct);
        } catch (error) {
          expect(error).toMatchObject({ code: "CONFIG_INVALID" });
          expect((error as Error).message).toMatch(
            /^(budget_config\.yaml:\d+: .+[.?](\nAnd \d+ more\.)?\n?)+$/u,
          );
        }
      }),
      { numRuns: 300 },
    );
  });
});
