import { describe, expect, it } from "vitest";
import { HeuristicEngine } from "../../heuristic-engine.ts";
import { verifyCoordinates } from "./verify-coordinates.ts";

const SOURCE = [
  ...Array.from(
    { length: 40 },
    (_, at) =>
      `src/kinds/file-${Math.floor(at / 8)}.ts:${(at % 8) * 5 + 1}:  const own${at} = readTheWholeFile(path, { encoding: "utf8", flag: "r" });`,
  ),
  "src/last.ts:4:one more line of text that stands alone in its file, at some length",
  "src/last.ts-5-and what comes after it, which nobody asked for but everybody gets",
  "Binary file src/x.bin matches",
].join("\n");

const packed = new HeuristicEngine().pack(SOURCE, { kind: "search", query: "own9 own17" });
const BODY = packed.text.split("\n").slice(1).join("\n");

describe("verifyCoordinates", () => {
  it("accepts what is true", () => {
    expect(packed.level).toBe("coordinates");
    expect(BODY).toMatch(/^\d+:const own9 =/m);
    expect(verifyCoordinates(SOURCE, BODY, "...")).toBeUndefined();
  });

  it("refuses an output with any line dropped", () => {
    const lines = BODY.split("\n");
    for (const at of lines.keys()) {
      const without = lines.filter((_, index) => index !== at).join("\n");
      expect(verifyCoordinates(SOURCE, without, "..."), lines[at]).toBeDefined();
    }
  });

  it("refuses an output with any digit changed", () => {
    for (const { index, 0: digit } of BODY.matchAll(/\d/g)) {
      const changed = BODY.slice(0, index) + ((Number(digit) + 1) % 10) + BODY.slice(index + 1);
      expect(
        verifyCoordinates(SOURCE, changed, "..."),
        changed.slice(index - 20, index + 20),
      ).toBeDefined();
    }
  });

  it("refuses texts that were swapped, shortened or moved to another file", () => {
    const texts = [...BODY.matchAll(/^\d+:(.*)$/gm)].map(([, text = ""]) => text);
    const [first = "", second = ""] = texts;
    const swapped = BODY.replace(first, "\u0000").replace(second, first).replace("\u0000", second);
    expect(verifyCoordinates(SOURCE, swapped, "...")).toBeDefined();
    expect(verifyCoordinates(SOURCE, BODY.replace(first, first.slice(0, -3)), "...")).toBeDefined();
    expect(
      verifyCoordinates(SOURCE, BODY.replace(first, `${first} ${second}`), "..."),
    ).toBeDefined();
    expect(verifyCoordinates(SOURCE, BODY.replace("file-0", "file-9"), "...")).toBeDefined();
  });

  it("refuses a match that was made up, and what the tool said otherwise", () => {
    expect(verifyCoordinates(SOURCE, `${BODY}\n other.ts 3`, "...")).toBeDefined();
    expect(verifyCoordinates(SOURCE, BODY.replace("x.bin", "y.bin"), "...")).toBeDefined();
  });
});
