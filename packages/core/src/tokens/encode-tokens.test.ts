import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mixedText } from "./__fixtures__/mixed-text.ts";
import { referenceIds } from "./__fixtures__/reference-encoder.ts";
import { countTokens } from "./count-tokens.ts";
import { encodeTokens } from "./encode-tokens.ts";
import { EXACT_ENCODINGS } from "./encodings.ts";

const require = createRequire(import.meta.url);
const dataDir =
  // biome-ignore lint/complexity/useLiteralKeys: the compiler wants index access on an index signature
  process.env["TOKENPAK_BENCH_DATA"] ?? join(import.meta.dirname, "../../../../../shared/data");
const testPlans = join(dataDir, "tokens/TestPlans.txt");

const CASES: Readonly<Record<string, string>> = {
  "the empty string": "",
  "NEL before a number": " \u00850",
  "a byte order mark": "\ufeffname,\ufeff \ufeff\ufeffvalue",
  "line endings": "a\r\n\r\nb\r\r\n \r\n\t\n  c\n \n\n",
  "spaces before a word and at the end": "a    b\t\tc  \n   d   ",
  "contractions in every case": "I'm WE'LL they'Re YOU'VE it'S he'D ca'T 'sup ''ll 'l 'r 're'",
  "a contraction with a long s": "it'\u017f THAT'\u017fs",
  "slashes after line breaks": "//\n//\r\n/ http://x/\n/y",
  "camel case and capitals": "parseHTTPResponse XMLHttpRequest ABC ÀÉabc Ǆǅǆ",
  "a mark before capitals": "\u0301ABC \u0301\u0301A \u0301abc (\u0301ABC",
  "caseless letters before capitals": "日ABC日ABCd ªBªb",
  "emoji joined by ZWJ": "👨‍👩‍👧‍👦 🏳️‍🌈 👍🏽",
  "combining marks": "Z̷͔̈a̶l̴g̵o̷ e\u0301\u0302",
  Thai: "ภาษาไทยไม่มีช่องว่างระหว่างคำ",
  Arabic: "اللغة العربية ١٢٣٤ مُحَمَّد",
  Devanagari: "हिन्दी में लिखा हुआ क्षेत्र",
  "Chinese, Japanese and Korean": "这是一个句子。日本語のテキスト、한국어 문장.",
  "lone surrogates": "\ud83d \ude00 a\ud800b\udfff",
  "special tokens' text": "<|endoftext|> <|fim_prefix|><|endofprompt|>",
  "long numbers": `${"1234567890".repeat(30)} ٠١٢٣٤٥ ⅯⅮⅭ ½¾ 1.5e10`,
  "runs of one character": ["a", "=", " ", "\n", "的", "A", "\u0301"]
    .map((c) => c.repeat(300))
    .join("x"),
};

describe("encodeTokens", () => {
  it.each(Object.entries(CASES))("gives the wasm's ids for %s", (_, text) => {
    for (const encoding of EXACT_ENCODINGS) {
      expect(encodeTokens(text, { encoding }), encoding).toEqual(referenceIds(encoding, text));
    }
  });

  it("takes NEL for white space and not for a letter", () => {
    expect(encodeTokens(" \u00850", { encoding: "cl100k_base" })).toEqual([220, 126, 227, 15]);
  });

  it.each(EXACT_ENCODINGS)("gives the wasm's ids for any text in %s", (encoding) => {
    fc.assert(
      fc.property(mixedText, (text) => {
        expect(encodeTokens(text, { encoding })).toEqual(referenceIds(encoding, text));
      }),
      { numRuns: 400 },
    );
  });

  it("puts every code point of the first planes into the wasm's class, in several places", () => {
    const around = (point: number) => {
      const it = String.fromCodePoint(point);
      return `a${it}B ${it}${it}1 ${it}\n`;
    };
    for (const encoding of ["o200k_base", "cl100k_base", "r50k_base"] as const) {
      for (const text of textsOf(around, 23)) {
        expect(encodeTokens(text, { encoding })).toEqual(referenceIds(encoding, text));
      }
    }
  });

  it.each(EXACT_ENCODINGS)("gives the wasm's ids for a library's source in %s", (encoding) => {
    const text = readFileSync(require.resolve("fast-check"), "utf8");
    const readme = readFileSync(
      join(dirname(require.resolve("@dqbd/tiktoken")), "README.md"),
      "utf8",
    );
    for (const source of [text, readme]) {
      expect(encodeTokens(source, { encoding })).toEqual(referenceIds(encoding, source));
    }
  });

  it.skipIf(!existsSync(testPlans))("gives the recorded ids (needs tokens/TestPlans.txt)", () => {
    const plans = readFileSync(testPlans, "utf8");
    const form = /EncodingName: (\S+)\r?\nSample: ([\s\S]*?)\r?\nEncoded: \[(.*)\]/g;
    let checked = 0;
    for (const [, encoding = "", sample = "", ids = ""] of plans.matchAll(form)) {
      const expected = ids === "" ? [] : ids.split(",").map(Number);
      expect(encodeTokens(sample, { encoding })).toEqual(expected);
      expect(countTokens(sample, { encoding })).toBe(expected.length);
      checked++;
    }
    expect(checked).toBeGreaterThan(300);
  });

  it("refuses an estimate, which has no ids", () => {
    expect(() => encodeTokens("a", { encoding: "claude-estimate" })).toThrow(
      /no token ids.*o200k_base/,
    );
  });
});

/** Every code point to U+3000 and every `step`th after it, through `around`, some hundred to a text. */
function textsOf(around: (point: number) => string, step: number): string[] {
  const texts: string[] = [];
  for (let from = 0; from < 0x11_0000; from += 0x2000) {
    let text = "";
    for (let point = from; point < from + 0x2000; point += from < 0x3000 ? 1 : step) {
      if (!isUnassignedPlane(point)) text += around(point);
    }
    if (text !== "") texts.push(text);
  }
  return texts;
}

/** Planes 4 to 13 hold no characters; the sample leaves them out. */
function isUnassignedPlane(point: number): boolean {
  return point >= 0x4_0000 && point < 0xe_0000;
}
