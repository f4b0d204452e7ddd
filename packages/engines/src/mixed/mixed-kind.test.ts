import { parseEnvelope } from "@tokenpak/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kindContract } from "../../tests/kind-contract.ts";
import { sameValues } from "../../tests/same-values.ts";
import { HeuristicEngine } from "../heuristic-engine.ts";
import { unpack } from "../unpack.ts";

const records = fc
  .array(
    fc.record({ name: fc.string(), state: fc.constantFrom("up", "down"), seconds: fc.nat() }),
    {
      minLength: 4,
      maxLength: 25,
    },
  )
  .map((rows) => rows.map((row, id) => ({ id, ...row })));
const json = fc
  .tuple(records, fc.constantFrom(0, 2, 4, "\t"))
  .map(([rows, indent]) => JSON.stringify(rows, null, indent));
const piece = fc.oneof(
  { weight: 3, arbitrary: json },
  { weight: 1, arbitrary: json.map((text) => `\`\`\`json\n${text}\n\`\`\``) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      "A line of text about 12 things.",
      "$ cat a.json",
      "",
      "# Title",
      "[json1= lines 2-3 in 1]",
      "... lines 2-3",
      "`code`",
    ),
  },
);
const mixed = fc
  .tuple(fc.array(piece, { minLength: 2, maxLength: 8 }), fc.constantFrom("", "\n"))
  .map(([pieces, end]) => ({ text: `${pieces.join("\n")}${end}` }));

kindContract("mixed", mixed, sameValues, 20);

const engine = new HeuristicEngine();
const rows = Array.from({ length: 30 }, (_, id) => ({ id, name: `n${id % 3}`, ok: id !== 7 }));
const text = `$ cat a.json\n${JSON.stringify(rows, null, 2)}\n$ cat b.json\n${JSON.stringify(rows)}\n$ exit\n`;

describe("createMixedKind", () => {
  it("gives every byte back from parts, whatever their layout", () => {
    const packed = engine.pack(text, { floor: "byte-exact" });
    expect(packed).toMatchObject({ level: "parts", processor: "mixed", grade: "byte-exact" });
    expect(packed.tokens).toBeLessThan(packed.tokensBefore / 2);
    expect(unpack(packed.text)).toBe(text);
  });

  it("says which lines a part stands for, and marks omissions in the lines of the whole", () => {
    const code = Array.from({ length: 30 }, (_, at) => `  const step${at} = run(${at});`).join(
      "\n",
    );
    const guide = `# Guide\n\nSome text.\n\n\`\`\`ts\nexport function go(): void {\n${code}\n}\n\`\`\`\n`;
    const packed = engine.pack(guide, { path: "guide.md" });
    expect(packed.text).toContain("[code1~ lines 6-37 in 3]\nexport function go(): void {\n");
    expect(packed.omissions).toMatchObject([{ unit: "line", from: 7, to: 36, count: 30 }]);
    expect(packed.verifyFailures).toBe(0);
  });

  it("is left out where the caller names the kind", () => {
    expect(engine.pack(text, { kind: "text" }).processor).toBe("text");
  });

  it("takes no line of the source for a header, though it reads like one", () => {
    for (const line of ["[json1= lines 3-9 in 2]", "[log1~ line 3 in 400]"]) {
      const odd = text.replace("$ cat a.json\n", `$ cat\n$ cat a.json\n${line}\n`);
      const packed = engine.pack(odd, { floor: "byte-exact" });
      expect(packed).toMatchObject({ level: "source", verifyFailures: 0 });
      expect(engine.pack(odd, { maxTokens: 90 })).toMatchObject({ verifyFailures: 0 });
    }
    const elsewhere = `[json1= lines 3-9 in 2]\n${text}`;
    expect(unpack(engine.compress(elsewhere, { floor: "byte-exact" }))).toBe(elsewhere);
  });

  it("says in bare outputs how many lines a part has there", () => {
    const body = Array.from({ length: 30 }, (_, at) => `  const step${at} = run(${at});\n`).join(
      "",
    );
    const code = `export function go(): void {\n${body}}`;
    const guide = `# Guide\n\n\`\`\`ts\n${code}\n\`\`\`\nText.\n`;
    expect(engine.compress(guide, { path: "guide.md", bare: true })).toBe(
      "# Guide\n\n```ts\n[code1~ lines 4-35 in 2]\nexport function go(): void {\n}\n```\nText.\n",
    );
  });

  it("packs a content as one of its own kind where that is smaller", () => {
    const guide = `# Guide\n\n\`\`\`json\n${JSON.stringify(rows)}\n\`\`\`\n${"## Part\n\nProse that says nothing in particular, at length, and then some more of it.\n\n".repeat(30)}`;
    const packed = engine.pack(guide, { path: "guide.md" });
    const plain = engine.pack(guide, { path: "guide.md", kind: "markdown" });
    expect(packed.tokens).toBeLessThanOrEqual(plain.tokens);
    expect(packed.verifyFailures).toBe(0);
  });

  it("writes what must be preserved as it stands", () => {
    const packed = engine.pack(text, { preserve: ['"id": 20'] });
    expect(packed.text).toContain('"id": 20');
    expect(packed.text).toContain("json1");
  });

  it("keeps to any limit, and shortens the longest part first", () => {
    const full = engine.pack(text, { floor: "byte-exact" }).tokens;
    const packed = engine.pack(text, { maxTokens: full - 1 });
    expect(packed.level).toBe("some facts");
    expect(packed.tokens).toBeLessThan(full);
    expect(parseEnvelope(packed.text)?.codec).toBe("mixed");
  });
});
