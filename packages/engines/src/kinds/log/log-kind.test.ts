import { createTokenCounter, parseMarkers } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { unpack } from "../../unpack.ts";

const engine = new HeuristicEngine();
const counter = createTokenCounter();

const at = (seconds: number): string =>
  `2024-05-01 10:${String(10 + Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;

const LINES = Array.from({ length: 300 }, (_, n) => {
  if (n % 60 === 7) return `${at(n)} ERROR cannot open /srv/${n % 7}.db: EACCES`;
  if (n === 200) return `${at(n)} WARN disk sda1 is 91 % full`;
  return `${at(n)} INFO request ${n * 7} of user${n % 50} took ${(n * 13) % 90} ms`;
});
const LOG = `${LINES.join("\n")}\n`;

describe("logKind", () => {
  it("folds to the byte, one line for each line", () => {
    const result = engine.pack(LOG, { kind: "log", floor: "byte-exact" });
    expect(result.level).toBe("fold");
    expect(unpack(result.text)).toBe(LOG);
    expect(result.tokens).toBeLessThan(result.tokensBefore * 0.4);
    const records = result.text.slice(result.text.indexOf("\n\n") + 2).split("\n");
    expect(records.filter((line) => line !== "" && !line.startsWith("@"))).toHaveLength(300);
  });

  it("names every template with count, first line and last time, and every distinct error", () => {
    const result = engine.pack(LOG, { kind: "log" });
    expect(result.level).toBe("digest");
    const [, ...lines] = result.text.split("\n");
    expect(lines).toEqual([
      "= 300 lines. Of each template its first line, then count, last time, template: {} varies, {t} time",
      LINES[0],
      `= 294x to ${at(299)}: {t} INFO request {} of {} took {} ms`,
      LINES[7],
      `= 5x to ${at(247)}: {t} ERROR cannot open {}: EACCES`,
      "= distinct: /srv/0.db, /srv/4.db, /srv/1.db, /srv/5.db, /srv/2.db",
      LINES[200],
      "... 297 lines, 2-300",
    ]);
    expect(parseMarkers(result.text)).toHaveLength(1);
  });

  it("shows what the query asks for, and what preserve names", () => {
    const asked = engine.pack(LOG, { kind: "log", query: "request 1239" });
    expect(asked.level).toBe("digest");
    expect(asked.text).toContain(LINES[177]);
    const kept = engine.pack(LOG, { kind: "log", preserve: ["request 1239 of"] });
    expect(kept.text).toContain(LINES[177]);
  });

  it("fills a limit with more lines of each template", () => {
    const given = counter.count(LOG);
    const result = engine.pack(LOG, { kind: "log", maxTokens: Math.floor(given * 0.15) });
    expect(result.level).toBe("lines");
    expect(result.grade).toBe("facts-verified");
    expect(result.tokens).toBeGreaterThan(given * 0.15 * 0.8);
  });

  it("keeps the first of each error and of each template where even the digest is too long", () => {
    const { tokens } = engine.pack(LOG, { kind: "log" });
    const result = engine.pack(LOG, { kind: "log", maxTokens: tokens - 30 });
    expect(result.level).toBe("selected");
    expect(result.text).toContain("ERROR cannot open");
    expect(result.text).toContain("WARN disk sda1");
  });

  it("shows each distinct stack trace once, with its count", () => {
    const trace = "java.io.IOException: no\n\tat org.a.B.c(B.java:12)\n\tat org.a.D.e(D.java:3)";
    const text = LINES.map((line, n) => (n % 60 === 7 ? `${line}\n${trace}` : line)).join("\n");
    const result = engine.pack(text, { kind: "log" });
    expect(result.level).toBe("digest");
    expect(result.text.split("\tat org.a.B.c(B.java:12)")).toHaveLength(2);
    expect(result.text).toContain("= 5x, 2 lines");
  });

  it("cuts the list of distinct values where a log is mostly errors that all differ", () => {
    const text = Array.from(
      { length: 400 },
      (_, n) => `${at(n)} ERROR login of user${n * 31} from 10.0.${n % 250}.7 failed`,
    ).join("\n");
    const result = engine.pack(text, { kind: "log" });
    expect(result.text).toMatch(/^= \d+ of 400 distinct: user0 10\.0\.0\.7, user31 10\.0\.1\.7,/m);
    expect(result.tokens).toBeLessThan(result.tokensBefore * 0.07);
  });
});
