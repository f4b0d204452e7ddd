import { createTokenCounter, isTokenPakError, type PackOptions } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { MemoryStore } from "../tests/memory-store.ts";
import { HeuristicEngine } from "./heuristic-engine.ts";

const engine = new HeuristicEngine();
const counter = createTokenCounter();

const sentence = (topic: string): string =>
  `The ${topic} is described here at some length, in words that only connect one thought with another and state nothing.`;
const DOCUMENT = [
  "# Guide",
  "",
  sentence("introduction"),
  sentence("rationale"),
  sentence("history"),
  "",
  "## Limits",
  "",
  "| name | value |",
  "|---|---|",
  "| timeout | 30 s |",
  "| retries | 4 |",
  "",
  "- see [the manual](https://example.com/manual)",
  "",
  ...Array.from({ length: 12 }, (_, index) => `${sentence(`part ${"abcdefghijkl"[index]}`)}\n`),
].join("\n");

const LOG = [
  ...Array.from({ length: 200 }, (_, index) => `request ${index} served in ${index % 7} ms`),
  "FATAL: disk full on /var/lib/data",
  "    at Object.write (/app/src/write.js:12:9)",
  ...Array.from({ length: 200 }, (_, index) => `request ${index + 200} served in ${index % 7} ms`),
].join("\n");

function codeOf(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    return isTokenPakError(error) ? error.code : `not ours: ${String(error)}`;
  }
  return undefined;
}

describe("HeuristicEngine", () => {
  it("keeps the structure of Markdown and marks the prose it leaves out", () => {
    const result = engine.pack(DOCUMENT, { path: "guide.md" });
    expect(result).toMatchObject({ kind: "markdown", grade: "facts-verified", level: "structure" });
    for (const line of [
      "# Guide",
      "## Limits",
      "| retries | 4 |",
      "- see [the manual](https://example.com/manual)",
    ]) {
      expect(result.text).toContain(line);
    }
    expect(result.tokens).toBeLessThan(result.tokensBefore / 2);
    expect(result.omissions.length).toBeGreaterThan(0);
    expect(result.omissions.every(({ tokens }) => tokens > 0)).toBe(true);
  });

  it("keeps what the query asks for under a limit", () => {
    const query = "what is said about part f";
    const { text } = engine.pack(DOCUMENT, { path: "guide.md", maxTokens: 100, query });
    expect(text).toContain("part f");
  });

  it("keeps a fatal error and its stack frame in the middle of a long log", () => {
    const { text, tokens } = engine.pack(LOG, { maxTokens: 120 });
    expect(text).toContain("FATAL: disk full on /var/lib/data");
    expect(text).toContain("/app/src/write.js:12:9");
    expect(tokens).toBeLessThanOrEqual(120);
  });

  it("keeps the newest instruction of a chat", () => {
    const chat = [
      "User: hello",
      ...Array.from({ length: 60 }, (_, index) => `Assistant: step ${index} is done\nUser: go on`),
      "User: now run the migrations, but only on the staging database",
    ].join("\n");
    expect(engine.compress(chat, { maxTokens: 60 })).toContain("only on the staging database");
  });

  it("keeps what preserve names, strings and expressions alike", () => {
    const { text } = engine.pack(LOG, {
      maxTokens: 120,
      preserve: ["request 317 ", /request 5\b/g],
    });
    expect(text).toContain("request 317 served");
    expect(text).toContain("request 5 served");
  });

  it("obeys every limit from 0 on, and uses what it is given", () => {
    for (let maxTokens = 0; maxTokens <= 400; maxTokens += maxTokens < 80 ? 1 : 7) {
      const { tokens, text } = engine.pack(LOG, { maxTokens });
      expect(tokens).toBeLessThanOrEqual(maxTokens);
      expect(counter.count(text)).toBe(tokens);
      if (maxTokens >= 100) expect(tokens).toBeGreaterThan(maxTokens * 0.9);
    }
  });

  it("ends with the envelope alone and then the empty text, and reports all as left out", () => {
    const alone = engine.pack(LOG, { maxTokens: 20 });
    expect(alone).toMatchObject({
      level: "envelope",
      omissions: [{ unit: "line", from: 1, to: 402, count: 402 }],
    });
    const nothing = engine.pack(LOG, { maxTokens: 0 });
    expect(nothing).toMatchObject({ text: "", tokens: 0, omissions: [{ count: 402 }] });
  });

  it("says how much an explicit floor would take, rightly", () => {
    let message = "";
    try {
      engine.pack(DOCUMENT, { path: "guide.md", floor: "facts-verified", maxTokens: 50 });
    } catch (error) {
      expect(isTokenPakError(error, "FLOOR_UNSATISFIABLE")).toBe(true);
      message = (error as Error).message;
    }
    const least = Number(/smallest takes (\d+)/.exec(message)?.[1]);
    const options: PackOptions = { path: "guide.md", floor: "facts-verified" };
    expect(engine.pack(DOCUMENT, { ...options, maxTokens: least }).tokens).toBe(least);
    expect(codeOf(() => engine.pack(DOCUMENT, { ...options, maxTokens: least - 1 }))).toBe(
      "FLOOR_UNSATISFIABLE",
    );
  });

  it("leaves plain text alone when no limit forces it", () => {
    expect(engine.pack(LOG)).toMatchObject({ text: LOG, grade: "byte-exact", level: "source" });
  });

  it.each([
    { maxTokens: -1 },
    { maxTokens: 1.5 },
    { maxTokens: Number.NaN },
    { maxTokens: Number.POSITIVE_INFINITY },
    { floor: "best" },
    { kind: "novel" },
    { query: 3 },
    { preserve: "text" },
    { preserve: [5] },
    { counter: {} },
    { store: {} },
    { bare: "yes" },
    null,
  ])("refuses %j", (options) => {
    expect(codeOf(() => engine.pack("text", options as unknown as PackOptions))).toBe(
      "INVALID_OPTION",
    );
  });

  it.each([[undefined], [null], [12], [Buffer.from("a")]])(
    "refuses content that is no text: %j",
    (content) => {
      expect(codeOf(() => engine.pack(content as unknown as string))).toBe("INVALID_OPTION");
    },
  );

  it("takes defaults from its constructor, and a call's options over them", () => {
    const small = new HeuristicEngine({ maxTokens: 50 });
    expect(small.pack(LOG).tokens).toBeLessThanOrEqual(50);
    expect(small.pack(LOG, { maxTokens: 300 }).tokens).toBeGreaterThan(200);
    expect(small.pack(LOG, { maxTokens: undefined }).tokens).toBeLessThanOrEqual(50);
  });

  it("has omissions and facts in JSON and in structured clones", () => {
    const result = engine.pack(LOG, { maxTokens: 100, facts: true });
    expect(JSON.parse(JSON.stringify(result))).toEqual(structuredClone(result));
    expect(structuredClone(result).facts.recall).toBeGreaterThan(0);
  });

  it("packs asynchronously to the same result", async () => {
    const store = new MemoryStore();
    const later = {
      put: (text: string) => Promise.resolve(store.put(text)),
      get: (ref: string) => Promise.resolve(store.get(ref)),
    };
    const result = await engine.packAsync(LOG, { maxTokens: 100, store: later });
    expect(result.text).toBe(engine.pack(LOG, { maxTokens: 100 }).text);
    expect(store.get(result.ref)).toBe(LOG);
  });
});

describe("HeuristicEngine with a store", () => {
  it("keeps the original before it returns anything else, and nothing it did not replace", () => {
    const store = new MemoryStore();
    const result = engine.pack(LOG, { maxTokens: 100, store });
    expect(store.get(result.ref)).toBe(LOG);
    engine.pack("short", { store });
    expect(store.texts.size).toBe(1);
  });

  it("packs a packed text from its original, so that markers keep their line numbers", () => {
    const store = new MemoryStore();
    const first = engine.pack(LOG, { maxTokens: 300, store });
    const again = engine.pack(first.text, { maxTokens: 100, store });
    expect(again.ref).toBe(first.ref);
    expect(again.text).toBe(engine.pack(LOG, { maxTokens: 100 }).text);
  });

  it("leaves nothing out of a text with a credential, which no store takes", () => {
    const store = new MemoryStore();
    const text = `${LOG}\ntoken = ${`ghp_${"a1B2".repeat(9)}`}\n`;
    expect(engine.pack(text, { store })).toMatchObject({ text, grade: "byte-exact" });
    expect(codeOf(() => engine.pack(text, { store, maxTokens: 100 }))).toBe("ORIGINAL_NOT_STORED");
    expect(engine.pack(text, { maxTokens: 100 }).tokens).toBeLessThanOrEqual(100);
  });

  it("returns nothing lossy when the store fails", () => {
    const broken = {
      put: (): never => {
        throw new Error("disk full");
      },
      get: () => undefined,
    };
    expect(codeOf(() => engine.pack(LOG, { maxTokens: 100, store: broken }))).toBe(
      "ORIGINAL_NOT_STORED",
    );
    const text = engine.pack(DOCUMENT, { path: "guide.md", store: broken });
    expect(text).toMatchObject({ grade: "byte-exact", text: DOCUMENT });
  });

  it.each([
    ["guide.md", DOCUMENT],
    ["app.log", LOG],
  ])("has a ladder of made-to-measure rungs of %s for a budget to choose from", (path, text) => {
    const sizes = [20, 300, 60, 120, 100_000];
    const rungs = [...engine.ladder(text, { path, sizes, query: "history" })];
    expect(rungs[0]?.text).toBe(text);
    const made = rungs.filter(({ level }) => level === "selected");
    expect(made.length).toBeGreaterThanOrEqual(1);
    for (const [index, rung] of rungs.entries()) {
      expect(counter.count(rung.text)).toBe(rung.tokens);
      expect(rung.tokens).toBeLessThan(rungs[index - 1]?.tokens ?? Number.POSITIVE_INFINITY);
    }
    for (const rung of made) {
      const size = sizes.filter((one) => one >= rung.tokens).sort((a, b) => a - b)[0];
      const options = { path, maxTokens: size, query: "history" };
      expect(engine.pack(text, options).text).toBe(rung.text);
    }
    const within = [...engine.ladder(text, { path, maxTokens: 120 })];
    expect(within.map(({ tokens }) => tokens <= 120)).not.toContain(false);
    expect(within.at(-1)?.text).toBe(engine.pack(text, { path, maxTokens: 120 }).text);
    const exact = [...engine.ladder(text, { path, sizes, floor: "value-exact" })];
    expect(exact.map(({ level }) => level)).not.toContain("selected");
  });

  it.each([[-1], [0.5], [Number.NaN], ["9"]])("refuses a ladder of size %s", (size) => {
    expect(codeOf(() => engine.ladder(LOG, { sizes: [size as number] }))).toBe("INVALID_OPTION");
  });
});

describe("HeuristicEngine on hostile input", () => {
  it.each([
    ["200,000 letters on one line", "x".repeat(200_000)],
    ["100,000 line breaks", "\n".repeat(100_000)],
    ["a hundred thousand brackets", `${"[".repeat(100_000)}${"]".repeat(100_000)}`],
    ["an unclosed fence", `\`\`\`\n${"text\n".repeat(20_000)}`],
    ["a wall of hashes", "#".repeat(200_000)],
    ["pipes and dashes", "|-".repeat(100_000)],
    ["NUL and lone surrogates", "\0\ud800".repeat(10_000)],
    ["carriage returns only", "line\r".repeat(20_000)],
    ["digits and dots", "1.".repeat(100_000)],
    ["quotes", '"'.repeat(100_000)],
  ])("takes %s, with and without a limit", (_, text) => {
    expect(engine.pack(text, { path: "a.md" }).verifyFailures).toBe(0);
    const { tokens, facts } = engine.pack(text, { maxTokens: 100 });
    expect(tokens).toBeLessThanOrEqual(100);
    expect(facts.recall).toBeLessThanOrEqual(1);
  });
});
