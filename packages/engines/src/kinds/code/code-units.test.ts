import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Source } from "../../ladder/source.ts";
import { UNIT_TIERS } from "../../select/unit.ts";
import { codeUnits } from "./code-units.ts";

const counter = { encoding: "characters", exact: false, count: (text: string) => text.length };

const TEXT = `import { a } from "./a.ts";

export class Store extends Base {
  get(key: string): string {
    const value = this.entries.get(key) ?? this.load(key);
    return value.trim();
  }

  size(): number {
    return Array.from(this.entries.values()).length + 1;
  }
}

export function open(path: string): Store {
  const handle = openTheFileThatIsThere(path);
  return new Store(handle);
}
`;

function unitsOf(
  text: string,
  options: { language?: string; query?: string; preserve?: string[] },
) {
  const { language = "typescript", query, preserve = [] } = options;
  const source = new Source(text, { counter, language });
  return codeUnits(source, { query, preserve }).map((unit) => ({
    ...unit,
    text: text.slice(unit.from, unit.to),
  }));
}

function find(units: ReturnType<typeof unitsOf>, part: string) {
  const unit = units.find(({ text }) => text.includes(part));
  if (unit === undefined) throw new Error(`no unit holds ${part}`);
  return unit;
}

describe("codeUnits", () => {
  it("tiles any text, in order, parents before their children", () => {
    const line = fc.constantFrom(
      ...TEXT.split("\n"),
      "",
      "def f():",
      "    x = 1",
      "  }",
      "/** a */",
    );
    const texts = fc.array(line, { maxLength: 60 }).map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(texts, fc.constantFrom("typescript", "python", "rust"), (text, language) => {
        const units = unitsOf(text, { language, query: "entries of a store" });
        expect(units.map((unit) => unit.text).join("")).toBe(text);
        for (const [index, { parent, from, to }] of units.entries()) {
          expect(to).toBeGreaterThan(from);
          expect(parent ?? -1).toBeLessThan(index);
        }
      }),
      { numRuns: 80 },
    );
  });

  it("keeps signatures before bodies and ties bodies and closing braces to them", () => {
    const units = unitsOf(TEXT, {});
    const head = find(units, "get(key: string)");
    const body = find(units, "this.entries.get(key)");
    expect(head.tier).toBe(UNIT_TIERS.structure);
    expect(body.tier).toBe(UNIT_TIERS.rest);
    expect(units[body.parent ?? -1]).toBe(head);
    expect(units[head.parent ?? -1]?.text).toContain("export class Store");
    expect(find(units, "export function open").score).toBeGreaterThan(head.score);
  });

  it("keeps what preserve names first, then what the query asks for", () => {
    const units = unitsOf(TEXT, { query: "openTheFileThatIsThere", preserve: ["value.trim()"] });
    expect(find(units, "value.trim()").tier).toBe(UNIT_TIERS.preserved);
    expect(find(units, "openTheFileThatIsThere").tier).toBe(UNIT_TIERS.match);
    expect(find(units, "size(): number").tier).toBe(UNIT_TIERS.structure);
  });

  it("takes stretches between blank lines of languages that it does not know", () => {
    const units = unitsOf("fn a() {\n}\n\n\nfn b() {\n}\n", { language: "rust" });
    expect(units.map(({ text }) => text)).toEqual(["fn a() {\n}\n\n\n", "fn b() {\n}\n"]);
  });
});
