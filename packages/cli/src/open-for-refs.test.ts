import { join } from "node:path";
import { BlockRegistry } from "@tokenpak/registry";
import { describe, expect, it } from "vitest";
import { runCli, testFolder } from "./__fixtures__/run-cli.ts";
import { openForRefs } from "./open-for-refs.ts";

describe("openForRefs", () => {
  it("opens a database to write, and only where that is refused to read", async () => {
    const cwd = testFolder({ "a.md": "# A lamp\n" });
    await runCli(["index", "."], { cwd });
    const file = join(cwd, ".tokenpak", "registry.db");
    using writable = openForRefs((options) => new BlockRegistry(file, options));
    expect(writable.removeBlock("a.md")).toBe(true);
    using readable = openForRefs(({ readOnly = false }) => {
      const registry = new BlockRegistry(file, { readOnly: true });
      // Refused as in a folder that may not be written.
      if (!readOnly) registry.clear();
      return registry;
    });
    expect(readable.getStats().totalFiles).toBe(0);
    expect(() => openForRefs(() => new BlockRegistry(join(cwd, "a.md")))).toThrow();
  });
});
