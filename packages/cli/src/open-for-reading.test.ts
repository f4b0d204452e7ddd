import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { BlockRegistry } from "@tokenpak/registry";
import { describe, expect, it } from "vitest";
import { runCli, testFolder } from "./__fixtures__/run-cli.ts";
import { openForReading } from "./open-for-reading.ts";

/** An index that says of itself that it has the schema before the newest. */
async function olderIndex(): Promise<{ cwd: string; file: string }> {
  const cwd = testFolder({ "a.md": "# A lamp\n" });
  await runCli(["index", "."], { cwd });
  const file = join(cwd, ".tokenpak", "registry.db");
  const bytes = readFileSync(file);
  // The version of the schema (https://sqlite.org/fileformat2.html#the_database_header).
  bytes.writeUInt32BE(bytes.readUInt32BE(60) - 1, 60);
  writeFileSync(file, bytes);
  return { cwd, file };
}

describe("openForReading", () => {
  it("upgrades a database of an older version, and opens it without the right to write", async () => {
    const { file } = await olderIndex();
    using registry = openForReading((options) => new BlockRegistry(file, options));
    expect(registry.search("lamp")).toHaveLength(1);
    expect(() => registry.clear()).toThrow(expect.objectContaining({ code: "STORE_READ_ONLY" }));
  });

  it.each(["stats", "search lamp", "search lamp --budget 50"])(
    "lets tokenpak %s read an index that an earlier version made",
    async (line) => {
      const { cwd } = await olderIndex();
      const { code, stderr } = await runCli(line.split(" "), { cwd });
      expect([code, stderr.includes("error")]).toEqual([0, false]);
    },
  );

  it("says that the database is of an older version where it may not be written", async (context) => {
    if (process.getuid?.() === 0) context.skip("root may write everything");
    const { file } = await olderIndex();
    chmodSync(file, 0o400);
    expect(() => openForReading((options) => new BlockRegistry(file, options))).toThrow(
      /older version/,
    );
  });
});
