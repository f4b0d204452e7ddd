import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyText } from "../../tests/any-text.ts";
import { segmentsOf } from "./segments-of.ts";

const ROWS = JSON.stringify(
  Array.from({ length: 12 }, (_, at) => ({
    id: at,
    name: `worker-${at}`,
    state: "up and running",
  })),
  null,
  2,
);
const PATCH = [
  "diff --git a/src/a.ts b/src/a.ts",
  "index 3b18e51..a042389 100644",
  "--- a/src/a.ts",
  "+++ b/src/a.ts",
  "@@ -1,4 +1,4 @@ export function a(): number {",
  " const first = 'as it was before, and as it stays';",
  "-const second = 'what this line said before the change';",
  "+const second = 'what this line says behind the change';",
  " const third = 'as it was before, and as it stays';",
  "",
].join("\n");
const FENCED = `# T\n\n\`\`\`json\n${ROWS}\n\`\`\`\n\ntext\n`;

describe("segmentsOf", () => {
  it("finds fenced blocks, by their word or by their looks", () => {
    const json = [{ firstLine: 4, lastLine: 3 + ROWS.split("\n").length, kind: "json" }];
    expect(segmentsOf(FENCED, "markdown")).toMatchObject(json);
    expect(
      segmentsOf(FENCED.replace("```json", "~~~~").replace("\n```\n", "\n~~~~\n"), "markdown"),
    ).toMatchObject(json);
  });

  it("finds documents and patches between lines of text, and ends a patch where its hunks end", () => {
    const text = `Response:\n${ROWS}\n$ git diff\n${PATCH}That was the patch.\n`;
    const rows = ROWS.split("\n").length;
    expect(segmentsOf(text, "text")).toMatchObject([
      { firstLine: 2, lastLine: rows + 1, kind: "json" },
      { firstLine: rows + 3, lastLine: rows + 11, kind: "diff" },
    ]);
  });

  it("ends a patch that is cut off at the last line there is", () => {
    const cut = `${PATCH.split("\n").slice(0, 8).join("\n")}\n`;
    expect(segmentsOf(cut, "text")).toMatchObject([{ firstLine: 1, lastLine: 8, kind: "diff" }]);
  });

  it("takes documents that follow each other, one a line, for JSON lines", () => {
    const lines = Array.from(
      { length: 9 },
      (_, at) => `{"at":${at},"what":"something happened here"}`,
    );
    expect(segmentsOf(`Events:\n${lines.join("\n")}\nend`, "text")).toMatchObject([
      { firstLine: 2, lastLine: 10, kind: "jsonl" },
    ]);
  });

  it("splits a record of several commands, whatever the whole looks like", () => {
    const found = Array.from(
      { length: 30 },
      (_, at) => `src/part-${at}.ts:${at + 3}:const value = ${at};`,
    );
    const text = `$ grep -rn value src\n${found.join("\n")}\n$ git diff\n${PATCH}$ exit\n`;
    for (const outer of ["text", "search"] as const) {
      expect(segmentsOf(text, outer)).toMatchObject([
        { firstLine: 2, lastLine: 31, kind: "search" },
        { firstLine: 33, lastLine: 41, kind: "diff" },
      ]);
    }
  });

  it("leaves alone what is small, not closed, or not what it seems", () => {
    expect(segmentsOf("```json\n{}\n```\n", "markdown")).toEqual([]);
    expect(segmentsOf(`\`\`\`json\n${ROWS}`, "markdown")).toMatchObject([{ kind: "json" }]);
    expect(segmentsOf(`[INFO] one\n{ not json }\n${"[ open\n".repeat(50)}`, "text")).toEqual([]);
  });

  it("answers whole lines in order, for any text", () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom("text", "markdown", "log"), (text, outer) => {
        let last = 0;
        for (const { firstLine, lastLine } of segmentsOf(text, outer)) {
          expect(firstLine).toBeGreaterThan(last);
          expect(lastLine).toBeGreaterThanOrEqual(firstLine);
          last = lastLine;
        }
        expect(last).toBeLessThanOrEqual(text.split("\n").length);
      }),
    );
  });

  it("reads fences and brackets that nothing closes in linear time", () => {
    const fences = Array.from({ length: 50_000 }, (_, at) => `\`\`\`a${at}`).join("\n");
    expect(segmentsOf(fences, "markdown")).toEqual([]);
    expect(segmentsOf("[\n".repeat(100_000), "text")).toEqual([]);
    expect(segmentsOf('{"a": "\n'.repeat(50_000), "text")).toEqual([]);
  });
});
