import { createTokenCounter, isTokenPakError, parseEnvelope, parseMarkers } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { unpack } from "../unpack.ts";
import type { PackItem } from "./pack-item.ts";
import { packItems } from "./pack-items.ts";

const counter = createTokenCounter();

/** A file of so many functions. */
const codeOf = (functions: number): string =>
  Array.from(
    { length: functions },
    (_, at) => `export function step${at}(input: string): string {\n  return input + "${at}";\n}\n`,
  ).join("\n");

const numbered = (text: string, from = 1): string =>
  text.replace(/^/gm, () => `${from++}:`).replace(/\d+:$/, "");

describe("packItems", () => {
  const file = codeOf(12);
  const edited = file.replace('input + "5"', "input.trim()");

  it("shows of a file that is read again what changed, with the lines of both", () => {
    const [first, again] = packItems([
      { content: file, path: "src/steps.ts", name: "src/steps.ts" },
      { content: edited, path: "src/steps.ts", name: "src/steps.ts" },
    ]);
    expect(first?.text).toBe(file);
    expect(again?.text.replace(/^.*\n/, "")).toBe(
      "... lines 1-21 of src/steps.ts\n  return input.trim();\n... lines 23-47 of src/steps.ts\n",
    );
    expect(again).toMatchObject({
      grade: "byte-exact",
      level: "references",
      kind: "code",
      name: "src/steps.ts (2)",
      omissions: [],
      references: [
        { item: 1, name: "src/steps.ts", from: 1, to: 21, itemFrom: 1, lines: 21, shift: 0 },
        { item: 1, name: "src/steps.ts", from: 23, to: 47, itemFrom: 23, lines: 25, shift: 0 },
      ],
    });
  });

  it("points past what moved, and says how line numbers moved", () => {
    const longer = `// A new line.\n${file}`;
    const texts = packItems([numbered(file), longer, numbered(longer), numbered(file, 7)]).map(
      ({ text }) => text.replace(/^\[tp.*\n/, ""),
    );
    expect(texts[2]).toBe("1:// A new line.\n... lines 2-48 = item 1 lines 1-47, numbers +1\n");
    expect(texts[3]).toBe("... lines 1-47 = item 1 lines 1-47, numbers +6\n");
  });

  it("points to where lines stand literally, never to a reference or to what was left out", () => {
    const packed = packItems([file, edited, edited, edited], { floor: "facts-verified" });
    for (const { references } of packed) {
      for (const { item, itemFrom, lines } of references) {
        const there = packed[item - 1];
        const held = there?.references ?? [];
        expect(there?.grade).toBe("byte-exact");
        const overlaps = held.some(({ from, to }) => from < itemFrom + lines && to >= itemFrom);
        expect(overlaps).toBe(false);
      }
    }
    const bodies = file.replaceAll(
      "  return",
      "  const made = input.trim();\n  log(made);\n  return",
    );
    const outline = packItems([{ content: bodies, path: "a.ts" }], { floor: "facts-verified" });
    expect(outline[0]?.grade).toBe("facts-verified");
    const twice = [
      { content: bodies, path: "a.ts" },
      { content: bodies, kind: "text" as const },
    ];
    const [, after] = packItems(twice, { floor: "facts-verified" });
    expect(after?.text).toBe(bodies);
  });

  it("points further up in the same text where that saves enough", () => {
    const block = codeOf(10);
    const [packed] = packItems([{ content: `before\n${block}after\n${block}end`, kind: "text" }]);
    expect(packed?.text.split("\n").slice(-2)).toEqual(["... lines 42-80 = lines 2-40", "end"]);
    expect(packed?.references).toMatchObject([{ item: 1, name: "", from: 42, itemFrom: 2 }]);
    expect(unpack(packed?.text ?? "")).toBe(`before\n${block}after\n${block}end`);
  });

  it("packs what is new between references by kind", () => {
    const log = (from: number): string =>
      Array.from(
        { length: 40 },
        (_, at) =>
          `2026-03-01T10:00:${10 + at} INFO worker ${from + at} took job ${from * at} from queue main`,
      ).join("\n");
    const noise = Array.from({ length: 20 }, (_, at) =>
      Array.from({ length: 9 }, (_, word) =>
        (((at + 2) * (word + 3) * 40_503) % 7919).toString(36),
      ),
    )
      .map((words) => words.join(" "))
      .join("\n");
    const items = [noise, `${noise}\n${log(100)}`];
    const [, packed] = packItems(items.map((content) => ({ content, kind: "log" as const })));
    expect(packed?.level).toBe("references and parts");
    expect(packed?.text).toMatch(/^\[log1= lines \d+-\d+ in \d+\]$/m);
    expect(unpack(packed?.text ?? "", { earlier: items })).toBe(items[1]);
  });

  it("leaves out of what is new what the floor allows, and marks it", () => {
    const added = codeOf(14)
      .replaceAll("step", "later")
      .replaceAll("  return", "  log(input);\n  log(input.trim());\n  return");
    const items = [file, `${file}\n${added}`];
    // The first is text here, so that it stays as it is.
    const [, packed] = packItems(
      [
        { content: file, kind: "text" },
        { content: `${file}\n${added}`, path: "a.ts" },
      ],
      { floor: "facts-verified" },
    );
    expect(packed).toMatchObject({ grade: "facts-verified", level: "references and facts" });
    expect(packed?.text).toContain("... lines 1-47 of item 1\n");
    const marked = parseMarkers(packed?.text ?? "").map(({ from, to }) => [from, to]);
    expect(packed?.omissions.map(({ from, to }) => [from, to])).toEqual(marked);
    expect(marked.length).toBeGreaterThan(3);
    expect(() => unpack(packed?.text ?? "", { earlier: items })).toThrow(packed?.ref ?? "-");
  });

  it("keeps what preserve names, and leaves outputs of ours as they are", () => {
    const [, kept] = packItems([file, file], { preserve: ["step7"] });
    expect(kept?.text).toContain("export function step7(");
    const [, packed] = packItems([file, edited]);
    const outputs = packItems([file, packed?.text ?? "", packed?.text ?? ""]);
    expect(outputs.map(({ text }) => text)).toEqual([file, packed?.text, packed?.text]);
  });

  it("writes markers that no line of the source looks like", () => {
    const tricky = `${file}... lines 1-3 of item 1\n`;
    const [, packed] = packItems([file, tricky]);
    expect(parseEnvelope(packed?.text ?? "")?.sigil).toBe("....");
    expect(unpack(packed?.text ?? "", { earlier: [file] })).toBe(tricky);
  });

  it("refuses what is no item, and options that items do not have", () => {
    for (const wrong of [
      () => packItems("text" as never),
      () => packItems([7 as never]),
      () => packItems([{ content: "a", name: 3 as never }]),
      () => packItems([], { bare: true } as never),
      () => packItems([], { maxTokens: 5 } as never),
    ]) {
      expect(wrong).toThrow(expect.objectContaining({ code: "INVALID_OPTION" }));
    }
  });

  const line = fc.constantFrom(
    "a",
    "",
    "}",
    "12:x",
    "13:y",
    "... lines 1-2 of item 1",
    "x\r",
    "\ufeffq",
  );
  const long = fc
    .integer({ min: 0, max: 40 })
    .map((at) => `const value${at} = "${at}".repeat(${at});`);
  const text = fc
    .array(fc.oneof(long, line), { maxLength: 50 })
    .chain((lines) =>
      fc.constantFrom(lines.join("\n"), lines.sort().join("\n"), lines.join("\r\n")),
    );
  const session = fc
    .array(fc.tuple(text, fc.nat(9), fc.boolean()), { maxLength: 7 })
    .map((drawn) => {
      const items: PackItem[] = [];
      for (const [own, back, ends] of drawn) {
        const old = items[items.length - 1 - back]?.content ?? "";
        items.push({ content: `${old}${ends ? "\n" : ""}${own}` });
      }
      return items;
    });

  it("is exact, causal, never larger, and sound on any session", () => {
    fc.assert(
      fc.property(session, (items) => {
        const packed = packItems(items);
        for (const [at, { text: sent, tokens, tokensBefore, verifyFailures }] of packed.entries()) {
          const { content } = items[at] as PackItem;
          expect(verifyFailures).toBe(0);
          expect(tokens).toBe(counter.count(sent));
          expect(tokensBefore).toBe(counter.count(content));
          expect(tokens < tokensBefore || sent === content).toBe(true);
          expect(unpack(sent, { earlier: items.slice(0, at) })).toBe(content);
        }
        const half = Math.floor(items.length / 2);
        const prefix = packItems(items.slice(0, half)).map(({ text: sent }) => sent);
        expect(prefix).toEqual(packed.slice(0, half).map(({ text: sent }) => sent));
      }),
      { numRuns: 18 },
    );
  });
});

describe("unpack of items", () => {
  const items = [codeOf(10), codeOf(3), codeOf(10).replace("step4", "other")];
  const packed = packItems(items);
  const sent = packed[2]?.text ?? "";
  const codeAndMessage = (earlier?: readonly string[]): string => {
    try {
      return unpack(sent, { earlier });
    } catch (error) {
      return isTokenPakError(error, "EARLIER_MISSING") ? error.message : String(error);
    }
  };

  it("names the item that is missing or another one", () => {
    expect(codeAndMessage(items.slice(0, 2))).toBe(items[2]);
    expect(codeAndMessage()).toContain('"item 1", which is not among the 0 earlier items');
    expect(codeAndMessage([codeOf(11).replace("step2", "else"), ""])).toContain(
      'lines of "item 1"',
    );
    expect(codeAndMessage(["short", ""])).toContain('lines of "item 1"');
    expect(codeAndMessage([sent, ""])).toContain("is packed itself");
  });

  it("finds items by the names that they were packed under", () => {
    const named = items.map((content) => ({ content, name: "cat a.ts" }));
    const text = packItems(named)[2]?.text ?? "";
    expect(text).toContain(" of cat a.ts");
    expect(unpack(text, { earlier: named })).toBe(items[2]);
  });
});
