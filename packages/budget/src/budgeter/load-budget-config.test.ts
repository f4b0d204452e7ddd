import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DEFAULT_BUDGET_CONFIG } from "./budget-config.ts";
import { loadBudgetConfig } from "./load-budget-config.ts";

const folder = mkdtempSync(join(tmpdir(), "budget-config-"));
const file = (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
afterAll(() => rmSync(folder, { recursive: true }));

describe("loadBudgetConfig", () => {
  it("reads the file of a path, and names it in errors", () => {
    const path = file("budget.yaml", "total_tokens: 900\n");
    expect(loadBudgetConfig(path)).toEqual({ ...DEFAULT_BUDGET_CONFIG, totalTokens: 900 });
    const wrong = file("wrong.yaml", "\ntotal: 900\n");
    expect(() => loadBudgetConfig(wrong)).toThrow(
      expect.objectContaining({
        code: "CONFIG_INVALID",
        message: `${wrong}:2: total is not known; did you mean total_tokens?`,
      }),
    );
  });

  it("is the defaults where the working folder has no file and no path is given", () => {
    expect(loadBudgetConfig()).toEqual(DEFAULT_BUDGET_CONFIG);
    expect(loadBudgetConfig()).not.toBe(DEFAULT_BUDGET_CONFIG);
  });

  it.each([
    ["PATH_NOT_FOUND", () => join(folder, "none.yaml")],
    ["PATH_NOT_FOUND", () => join(file("plain", ""), "none.yaml")],
    ["PATH_UNREADABLE", () => folder],
    ["TEXT_NOT_UTF8", () => file("utf16.yaml", Buffer.from("\uFEFFa: 1", "utf16le"))],
    ["CONFIG_INVALID", () => file("large.yaml", `#${"é".repeat(500_001)}`)],
  ])("answers %s", (code, path) => {
    const given = path();
    expect(() => loadBudgetConfig(given)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(given) }),
    );
  });
});
