import { parseEnvelope } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { unpack } from "../../unpack.ts";
import { equalLines } from "./equal-lines.ts";

const engine = new HeuristicEngine();
const records = Array.from({ length: 60 }, (_, at) => ({
  time: `2024-05-01T10:${String(at).padStart(2, "0")}:00Z`,
  level: at === 31 ? "error" : "info",
  msg:
    at === 31 ? "cannot reach database: timed out" : `handled request ${at * 7} of größe ${at % 5}`,
  req: { id: `r-${1000 + at}`, path: "/v1/items", ms: at === 17 ? 9000 : 10 + (at % 9) },
}));
const plain = records.map((record) => `${JSON.stringify(record)}\n`).join("");

function spaced(record: unknown): string {
  return JSON.stringify(record).replace(/"(?:[^"\\]|\\.)*"|[,:]/g, (token) =>
    token.length === 1 ? `${token} ` : token,
  );
}

function bodyOf(text: string): string[] {
  return (parseEnvelope(text)?.body ?? "").split("\n");
}

describe("jsonlKind", () => {
  it("packs lines as rows, and unpacks the same bytes", () => {
    const packed = engine.pack(plain, { kind: "jsonl", floor: "byte-exact" });
    expect(packed.level).toBe("columns");
    expect(packed.tokens).toBeLessThan(packed.tokensBefore / 2);
    expect(unpack(packed.text)).toBe(plain);
    expect(bodyOf(packed.text)).toHaveLength(61);
  });

  it.each<[string, string, string | undefined]>([
    ["as Python writes them", records.map(spaced).join("\n"), "%lines spaced open"],
    [
      "as Python writes them by default",
      records
        .map(
          (record) => `${spaced(record).replaceAll("ö", "\\u00f6").replaceAll("ß", "\\u00df")}\n`,
        )
        .join(""),
      "%lines spaced ascii",
    ],
    ["as PHP writes them", plain.replaceAll("/", "\\/"), "%lines slashes"],
    ["with line ends of Windows", plain.replaceAll("\n", "\r\n"), "%lines crlf"],
    ["with blank lines and banners", `Starting up\n\n${plain}\n@done {\n`, undefined],
  ])("gives lines %s back byte for byte", (_, text, head) => {
    const packed = engine.pack(text, { kind: "jsonl", floor: "byte-exact" });
    expect(packed.level).toBe("columns");
    expect(unpack(packed.text)).toBe(text);
    if (head !== undefined) expect(bodyOf(packed.text)[0]).toBe(head);
  });

  it("keeps the values where lines are written in many styles", () => {
    const text = records
      .map((record, at) =>
        at % 2 === 0 ? JSON.stringify(record) : JSON.stringify(record).replace(":", " : "),
      )
      .join("\n");
    const packed = engine.pack(text, { kind: "jsonl", floor: "value-exact" });
    expect(packed.grade).toBe("value-exact");
    expect(equalLines(text, unpack(packed.text))).toBe(true);
  });

  it("sums a log up with times, levels, each sort of error and what stands out", () => {
    const packed = engine.pack(`up and running\n${plain}`, { kind: "jsonl" });
    expect(packed.level).toBe("summary");
    expect(packed.grade).toBe("facts-verified");
    const lines = bodyOf(packed.text);
    expect(lines[0]).toBe("summary: array of 61");
    expect(lines).toContain('[]: strings 1 all "up and running"; objects 60');
    expect(lines).toContain(' time: strings from "2024-05-01T10:00:00Z" to "2024-05-01T10:59:00Z"');
    expect(lines).toContain(' level: strings "info" 59, "error" 1');
    expect(lines.find((line) => line.startsWith("line 33: "))).toContain("cannot reach database");
    expect(lines.find((line) => line.startsWith("line 19: "))).toContain('"ms":9000');
    expect(lines.at(-1)).toBe("... lines 34-61");
  });

  it("is told by its looks", () => {
    expect(engine.pack(`Starting up\n${plain}`).kind).toBe("jsonl");
    expect(engine.pack("{ not json }\n{ at all }\n").kind).toBe("text");
  });

  it("has no rung for lines of which none is JSON", () => {
    const packed = engine.pack("one\ntwo\n3\n", { kind: "jsonl" });
    expect(packed.level).toBe("source");
  });
});
