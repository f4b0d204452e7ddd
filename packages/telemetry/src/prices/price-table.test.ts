import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { findInTable, tableHasProvider } from "./price-table.ts";

const run = promisify(execFile);

// In a process of its own: here other tests have loaded the table.
const SCRIPT = `
  import { createRequire } from "node:module";
  import { createPricer } from ${JSON.stringify(import.meta.resolve("./create-pricer.ts"))};
  import { UNKNOWN_USAGE } from ${JSON.stringify(import.meta.resolve("@tokenpak/core"))};
  const { cache } = createRequire(import.meta.url);
  const isLoaded = () => Object.keys(cache).some((file) => file.includes("genai-prices"));
  const pricer = createPricer();
  const before = isLoaded();
  pricer.price({ provider: "openai", model: "gpt-5", usage: { ...UNKNOWN_USAGE, output: 1 } });
  process.stdout.write(JSON.stringify([before, isLoaded()]));
`;

describe("findInTable", () => {
  it("loads the table at the first price, and not before", async () => {
    const { stdout } = await run(process.execPath, [
      "--conditions=@tokenpak/source",
      "--import",
      import.meta.resolve("tsx"),
      "--input-type=module",
      "--eval",
      SCRIPT,
    ]);
    expect(JSON.parse(stdout)).toEqual([false, true]);
  });

  it("has no answer for what is not in the table", () => {
    expect(findInTable("openai", "no-such-model")).toBeUndefined();
    expect(findInTable("no-such-provider", "gpt-5")).toBeUndefined();
  });

  it("tells its own providers from names that only look like them", () => {
    expect(tableHasProvider("openai")).toBe(true);
    expect(tableHasProvider("my-openai-mirror")).toBe(false);
  });
});
