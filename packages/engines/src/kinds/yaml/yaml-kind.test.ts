import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { unpack } from "../../unpack.ts";
import { yamlText } from "./__fixtures__/yaml-arbitrary.ts";
import { equalYaml } from "./equal-yaml.ts";
import { parseYaml } from "./parse-yaml.ts";
import { writeYaml } from "./write-yaml.ts";
import { yamlKind } from "./yaml-kind.ts";

const engine = new HeuristicEngine();
const pack = (text: string, floor: "value-exact" | "facts-verified") =>
  engine.pack(text, { kind: "yaml", floor, bare: true });

const compact = (text: string): string | undefined => {
  const documents = parseYaml(text);
  return documents && writeYaml(documents);
};

/** Values as the library reads them; `undefined` where it reports an error. */
function valuesOf(text: string): unknown {
  const options = { strict: false, uniqueKeys: false, logLevel: "silent" } as const;
  const documents = [...parseAllDocuments(text, options)];
  if (documents.some(({ errors }) => errors.length > 0)) return undefined;
  return documents.map((one) => one.toJS({ maxAliasCount: 100 }));
}

function manifests(count: number): string {
  return Array.from(
    { length: count },
    (_, at) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: worker-${at}
  namespace: ${at % 2 === 0 ? "prod" : "staging"}
spec:
  replicas: ${1 + (at % 3)}
  template:
    spec:
      containers:
        - name: main
          image: "registry.example.com/worker@sha256:${((at + 1) * 7919).toString(16).repeat(16)}"
          ports:
            - containerPort: ${8000 + at}
`,
  ).join("---\n");
}

describe("writeYaml", () => {
  it("keeps comments in their places and takes indentation, blank lines and needless quotes away", () => {
    const source = `# top\nname:   "web"   # who\n\nlist:\n    - 'a b'\n\n    # second\n    - "no"\n    - '1.0'\n# end\n`;
    expect(compact(source)).toBe(
      `# top\nname: web # who\nlist:\n- a b\n# second\n- "no"\n- '1.0'\n# end\n`,
    );
  });

  it("keeps the quotes of what either version of YAML takes for something else", () => {
    for (const text of [
      "no",
      "Off",
      "y",
      "1e3",
      "0x1F",
      "0o7",
      "1_000",
      "12:30",
      "~",
      "null",
      "=",
    ]) {
      expect(compact(`a:\n  key: '${text}'\n  z: 1\n`)).toContain(`'${text}'`);
    }
    for (const text of ["2024-01-01", ".5", "+.inf", ".NaN", "<<", "1.2.3", ""]) {
      expect(compact(`a:\n  key: "${text}"\n  z: |\n    x\n`)).toContain(`"${text}"`);
    }
  });

  it("keeps the content of block scalars to the space", () => {
    const source = "run: |2-\n    deep\n   x \n\n  # no comment\nfold: >+\n  a\n\n\n";
    expect(compact(source)).toBe("run: |1-\n   deep\n  x \n\n # no comment\nfold: >+\n a\n\n\n");
  });

  it("writes short collections on one line only where that means the same", () => {
    expect(compact("a:\n  - b\n  - c\nd:\n  - 'x, y'\n  - z:1\n")).toBe(
      "a: [b, c]\nd:\n- x, y\n- z:1\n",
    );
  });

  it("leaves alone what it does not surely understand", () => {
    const odd = [
      "? a\n: b\n",
      "%YAML 1.2\n---\na: b\n",
      "a:\n\tb: c\n",
      "&x a: b\n",
      "a: b\n c\n\n d\n",
    ];
    for (const text of [...odd, "just text\n", "a: [b: c]\n", "a: {b, c}\n", "{{ x }}: y\n", ""]) {
      expect(parseYaml(text)).toBeUndefined();
    }
  });

  it("gives texts that another library and our second reader read as before", () => {
    fc.assert(
      fc.property(yamlText, (text) => {
        const written = compact(text);
        if (written === undefined) return;
        expect(equalYaml(text, written)).toBe(true);
        const values = valuesOf(text);
        if (values !== undefined) expect(valuesOf(written)).toEqual(values);
      }),
      { numRuns: 60 },
    );
  });

  it("takes deep nesting and long runs without harm", () => {
    expect(parseYaml(`${"- ".repeat(100_000)}a\n`)).toBeUndefined();
    expect(parseYaml(`a: ${"[".repeat(100_000)}\n`)).toBeUndefined();
    expect(compact(`a: ${" ".repeat(200_000)}b\n`)).toBe("a: b\n");
  });
});

describe("yamlKind", () => {
  it("writes documents, items and members of like shape as tables, and reads them back", () => {
    const source = manifests(12);
    const packed = pack(source, "value-exact");
    expect(packed.level).toBe("columns");
    expect(packed.text).toContain("doc%[12");
    expect(packed.tokens).toBeLessThan(packed.tokensBefore * 0.6);
    const whole = engine.pack(source, { kind: "yaml", floor: "value-exact" });
    expect(valuesOf(unpack(whole.text))).toEqual(valuesOf(source));
  });

  it("tells strings from numbers in a table as the source does", () => {
    const rows = ["1.0", "'1.0'", "yes", "'yes'", "~", "0x1F", "'0x1F'", "null", "2024-01-01"];
    const source = `rows:\n${rows.map((text, at) => `  - {name: n${at}, kind: alike, value: ${text}}\n`).join("")}`;
    const { text, level } = engine.pack(source, { kind: "yaml", floor: "value-exact" });
    expect(level).toBe("columns");
    expect(equalYaml(unpack(text), source)).toBe(true);
  });

  it("has no rung for text that looks like its own tables", () => {
    const source = `a: |\n  %[2]:x,y\n  1,2\nb:\n${"    - name: x\n".repeat(20)}`;
    expect(pack(source, "value-exact").level).toBe("source");
  });

  it("summarises with every name and figure", () => {
    const { level, text } = pack(manifests(12), "facts-verified");
    expect(level).toBe("summary");
    expect(text).toContain("worker-*: 0..11");
    expect(text).toContain('"prod" 6');
    expect(text).toContain("min 8000 max 8011 sum 96066");
  });

  it("refuses a summary with a changed figure, key, count or name, and one with a line less", () => {
    const source = manifests(12);
    const rung = [...engine.ladder(source, { kind: "yaml", bare: false })].at(-1);
    const body = (rung?.text ?? "").split("\n").slice(1);
    const check = (lines: readonly string[]): string | undefined =>
      yamlKind.verify({ text: source } as never, {
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
      const letter = line.replace(/[a-z](?=[a-z]*:)/, "Q");
      if (letter !== line) expect(check(body.with(index, letter))).toBeDefined();
    }
  });

  it("knows YAML by its looks, and nothing else for it", () => {
    const looks = (text: string): string => engine.pack(text, {}).kind;
    expect(looks(manifests(2))).toBe("yaml");
    expect(looks("name: ci\non: push\njobs:\n  test:\n    steps:\n      - run: x\n")).toBe("yaml");
    for (const text of [
      "Note: this is prose.\nIt goes on: and on.\n",
      "User: what is it?\nAssistant: nothing.\nUser: really?\n",
      "Host: example.com\nAccept: */*\nContent-Length: 12\n",
      "def f(x: int):\n    if x:\n        return 1\n",
      "# Title\n\nText: more.\n\n- a\n- b\n",
      "12:30:01 INFO: started\n12:30:02 INFO: stopped\n12:30:03 WARN: late\n",
    ]) {
      expect(looks(text)).not.toBe("yaml");
    }
  });
});
