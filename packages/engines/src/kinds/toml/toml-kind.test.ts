import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { unpack } from "../../unpack.ts";
import { tomlText } from "./__fixtures__/toml-arbitrary.ts";
import { equalToml } from "./equal-toml.ts";
import { parseToml } from "./parse-toml.ts";
import { tomlKind } from "./toml-kind.ts";
import { writeToml } from "./write-toml.ts";

const engine = new HeuristicEngine();

const compact = (text: string): string | undefined => {
  const document = parseToml(text);
  return document && writeToml(document);
};

function lockFile(count: number): string {
  const packages = Array.from(
    { length: count },
    (_, at) => `[[package]]
name = "crate-${at}"
version = "1.${at}.0"
source = "registry+https://example.com/index"
checksum = "${((at + 1) * 7919).toString(16).repeat(16).slice(0, 64)}"
${at % 3 === 0 ? "" : `dependencies = [\n "crate-0",\n "crate-${at - 1}",\n]\n`}`,
  );
  return `# generated\nversion = 4\n\n${packages.join("\n")}`;
}

describe("writeToml", () => {
  it("takes white space away and keeps comments, order and lexemes", () => {
    const source = `# top\n[ a . "b c" ] # head\nx   = 1_000 # why\n\ny = [ 1,\n 2, ]\nz = [\n  1, # one\n]\n# end`;
    expect(compact(source)).toBe(
      `# top\n[a."b c"] # head\nx=1_000 # why\ny=[1,2]\nz=[\n  1, # one\n]\n# end`,
    );
  });

  it("leaves alone what is no TOML", () => {
    for (const text of [
      "a = b\n",
      "a = 1\na = 2\n",
      "[a]\n[a]\n",
      "[link](https://example.com)\n",
      "key: value\n",
      "a = 01\n",
      "a = {b = 1,}\n",
      "a = '''x\n",
      '[branch "x"]\n\tmerge = y\n',
    ]) {
      expect(parseToml(text)).toBeUndefined();
    }
  });

  it("means the same to a second reader", () => {
    fc.assert(
      fc.property(tomlText, (text) => {
        const written = compact(text);
        expect(written !== undefined && equalToml(text, written)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it("takes deep nesting without harm", () => {
    expect(parseToml(`a = ${"[".repeat(100_000)}`)).toBeUndefined();
    expect(parseToml(`a = ${"{a=".repeat(100_000)}`)).toBeUndefined();
  });
});

describe("tomlKind", () => {
  it("writes a lock file as a table and reads it back", () => {
    const source = lockFile(20);
    const packed = engine.pack(source, { kind: "toml", floor: "value-exact" });
    expect(packed.level).toBe("columns");
    expect(packed.text).toContain("[[package]]%[20");
    expect(packed.tokens).toBeLessThan(packed.tokensBefore * 0.65);
    expect(equalToml(unpack(packed.text), source)).toBe(true);
  });

  it("keeps tables below elements, and literals that JSON has not", () => {
    const rows = ["1", "0x1", "1979-05-27", '"1"', '"0x1"', "true", '"true"', "1_0"].map(
      (text, at) => `[[p]]\nname = "n${at}"\nkind = "alike"\nv = ${text}\n\n[p.more]\na = "b"\n`,
    );
    const source = rows.join("\n");
    const packed = engine.pack(source, { kind: "toml", floor: "value-exact" });
    expect(packed.level).toBe("columns");
    expect(equalToml(unpack(packed.text), source)).toBe(true);
  });

  it("names every package with its version in a summary", () => {
    const { level, text } = engine.pack(lockFile(20), { kind: "toml" });
    expect(level).toBe("summary");
    for (let at = 0; at < 20; at++) expect(text).toContain(`${at}@1.${at}.0`);
  });

  it("refuses a summary with a changed figure or name, and one with a line less", () => {
    const source = lockFile(20);
    const rung = [...engine.ladder(source, { kind: "toml" })].at(-1);
    const body = (rung?.text ?? "").split("\n").slice(1);
    const check = (lines: readonly string[]): string | undefined =>
      tomlKind.verify({ text: source } as never, {
        level: "summary",
        grade: "facts-verified",
        body: lines.join("\n"),
        sigil: "...",
      });
    expect(check(body)).toBeUndefined();
    for (const [index, line] of body.entries()) {
      expect(check(body.filter((_, at) => at !== index))).toBeDefined();
      const digit = line.replace(/\d/, (found) => `${(Number(found) + 1) % 10}`);
      if (digit !== line) expect(check(body.with(index, digit))).toBeDefined();
    }
  });

  it("tells values apart that differ in a digit, a quote or an order", () => {
    expect(equalToml("a = 1\nb = 2\n", "b = 2\na = 1\n")).toBe(false);
    expect(equalToml("a = 1\n", "a = 1.0\n")).toBe(false);
    expect(equalToml("a = 1\n", 'a = "1"\n')).toBe(false);
    expect(equalToml("[[a]]\n[[a]]\n", "[[a]]\n")).toBe(false);
    expect(equalToml("# x\na = 1\n", "a = 1\n# x\n")).toBe(false);
    expect(equalToml("a = 'x'\n[t.u]\nb = 1\n", 'a = "x"\n[t]\nu = {b = 1}\n')).toBe(false);
    expect(equalToml("a = 'x'\n[t]\nb = 1\n", 'a="x"\n[t]\nb=1')).toBe(true);
  });

  it("knows TOML by its looks, and nothing else for it", () => {
    const looks = (text: string): string => engine.pack(text, {}).kind;
    expect(looks(lockFile(3))).toBe("toml");
    expect(looks('[package]\nname = "x"\nversion = "0.1.0"\n')).toBe("toml");
    expect(looks('[core]\n\tbare = false\n[remote "o"]\n\turl = git@example.com:x\n')).not.toBe(
      "toml",
    );
    expect(looks("[a link](https://example.com)\n\nx = y\n")).not.toBe("toml");
    expect(looks("let a = 1;\nlet b = 2;\nlet c = 3;\n")).not.toBe("toml");
  });
});
