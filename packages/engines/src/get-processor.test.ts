import { describe, expect, it } from "vitest";
import { getProcessor } from "./get-processor.ts";
import { HeuristicEngine } from "./heuristic-engine.ts";

const prose = `# Title\n\n${"A sentence that says nothing in particular and only goes on. ".repeat(20)}\n\n- item\n`;

describe("getProcessor", () => {
  it("processes as the engine compresses", () => {
    const processor = getProcessor("md");
    expect(processor).toMatchObject({ name: "markdown", kind: "markdown" });
    expect(processor?.process(prose, "a.md")).toBe(
      new HeuristicEngine().compress(prose, { path: "a.md" }),
    );
    expect(processor?.process(prose)).toContain("- item");
  });

  it("knows extensions and kinds, and the language that an extension names", () => {
    expect(getProcessor("json")?.kind).toBe("json");
    expect(getProcessor("code")?.kind).toBe("code");
    expect(getProcessor("txt")?.name).toBe("text");
    const code = `def add(left, right):\n${"    left = left + right\n".repeat(30)}    return left\n`;
    expect(getProcessor("py")?.process(code)).toMatch(/^# \[tp:.*\ndef add\(left, right\):/);
  });

  it.each(["png", "exe", "", "constructor"])("has none for %j", (fileType) => {
    expect(getProcessor(fileType)).toBeUndefined();
  });

  it("gives the ladder of a content", () => {
    const levels = [...(getProcessor("markdown")?.ladder(prose) ?? [])].map(({ level }) => level);
    expect(levels[0]).toBe("source");
    expect(levels).toContain("structure");
  });
});
