import type { PackResult } from "@tokenpak/core";
import { describe, expect, it } from "vitest";
import { CompressionEngine } from "./compression-engine.ts";
import { getEngine, registerEngine } from "./get-engine.ts";
import { HeuristicEngine } from "./heuristic-engine.ts";

const heuristic = new HeuristicEngine();

class UpperEngine extends CompressionEngine {
  readonly name = "upper";
  pack(content: string): PackResult {
    return { ...heuristic.pack(content), text: content.toUpperCase() };
  }
}

class SlowEngine extends CompressionEngine {
  readonly name = "slow";
  async pack(content: string): Promise<PackResult> {
    return heuristic.pack(content);
  }
}

describe("getEngine", () => {
  it("gives the heuristic engine by default, by name and by alias, with options", () => {
    expect(getEngine()).toBeInstanceOf(HeuristicEngine);
    expect(getEngine("fast").name).toBe("heuristic");
    expect(
      getEngine("heuristic", { maxTokens: 5 }).pack("word ".repeat(50)).tokens,
    ).toBeLessThanOrEqual(5);
  });

  it.each(["llmlingua2", "", "constructor"])("refuses %j and lists what there is", (name) => {
    expect(() => getEngine(name)).toThrow(/Known: fast, heuristic/);
  });
});

describe("registerEngine", () => {
  it("makes a user's engine known", () => {
    registerEngine("upper", () => new UpperEngine());
    expect(getEngine("upper").compress("abc")).toBe("ABC");
    expect(() => registerEngine("", () => new UpperEngine())).toThrow(/non-empty/);
  });
});

describe("CompressionEngine", () => {
  it("compresses as its pack does: at once, or with a promise", async () => {
    expect(new UpperEngine().compress("abc")).toBe("ABC");
    await expect(new SlowEngine().compress("abc")).resolves.toBe("abc");
  });
});
