import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kindContract } from "../../tests/kind-contract.ts";
import { HeuristicEngine } from "../heuristic-engine.ts";
import { equalJson } from "../kinds/json/equal-json.ts";
import { unpack } from "../unpack.ts";

const rows = Array.from({ length: 40 }, (_, id) => ({ id, name: `n${id % 3}`, ok: id !== 7 }));
const code = `import { run } from "./run.ts";\n\nexport function go(): void {\n${"  const step = run(1);\n".repeat(40)}}\n\nexport const last = 1;\n`;

const content = fc.oneof(
  fc.constantFrom(code, JSON.stringify(rows), JSON.stringify(rows, null, 2), "short", "[string 1]"),
  fc.string(),
);
const samples = fc
  .record({ exitCode: fc.nat(3), stdout: content, stderr: content, more: fc.array(content) })
  .map((answer) => ({ text: JSON.stringify(answer) }));

kindContract("a document of strings", samples, equalJson, 20);

const engine = new HeuristicEngine();

describe("createJsonStringsKind", () => {
  const text = JSON.stringify({ exitCode: 0, stdout: code, data: JSON.stringify(rows) }, null, 2);

  it("writes the document once and each string as its kind does, exactly where asked to", () => {
    const packed = engine.pack(text, { floor: "value-exact" });
    expect(packed).toMatchObject({ processor: "strings", grade: "value-exact", kind: "json" });
    expect(packed.text).toMatch(/^\[json1= string \d in \d+, minified\]$/m);
    expect(equalJson(unpack(packed.text), text)).toBe(true);
  });

  it("leaves out what the kinds of the strings may leave out, and says of which string", () => {
    const packed = engine.pack(text);
    expect(packed).toMatchObject({ level: "facts", grade: "facts-verified", verifyFailures: 0 });
    expect(packed.text).toContain("exitCode");
    expect(packed.text).toMatch(
      /^\[code1~ string 1 in \d+\]\n\/\/ \.\.\. line 1\n\nexport function go\(\): void \{\n/m,
    );
    expect(packed.omissions).toContainEqual(
      expect.objectContaining({ unit: "line", from: 4, to: 43 }),
    );
    expect(packed.tokens).toBeLessThan(packed.tokensBefore / 3);
  });

  it("fills a limit with parts of the strings, as lines", () => {
    const log = Array.from(
      { length: 300 },
      (_, at) =>
        `2026-11-22T10:00:00Z ${at % 50 === 7 ? "ERROR cannot" : "INFO did"} open file ${at * 7919} of ${at}`,
    );
    const answer = JSON.stringify({ exitCode: 1, stdout: `${log.join("\n")}\n`, stderr: code });
    const maxTokens = Math.floor(engine.pack(answer).tokens / 2);
    const packed = engine.pack(answer, { maxTokens });
    expect(packed).toMatchObject({ processor: "strings", grade: "extractive", verifyFailures: 0 });
    expect(packed.tokens).toBeLessThanOrEqual(maxTokens);
    expect(packed.tokens).toBeGreaterThan(maxTokens * 0.75);
    expect(packed.text).toContain("exitCode");
    expect(packed.text).toContain("\n2026-11-22T10:00:00Z ERROR cannot open file 55433 of 7\n");
    expect(() => engine.pack(answer, { maxTokens: 60 })).not.toThrow();
  });

  it("says in bare outputs how many lines a string has there", () => {
    const { text: body } = engine.pack(text, { bare: true });
    const kept = code.replace(/(?: {2}const|import).*\n/g, "");
    expect(body).toContain(`\n[code1~ string 1 in 6]\n${kept}\n[json1~ string 2 in`);
  });

  it("leaves strings alone that hide what reads like a marker behind escapes", () => {
    const hidden = JSON.stringify({ stdout: code }).replace(
      "export const last",
      "\\u002e\\u002e\\u002e lines 2-3\\nexport const last",
    );
    expect(engine.pack(hidden)).toMatchObject({ processor: "json", verifyFailures: 0 });
  });

  it("leaves documents alone that have strings like its own placeholders", () => {
    const odd = JSON.stringify({ a: "[string 1]", stdout: code });
    expect(engine.pack(odd, { floor: "value-exact" }).processor).toBe("json");
  });
});
