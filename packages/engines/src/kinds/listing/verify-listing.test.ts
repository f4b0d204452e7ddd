import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { verifyFolders } from "./verify-folders.ts";
import { verifyTable } from "./verify-table.ts";

const engine = new HeuristicEngine();

const TABLE = [
  "USER   PID  RSS STAT COMMAND",
  ...Array.from(
    { length: 110 },
    (_, at) =>
      `${at % 3 === 0 ? "root" : "ada "}  ${String(100 + at).padStart(4)} ${String((at * 37) % 1009).padStart(4)} ${at % 2 === 0 ? "S" : "R"}    run-${at} --all`,
  ),
].join("\n");

const SECTIONS = ["a", "b"]
  .map((name) =>
    [
      `${name}:`,
      "total 4",
      ...Array.from(
        { length: 60 },
        (_, at) =>
          `-rw-r--r-- 1 ada staff ${at * 13 + name.length} Nov 22 17:${10 + (at % 50)} ${name}${at}.ts`,
      ),
    ].join("\n"),
  )
  .join("\n\n");

const PATHS = Array.from(
  { length: 120 },
  (_, at) => `src/part-${at % 4}/file-${at}.${at % 5 === 0 ? "md" : "ts"}`,
).join("\n");

function bodyOf(text: string): string {
  return engine.pack(text, { kind: "listing" }).text.split("\n").slice(1).join("\n");
}

/** Every output with one line dropped, one digit changed, or two neighbouring lines exchanged. */
function* mutations(body: string): Generator<string> {
  const lines = body.split("\n");
  for (const at of lines.keys()) {
    yield lines.filter((_, index) => index !== at).join("\n");
  }
  for (const { index, 0: digit } of body.matchAll(/\d/g)) {
    yield body.slice(0, index) + ((Number(digit) + 1) % 10) + body.slice(index + 1);
  }
}

describe("verifyTable", () => {
  it.each([
    ["ps", TABLE],
    ["ls -lR", SECTIONS],
  ])("accepts what is true of %s and refuses any change", (_, source) => {
    const body = bodyOf(source);
    expect(body).toMatch(/^= \d+ rows/);
    expect(verifyTable(source, body, "...")).toBeUndefined();
    for (const changed of mutations(body)) {
      expect(verifyTable(source, changed, "..."), changed).toBeDefined();
    }
  });

  it("refuses a shown row that was made of two", () => {
    const body = bodyOf(TABLE);
    const rows = body.match(/^(?:root|ada ) .*$/gm) ?? [];
    const [first = "", second = ""] = rows;
    expect(
      verifyTable(TABLE, body.replace(first, first.slice(0, 9) + second.slice(9)), "..."),
    ).toBeDefined();
  });

  it("refuses rows in another section", () => {
    const body = bodyOf(SECTIONS);
    const shown = /^-rw.* a\d+\.ts$/m.exec(body)?.[0] ?? "";
    const moved = `${body.replace(`${shown}\n`, "").replace(/\n(\.\.\. .*)$/, `\n${shown}\n$1`)}`;
    expect(moved).toContain(shown);
    expect(verifyTable(SECTIONS, moved, "...")).toBeDefined();
  });
});

describe("verifyFolders", () => {
  it("accepts what is true and refuses any change", () => {
    const body = bodyOf(PATHS);
    const check = (text: string): string | undefined =>
      verifyFolders(PATHS, text, { sigil: "...", isTree: false });
    expect(check(body)).toBeUndefined();
    for (const changed of mutations(body)) expect(check(changed), changed).toBeDefined();
  });

  it("refuses names in other folders", () => {
    const body = bodyOf(PATHS);
    const names = body.match(/^ file-.*$/gm) ?? [];
    const [first = "", second = ""] = [names[0], names.at(-1)];
    const swapped = body.replace(first, "\u0000").replace(second, first).replace("\u0000", second);
    expect(verifyFolders(PATHS, swapped, { sigil: "...", isTree: false })).toBeDefined();
  });
});
