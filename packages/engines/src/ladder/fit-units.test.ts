import { createTokenCounter, isTokenPakError, parseEnvelope } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../heuristic-engine.ts";
import { checkTiling } from "./check-tiling.ts";
import { Source } from "./source.ts";
import { splitUnits } from "./split-units.ts";

const engine = new HeuristicEngine();
const counter = createTokenCounter();

const ROW = '{"id":17,"name":"Ada Lovelace","tags":["mathematics","engines"],"score":0.25}';

/** Texts of few units, each larger than a usual limit. */
const COARSE: Readonly<Record<string, readonly [path: string, text: string]>> = {
  "one line of JSON that is cut off": ["a.jsonl", `{"rows":[${`${ROW},`.repeat(60)}${ROW}`],
  "a declaration of one module": [
    "a.d.ts",
    `declare module "m" {\n${Array.from({ length: 200 }, (_, at) => `  const value${at}: number;\n`).join("")}}\n`,
  ],
  "one block of code in a document": [
    "a.md",
    `# Run\n\n\`\`\`sh\n${Array.from({ length: 200 }, (_, at) => `command --number ${at}\n`).join("")}\`\`\`\n`,
  ],
  "a sentence without an end": ["a.txt", "one word after another, ".repeat(400)],
};

describe("fitUnits", () => {
  for (const [name, [path, text]] of Object.entries(COARSE)) {
    it(`uses a limit though no whole unit fits: ${name}`, () => {
      for (const maxTokens of [150, 300, 700]) {
        for (const options of [{}, { bare: true }, { query: "number word" }]) {
          const { tokens, level } = engine.pack(text, { path, maxTokens, ...options });
          expect(level).toBe("selected");
          expect(tokens).toBeLessThanOrEqual(maxTokens);
          expect(tokens / maxTokens).toBeGreaterThan(0.75);
        }
      }
    });
  }

  it("keeps the part of a long line that the query asks for", () => {
    const text = `{"rows":[${`${ROW},`.repeat(60)}{"id":99,"name":"Grace Hopper"},${`${ROW},`.repeat(60)}${ROW}]}`;
    const { text: packed } = engine.pack(text, {
      path: "a.jsonl",
      maxTokens: 150,
      query: "Hopper",
    });
    expect(packed).toContain('{"id":99,"name":"Grace Hopper"}');
  });

  it("keeps what answers the query at every limit above the one that first does", () => {
    const others = Array.from({ length: 12 }, (_, at) => {
      return `Harbour ${at + 1} was dredged twice. Its piers carry grain, timber and the failed crops of the valley. Trade fell off.`;
    });
    const told = `The lighthouse was lit in 1820. It was designed by Ada Brook. She had failed at first.`;
    const text = others.toSpliced(7, 0, told).join("\n\n");
    for (const bare of [false, true]) {
      const kept = [60, 80, 120, 200, 300].map((maxTokens) => {
        const query = "who designed the lighthouse";
        const packed = engine.pack(text, { kind: "text", query, maxTokens, bare });
        expect(packed.tokens).toBeLessThanOrEqual(maxTokens);
        return packed.text.includes("designed by Ada Brook");
      });
      expect(kept).toEqual(kept.map(() => true));
    }
  });

  it("names the smallest size that works where a floor cannot be met", () => {
    for (const text of ["Hello world.", "one two three\n".repeat(3), "word ".repeat(300)]) {
      for (const floor of ["byte-exact", "facts-verified", "extractive"] as const) {
        const named = sizeNamedBy(() => engine.pack(text, { maxTokens: 1, floor }));
        expect(engine.pack(text, { maxTokens: named, floor }).tokens).toBeLessThanOrEqual(named);
        expect(sizeNamedBy(() => engine.pack(text, { maxTokens: named - 1, floor }))).toBe(named);
      }
    }
  });
});

function sizeNamedBy(run: () => unknown): number {
  try {
    run();
  } catch (error) {
    if (!isTokenPakError(error, "FLOOR_UNSATISFIABLE")) throw error;
    return Number(/takes (\d+)/.exec(error.message)?.[1]);
  }
  throw new Error("it fits");
}

/** Two units that are one word, number or character: letters, marks, flags, joined emoji, digits of any script. */
const TORN = new RegExp(
  [
    "[a-z][a-z]|[\\u0905-\\u0939][\\u0905-\\u0939]|[\\uac00-\\ud7a3]{2}|[\\u30ab\\u30bf\\u30ca]{2}",
    "\\u200d|[\\u0660-\\u066c]{2}|[^](?:\\u0301|[\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e\\u093e-\\u094d])",
  ].join("|"),
);

describe("splitUnits", () => {
  const words = fc.constantFrom(
    "12,345,678 ",
    "a1b2c3",
    "word ",
    "3.14 ",
    "Ends. ",
    "\n",
    "\n\n",
    "日本",
    "\u{1f600}",
    "x,",
    "1 234 567 ",
    "٣٫١٤ ",
    "12\u00a0345 ",
    "e\u0301",
    "สิทธิมนุษยชน",
    "เท่า",
    "\u{1f468}\u200d\u{1f469}",
    "\u{1f1e9}\u{1f1ea}",
    "\u{1f44d}\u{1f3fd}",
    "カタカナ",
    "अधिकार ",
    "한국어 ",
    "權利，",
  );
  const texts = fc.array(words, { maxLength: 400 }).map((parts) => parts.join(""));
  const request = { query: undefined, preserve: [] };
  const split = (text: string) => {
    const whole = { from: 0, to: text.length, tier: 5, score: 0 };
    const source = new Source(text, { counter });
    return splitUnits([whole], { source, request, kept: new Set() });
  };

  it("tiles the unit", () => {
    fc.assert(
      fc.property(texts, (text) => {
        let at = 0;
        for (const { from, to } of split(text)) {
          expect(from).toBe(at);
          expect(to).toBeGreaterThan(from);
          at = to;
        }
        expect(at).toBe(text.length);
      }),
      { numRuns: 60 },
    );
  });

  it("takes a sentence of more clauses than a call has arguments", () => {
    expect(split(",".repeat(80).concat("\t").repeat(130_000))).toHaveLength(130_000);
  });

  it("tears no word, no number and no character", () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { to } of split(text).slice(0, -1)) {
          expect(text.slice(to - 1, to + 1)).not.toMatch(TORN);
          expect(text.slice(to - 1, to + 1)).not.toMatch(
            /[0-9.][0-9.]|[\ud800-\udbff][\udc00-\udfff]/,
          );
          expect(text.slice(Math.max(0, to - 2), to + 3)).not.toMatch(/\d,\d{3}/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("leaves outputs that tile their source", () => {
    fc.assert(
      fc.property(texts, fc.nat({ max: 400 }), (text, maxTokens) => {
        const packed = engine.pack(text, { kind: "text", maxTokens }).text;
        const envelope = parseEnvelope(packed);
        if (envelope === undefined || envelope.body === "") return;
        const source = new Source(text, { counter });
        expect(checkTiling(source, envelope.body, envelope.sigil)).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });
});
