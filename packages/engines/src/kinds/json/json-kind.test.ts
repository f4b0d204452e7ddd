import { parseEnvelope } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { unpack } from "../../unpack.ts";
import { equalJson } from "./equal-json.ts";

const engine = new HeuristicEngine();
const rows = Array.from({ length: 40 }, (_, index) => ({
  id: 1000 + index * 7,
  name: `service-${(index * 37) % 101}`,
  url: `https://api.example.com/services/service-${(index * 37) % 101}/status`,
  status: index % 9 === 4 ? "degraded" : "ok",
  load: Number(((index * 13) % 97) / 10),
  owner: { team: "platform", contact: `on-call-${index % 3}@example.com` },
}));
const text = JSON.stringify(rows, null, 2);

describe("jsonKind", () => {
  it("packs uniform records to less than half, and unpacks the same values", () => {
    const packed = engine.pack(text, { kind: "json", floor: "value-exact" });
    expect(packed.level).toBe("columns");
    expect(packed.tokens).toBeLessThan(packed.tokensBefore / 2);
    expect(equalJson(unpack(packed.text), text)).toBe(true);
  });

  it("writes one record a line under a header that names what all share", () => {
    const packed = engine.pack(text, { kind: "json", floor: "value-exact" });
    const lines = (parseEnvelope(packed.text)?.body ?? "").split("\n");
    expect(lines[0]).toBe(
      "[40]:id,name=service-*,url=https://api.example.com/services/$name/status,status?=ok,load,owner{team=platform,contact=on-call-*@example.com}",
    );
    expect(lines).toHaveLength(41);
    expect(lines[5]).toBe("1028,47,degraded,5.2,1");
  });

  it("falls back to minified JSON where columns do not pay", () => {
    const tiny = JSON.stringify({ a: [[[1, 2], [3]], [[4]]], b: { c: { d: { e: [] } } } }, null, 4);
    const packed = engine.pack(tiny, { kind: "json", floor: "value-exact" });
    expect(equalJson(unpack(packed.text), tiny)).toBe(true);
  });

  it.each([
    ["a trailing comma", '[{"a":1},{"a":2},]'],
    ["a comment", '{"a":1 /* one */}'],
    ["NaN", '{"a":NaN}'],
    ["a byte order mark", '\uFEFF{"a":1}'],
    ["text behind the document", '{"a":1} and more'],
    ["a leading zero", "[01, 02, 03]"],
    ["nothing", ""],
    ["a scalar", '"just a string"'],
  ])("has no rung for %s", (_, invalid) => {
    const packed = engine.pack(invalid, { kind: "json" });
    expect(packed.text).toBe(invalid);
    expect(packed.grade).toBe("byte-exact");
  });

  it("packs 100,000 levels of nesting without running out of stack", () => {
    const deep = `${"[ ".repeat(100_000)}${"] ".repeat(100_000)}`;
    const packed = engine.pack(deep, { kind: "json", floor: "value-exact" });
    expect(packed.level).toBe("minified");
    expect(unpack(packed.text)).toBe("[".repeat(100_000) + "]".repeat(100_000));
  });

  it("fills a limit between summary and columns with rows, what matches the query first", () => {
    const many = JSON.stringify(
      Array.from({ length: 200 }, (_, index) => ({
        id: 5000 + index * 3,
        note: `entry ${(index * 7919) % 1013} of ${(index * 104_729) % 997}`,
        state: index % 2 === 0 ? "open" : "shut",
      })),
    );
    const summary = engine.pack(many, { kind: "json" });
    const columns = engine.pack(many, { kind: "json", floor: "value-exact" });
    expect(summary.level).toBe("summary");
    for (let maxTokens = summary.tokens + 100; maxTokens < columns.tokens; maxTokens += 97) {
      const { level, grade, tokens, verifyFailures } = engine.pack(many, {
        kind: "json",
        maxTokens,
      });
      expect({ level, grade, verifyFailures }).toEqual({
        level: "rows",
        grade: "facts-verified",
        verifyFailures: 0,
      });
      expect(tokens).toBeLessThanOrEqual(maxTokens);
      expect(tokens).toBeGreaterThan(maxTokens / 2);
    }
    const asked = engine.pack(many, {
      kind: "json",
      maxTokens: summary.tokens + 150,
      query: "id 5300",
    });
    expect(asked.text).toContain('row 101: {"id":5300,');
  });

  it("keeps whole elements under a limit, what matches the query first", () => {
    const packed = engine.pack(text, { kind: "json", maxTokens: 300, query: "service-84" });
    expect(packed.tokens).toBeLessThanOrEqual(300);
    expect(packed.text).toContain('"name": "service-84"');
  });
});
